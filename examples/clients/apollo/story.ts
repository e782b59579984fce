import { CombinedGraphQLErrors, type ApolloClient } from '@apollo/client';
import { graphql } from '../gql/gql.ts';
import type { AlertStoryQuery } from '../gql/graphql.ts';

const AlertStory = graphql(`
  query AlertStory($id: ID!) {
    alert(id: $id) {
      id
      title
      evidence {
        entityType
        fileName
        processCommandLine
      }
      user {
        id
        accountName
      }
    }
  }
`);

/** A field that is missing, and why. */
interface Missing {
  /** `alert.user` */
  path: string;
  code: string;
  /** The permission that was missing; for `FORBIDDEN`. */
  permission: string | undefined;
}

/** What of an answer is missing; other errors (no network, no answer) are thrown on. */
function missingOf(error: Error | undefined): Missing[] {
  if (error === undefined) return [];
  if (!CombinedGraphQLErrors.is(error)) throw error;
  return error.errors.map(({ path = [], extensions }) => ({
    path: path.join('.'),
    code: String(extensions?.code),
    permission: extensions?.permission as string | undefined,
  }));
}

/** An alert with its story, as much of it as the caller may see, and what is missing. */
export async function storyOf(
  client: ApolloClient,
  id: string,
): Promise<{ alert: AlertStoryQuery['alert']; missing: Missing[] }> {
  const { data, error } = await client.query({ query: AlertStory, variables: { id }, errorPolicy: 'all' });
  return { alert: data?.alert ?? null, missing: missingOf(error) };
}
