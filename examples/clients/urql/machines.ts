import type { Client } from '@urql/core';
import { graphql } from '../gql/gql.ts';
import type { RiskyMachinesPageQuery } from '../gql/graphql.ts';

const RiskyMachinesPage = graphql(`
  query RiskyMachinesPage($first: Int!, $after: String) {
    machines(first: $first, after: $after, where: { riskScore: { eq: HIGH } }) {
      nodes {
        id
        computerDnsName
        exposureLevel
        antivirusHealth {
          avMode
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

/** One more page of the devices at high risk, with all before it: `relayPagination` puts them together. */
export async function pageAfter(
  client: Client,
  first: number,
  shown?: RiskyMachinesPageQuery,
): Promise<RiskyMachinesPageQuery | undefined> {
  const after = shown?.machines.pageInfo.endCursor;
  const { data, error } = await client.query(RiskyMachinesPage, { first, after }).toPromise();
  // Of what failed the code is in `graphQLErrors[].extensions`; without an answer there is `networkError`.
  if (error !== undefined && data === undefined) throw error;
  return data;
}
