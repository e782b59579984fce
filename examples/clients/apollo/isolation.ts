import type { ApolloClient } from '@apollo/client';
import { print } from 'graphql';
import { graphql } from '../gql/gql.ts';
import type { FollowActionQuery, IsolateMutation, PlanIsolationQuery } from '../gql/graphql.ts';

const MissingFor = graphql(`
  query MissingFor($operation: String!) {
    viewer {
      missing(operation: $operation)
    }
  }
`);

const PlanIsolation = graphql(`
  query PlanIsolation($machineId: ID!) {
    planAction(input: { action: ISOLATE_MACHINE, machineIds: [$machineId], isolationType: FULL }) {
      targets {
        machineId
        refusals
      }
      warnings
      planToken
    }
  }
`);

const Isolate = graphql(`
  mutation Isolate($input: IsolateMachineInput!) {
    isolateMachine(input: $input) {
      outcome
      machineAction {
        id
        status
      }
    }
  }
`);

const FollowAction = graphql(`
  query FollowAction($id: ID!) {
    machineAction(id: $id, waitSeconds: 30) {
      id
      status
      machine {
        id
        isolation {
          state
        }
      }
    }
  }
`);

/** The permissions that the caller lacks to isolate devices; a button for it is for those who lack none. */
export async function missingToIsolate(client: ApolloClient): Promise<readonly string[]> {
  const { data } = await client.query({ query: MissingFor, variables: { operation: print(Isolate) } });
  return data?.viewer.missing ?? [];
}

/** What speaks against isolating a device, and the token to do it with; nothing changes. */
export async function planIsolation(
  client: ApolloClient,
  machineId: string,
): Promise<PlanIsolationQuery['planAction']> {
  const { data } = await client.query({
    query: PlanIsolation,
    variables: { machineId },
    // A plan is for now: its token is good for one action and some minutes.
    fetchPolicy: 'no-cache',
  });
  if (data === undefined) throw new Error('The plan is empty.');
  return data.planAction;
}

/** Isolates a device as planned; with the same key it may be sent again when no answer came. */
export async function isolate(
  client: ApolloClient,
  planned: { machineId: string; planToken: string; comment: string; idempotencyKey: string },
): Promise<IsolateMutation['isolateMachine']> {
  const { data } = await client.mutate({
    mutation: Isolate,
    variables: { input: { ...planned, isolationType: 'FULL' } },
  });
  if (data == null) throw new Error('The isolation has no outcome.');
  return data.isolateMachine;
}

/**
 * An action once it has ended, with the device as it is then. The gateway waits, so there is no timer here; and the cache
 * has the new state wherever the device is shown.
 */
export async function follow(
  client: ApolloClient,
  id: string,
): Promise<NonNullable<FollowActionQuery['machineAction']>> {
  for (;;) {
    const { data } = await client.query({ query: FollowAction, variables: { id }, fetchPolicy: 'network-only' });
    const action = data?.machineAction;
    if (action == null) throw new Error('There is no such action.');
    if (action.status !== 'PENDING' && action.status !== 'IN_PROGRESS') return action;
  }
}
