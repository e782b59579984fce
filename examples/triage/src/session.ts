import { ApolloClient, ApolloLink, HttpLink, InMemoryCache } from '@apollo/client';
import { SetContextLink } from '@apollo/client/link/context';
import { possibleTypes, typePolicies } from '../../../schema/client-config/apollo.generated.ts';

export const PERSONAS = ['responder', 'reader', 'hunter'] as const;
export type Persona = (typeof PERSONAS)[number];

/** A token lasts an hour. */
const TOKEN_MS = 50 * 60_000;

/** A token of the sandbox. */
async function acquireToken(as: Persona): Promise<string> {
  const headers = { accept: 'text/plain' };
  const answer = await fetch('/sandbox/token', { method: 'POST', headers, body: new URLSearchParams({ as }) });
  if (!answer.ok) throw new Error(`There is no token: ${await answer.text()}`);
  return answer.text();
}

/** A client for one caller, with a cache of its own. */
export function createClient(as: Persona): ApolloClient {
  let token = acquireToken(as);
  let until = Date.now() + TOKEN_MS;
  const authorize = new SetContextLink(async ({ headers }) => {
    if (Date.now() > until) {
      token = acquireToken(as);
      until = Date.now() + TOKEN_MS;
    }
    return { headers: { ...(headers as object | undefined), authorization: `Bearer ${await token}` } };
  });
  return new ApolloClient({
    link: ApolloLink.from([authorize, new HttpLink({ uri: '/graphql' })]),
    cache: new InMemoryCache({ possibleTypes, typePolicies }),
  });
}
