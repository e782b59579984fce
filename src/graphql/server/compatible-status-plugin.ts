import type { ApolloServerPlugin, BaseContext } from '@apollo/server';

const GRAPHQL_RESPONSE = /\bapplication\/graphql-response\+json\b/i;

/**
 * Answers with 200 what GraphQL itself refuses in a request that is one (a document, a variable), as clients of before
 * `application/graphql-response+json` expect it. Other statuses stay, and so do those of clients that accept that type.
 */
export function compatibleStatusPlugin<C extends BaseContext>(): ApolloServerPlugin<C> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        willSendResponse: ({ request, response: { http }, errors = [] }) => {
          const accepted = request.http?.headers.get('accept') ?? '';
          const isWellFormed = errors.every(({ extensions }) => extensions.code !== 'BAD_REQUEST');
          if (http.status === 400 && isWellFormed && !GRAPHQL_RESPONSE.test(accepted)) http.status = 200;
          return Promise.resolve();
        },
      }),
  };
}
