import type { ApolloClient, ObservableQuery } from '@apollo/client';
import { graphql } from '../gql/gql.ts';
import type { OpenAlertsQuery, OpenAlertsQueryVariables } from '../gql/graphql.ts';

const OpenAlerts = graphql(`
  query OpenAlerts($first: Int!, $after: String, $where: AlertWhere) {
    alerts(first: $first, after: $after, where: $where) {
      edges {
        node {
          id
          title
          severity
          status
          machine {
            id
            computerDnsName
            riskScore
          }
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
      completeness {
        complete
        reason
      }
    }
  }
`);

type OpenAlertsList = ObservableQuery<OpenAlertsQuery, OpenAlertsQueryVariables>;

/** The open alerts of high severity, kept current; a field that failed is null, and the result's error says why. */
export function watchOpenAlerts(client: ApolloClient, pollInterval: number): OpenAlertsList {
  return client.watchQuery({
    query: OpenAlerts,
    variables: { first: 20, where: { severity: { eq: 'HIGH' }, status: { ne: 'RESOLVED' } } },
    errorPolicy: 'all',
    pollInterval,
  });
}

/**
 * Adds the next page to the list, where there is one: `relayStylePagination` puts the two together. A poll would ask for
 * the first page alone, and make that the list again.
 */
export async function showMore(list: OpenAlertsList): Promise<void> {
  list.stopPolling();
  const { data } = list.getCurrentResult();
  const { hasNextPage, endCursor } = data?.alerts?.pageInfo ?? {};
  if (hasNextPage === true) await list.fetchMore({ variables: { after: endCursor } });
}
