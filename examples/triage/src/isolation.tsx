import type { ApolloClient } from '@apollo/client';
import { useApolloClient, useLazyQuery, useMutation, useQuery } from '@apollo/client/react';
import { print } from 'graphql';
import { useState, type FormEvent, type ReactNode } from 'react';
import { graphql } from './gql/gql.ts';
import { MAX_FOLLOW_MINUTES, useFollowed } from './use-followed.ts';
import { Failure, words } from './words.tsx';

const TriageMissing = graphql(`
  query TriageMissing($operation: String!) {
    viewer {
      missing(operation: $operation)
    }
  }
`);

const TriagePlan = graphql(`
  query TriagePlan($machineId: ID!) {
    planAction(input: { action: ISOLATE_MACHINE, machineIds: [$machineId], isolationType: FULL }) {
      targets {
        refusals
        pendingActions {
          id
          type
          status
        }
      }
      warnings
      planToken
      upstreamCalls
    }
  }
`);

const TriageIsolate = graphql(`
  mutation TriageIsolate($input: IsolateMachineInput!) {
    isolateMachine(input: $input) {
      outcome
      machineAction {
        id
        status
      }
    }
  }
`);

const keys = new WeakMap<ApolloClient, Map<string, string>>();

/** The key of a caller's isolation of a device: one until its outcome is known, so that it is done once. */
function keyOf(client: ApolloClient, machineId: string): { value: string; forget: () => void } {
  const own = keys.get(client) ?? new Map<string, string>();
  keys.set(client, own);
  const value = own.get(machineId) ?? crypto.randomUUID();
  own.set(machineId, value);
  return { value, forget: () => void own.delete(machineId) };
}

/** Isolates a device in three steps: what speaks against it, why it is done, and what became of it. */
export function Isolation({ machineId }: { machineId: string }): ReactNode {
  const client = useApolloClient();
  const missing = useQuery(TriageMissing, { variables: { operation: print(TriageIsolate) } });
  const [plan, planned] = useLazyQuery(TriagePlan, { fetchPolicy: 'no-cache' });
  const [isolate, isolated] = useMutation(TriageIsolate);
  const { followed, follow, reset } = useFollowed();
  const [failure, setFailure] = useState<Error>();

  /** Also where a plan is no longer good: devices change, and a plan lasts some minutes. */
  const makePlan = async (): Promise<void> => {
    isolated.reset();
    setFailure(undefined);
    reset();
    await plan({ variables: { machineId } });
  };

  const act = async (event: FormEvent<HTMLFormElement>, planToken: string): Promise<void> => {
    event.preventDefault();
    setFailure(undefined);
    const key = keyOf(client, machineId);
    const comment = new FormData(event.currentTarget).get('comment') as string;
    try {
      const { data } = await isolate({
        variables: { input: { machineId, comment, isolationType: 'FULL', planToken, idempotencyKey: key.value } },
      });
      key.forget();
      const action = data?.isolateMachine.machineAction;
      if (action != null) await follow(action.id);
    } catch (error) {
      setFailure(error as Error);
    }
  };

  if (missing.loading) return null;
  const lacking = missing.data?.viewer.missing ?? [];
  if (lacking.length > 0) return <p>To isolate it you need {lacking.join(', ')}.</p>;

  const { planToken, targets = [], warnings = [], upstreamCalls } = planned.data?.planAction ?? {};
  const refusals = targets.flatMap((target) => target.refusals);
  const pending = targets.flatMap(({ pendingActions }) => pendingActions);
  const notes = [...warnings, ...pending.map(({ type, status }) => `Already there: ${words(type)}, ${words(status)}`)];
  const { id, action, stopped } = followed;
  return (
    <div className="isolation">
      {(planned.data === undefined || isolated.error !== undefined) && (
        <button type="button" disabled={planned.loading} onClick={() => void makePlan()}>
          {planned.data === undefined ? 'Plan isolation' : 'Plan again'}
        </button>
      )}
      <Failure error={planned.error ?? failure} />
      {refusals.length > 0 && (
        <ul aria-label="Refusals">
          {refusals.map((refusal) => (
            <li key={refusal}>{refusal}</li>
          ))}
        </ul>
      )}
      {planToken != null && isolated.data === undefined && (
        <form onSubmit={(event) => void act(event, planToken)}>
          <p>Nothing has changed so far. Isolating it takes {upstreamCalls} calls of the API.</p>
          {notes.length > 0 && (
            <ul aria-label="Warnings">
              {notes.map((warning) => (
                <li key={warning}>{warning}</li>
              ))}
            </ul>
          )}
          <label>
            Why <input name="comment" required maxLength={2000} />
          </label>
          <button type="submit" disabled={isolated.loading}>
            Isolate
          </button>
        </form>
      )}
      <p role="status" data-testid="action">
        {isolated.data !== undefined &&
          `Isolation ${words(action?.status ?? isolated.data?.isolateMachine.machineAction?.status)}`}
      </p>
      {id !== undefined && stopped !== undefined && (
        <>
          {stopped === 'late' ? (
            <p role="alert">
              It has not ended within {MAX_FOLLOW_MINUTES} minutes, and is no longer looked at: a device that is offline
              takes it when it is back.
            </p>
          ) : (
            <Failure error={stopped} />
          )}
          <button type="button" onClick={() => void follow(id)}>
            Follow on
          </button>
        </>
      )}
    </div>
  );
}
