import { fetchQuery, getFragment, getSingularSelector, graphql, type Environment } from 'relay-runtime';
import type { alerts_list$data, alerts_list$key } from './__generated__/alerts_list.graphql.ts';
import nextPageQuery, { type alertsNextPageQuery } from './__generated__/alertsNextPageQuery.graphql.ts';
import type { alertsQuery } from './__generated__/alertsQuery.graphql.ts';

/** With React, `usePaginationFragment(alertsList, key)` gives the rows, `loadNext` and `refetch`. */
export const alertsList = graphql`
  fragment alerts_list on Query
  @refetchable(queryName: "alertsNextPageQuery")
  @argumentDefinitions(first: { type: "Int!" }, after: { type: "String" }, where: { type: "AlertWhere" }) {
    alerts(first: $first, after: $after, where: $where) @connection(key: "alerts_list_alerts") {
      edges {
        node {
          id
          title
          machine {
            id
            ...machine_row
          }
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`;

/** The first page of alerts; what comes back is read with `rowsOf`. */
export async function firstPage(
  environment: Environment,
  variables: alertsQuery['variables'],
): Promise<alerts_list$key | undefined> {
  const query = graphql`
    query alertsQuery($first: Int!, $where: AlertWhere) {
      ...alerts_list @arguments(first: $first, where: $where)
    }
  `;
  return fetchQuery<alertsQuery>(environment, query, variables).toPromise();
}

/** All rows that were fetched so far. */
export function rowsOf(environment: Environment, key: alerts_list$key): alerts_list$data {
  return environment.lookup(getSingularSelector(getFragment(alertsList), key)).data as unknown as alerts_list$data;
}

/** Fetches the page after the rows that are there; `@connection` adds it to them. */
export async function nextPage(
  environment: Environment,
  rows: alerts_list$data,
  variables: alertsQuery['variables'],
): Promise<void> {
  const after = rows.alerts.pageInfo.endCursor;
  await fetchQuery<alertsNextPageQuery>(environment, nextPageQuery, { ...variables, after }).toPromise();
}
