import { ApolloClient, ApolloLink, HttpLink, InMemoryCache } from '@apollo/client';
import { SetContextLink } from '@apollo/client/link/context';
import { possibleTypes, typePolicies } from '../../../schema/client-config/apollo.generated.ts';

/** A client that asks for a token before each request, since they last an hour at most; `links` come first. */
export function createClient(
  uri: string,
  acquireToken: () => Promise<string>,
  links: readonly ApolloLink[] = [],
): ApolloClient {
  const authorize = new SetContextLink(async ({ headers }) => ({
    headers: { ...(headers as object | undefined), authorization: `Bearer ${await acquireToken()}` },
  }));
  return new ApolloClient({
    link: ApolloLink.from([...links, authorize, new HttpLink({ uri })]),
    cache: new InMemoryCache({ possibleTypes, typePolicies }),
  });
}
