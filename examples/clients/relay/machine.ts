import { fetchQuery, getFragment, getSingularSelector, graphql, type Environment } from 'relay-runtime';
import type { machine_row$data, machine_row$key } from './__generated__/machine_row.graphql.ts';
import refetchQuery, { type machineRefetchQuery } from './__generated__/machineRefetchQuery.graphql.ts';

/** With React, `useRefetchableFragment(machineRow, key)`. */
export const machineRow = graphql`
  fragment machine_row on Machine @refetchable(queryName: "machineRefetchQuery") {
    computerDnsName
    riskScore
    isolation {
      state
    }
  }
`;

export function machineOf(environment: Environment, key: machine_row$key): machine_row$data {
  return environment.lookup(getSingularSelector(getFragment(machineRow), key)).data as unknown as machine_row$data;
}

/** Fetches a device again, by `node(id:)`: what an action has changed is seen wherever the device is shown. */
export async function refetchMachine(environment: Environment, id: string): Promise<void> {
  await fetchQuery<machineRefetchQuery>(environment, refetchQuery, { id }, { fetchPolicy: 'network-only' }).toPromise();
}
