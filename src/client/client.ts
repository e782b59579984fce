import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
import { RequestError, type AnswerError } from './request-error.ts';

export { RequestError, type AnswerError, type Failure } from './request-error.ts';
export * from './operations.generated.ts';

/** The text of an operation that knows its types, as GraphQL Code Generator writes it with `documentMode: 'string'`. */
export type TypedDocument<Data, Variables> = DocumentTypeDecoration<Data, Variables> & { valueOf(): string };

export interface ClientOptions {
  /** Address of the gateway's `/graphql`. */
  url: string | URL;
  /** Asked before each request for the bearer token to send; what it throws, the request throws. */
  token: () => string | Promise<string>;
  /** Ids of persisted operations by their names, of which no two documents may have the same; those in it are sent by id. */
  persistedIds?: Readonly<Record<string, string>>;
  /** Of each request, such as `x-tenant-id`. */
  headers?: Readonly<Record<string, string>>;
  /** Instead of the global one. */
  fetch?: typeof fetch;
}

export interface RequestOptions {
  signal?: AbortSignal;
  /** Beside those of the client. */
  headers?: Readonly<Record<string, string>>;
}

/** What follows the document: variables may be left out where an operation needs none. */
type Rest<Variables> =
  Variables extends Record<string, never>
    ? [variables?: Variables, options?: RequestOptions]
    : object extends Variables
      ? [variables?: Variables, options?: RequestOptions]
      : [variables: Variables, options?: RequestOptions];

export interface Client {
  /**
   * Runs one operation and returns its data. Rejects with RequestError where the answer has errors, and as `fetch` does
   * where there is none. Nothing is sent again: that is the caller's decision, by `code` and `retryAfter`.
   */
  request<Data, Variables extends object>(
    document: TypedDocument<Data, Variables>,
    ...rest: Rest<Variables>
  ): Promise<Data>;
}

interface Answer<Data> {
  data?: Data | null;
  errors?: readonly AnswerError[];
}

/** A name that a manifest knows an operation by; undefined for an operation without one. */
function nameOf(text: string): string | undefined {
  return /^\s*(?:query|mutation)\s+(\w+)/m.exec(text)?.[1];
}

/** The answer; an empty one where a proxy or another server has answered. */
async function answerOf<Data>(response: Response): Promise<Answer<Data>> {
  const answer: unknown = await response.json().catch(() => null);
  return typeof answer === 'object' && answer !== null ? answer : {};
}

function retryAfterOf(errors: readonly AnswerError[], response: Response): number | null {
  const told = errors.map(({ extensions }) => extensions?.['retryAfter']).find((value) => typeof value === 'number');
  const header = response.headers.get('retry-after');
  return told ?? (header !== null && /^\d+$/.test(header) ? Number(header) : null);
}

/** A client of one gateway, which keeps nothing between requests. */
export function createClient(client: ClientOptions): Client {
  const { url, token, persistedIds = {} } = client;
  const send = client.fetch ?? fetch;
  return {
    request: async <Data, Variables extends object>(
      document: TypedDocument<Data, Variables>,
      variables?: Variables,
      { signal, headers }: RequestOptions = {},
    ): Promise<Data> => {
      const query = document.valueOf();
      const name = nameOf(query) ?? '';
      const documentId = Object.hasOwn(persistedIds, name) ? persistedIds[name] : undefined;
      const response = await send(url, {
        method: 'POST',
        headers: {
          ...client.headers,
          ...headers,
          'content-type': 'application/json',
          accept: 'application/graphql-response+json, application/json;q=0.9',
          authorization: `Bearer ${await token()}`,
        },
        body: JSON.stringify({ ...(documentId === undefined ? { query } : { documentId }), variables }),
        ...(signal !== undefined && { signal }),
      });
      const { data = null, errors = [] } = await answerOf<Data>(response);
      if (errors.length > 0 || data === null) {
        throw new RequestError({ status: response.status, errors, data, retryAfter: retryAfterOf(errors, response) });
      }
      return data;
    },
  };
}
