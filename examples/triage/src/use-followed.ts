import { useApolloClient } from '@apollo/client/react';
import { useEffect, useRef, useState } from 'react';
import { graphql } from './gql/gql.ts';
import type { TriageFollowQuery } from './gql/graphql.ts';

const TriageFollow = graphql(`
  query TriageFollow($id: ID!) {
    machineAction(id: $id, waitSeconds: 30) {
      id
      status
      machine {
        id
        isolation {
          state
          asOf
        }
        actions(first: 5) {
          edges {
            node {
              id
              type
              status
              requestor
              creationDateTimeUtc
            }
          }
        }
      }
    }
  }
`);

/** A device that is offline takes an action when it is back, which may be after days. */
export const MAX_FOLLOW_MINUTES = 10;

type Action = NonNullable<TriageFollowQuery['machineAction']>;

const isOpen = ({ status }: Action): boolean => status === 'PENDING' || status === 'IN_PROGRESS';

/** An action as it was when last looked at. */
export interface Followed {
  id?: string;
  action?: Action;
  /** Why it is no longer followed, though it is open. */
  stopped?: 'late' | Error;
}

/** Follows an action to its end, for some minutes and as long as the page shows it. */
export function useFollowed(): { followed: Followed; follow: (id: string) => Promise<void>; reset: () => void } {
  const client = useApolloClient();
  const [followed, setFollowed] = useState<Followed>({});
  const running = useRef<AbortController>(undefined);
  const stop = (): void => running.current?.abort();
  useEffect(() => () => running.current?.abort(), []);

  const follow = async (id: string): Promise<void> => {
    stop();
    const { signal } = (running.current = new AbortController());
    const isLate = new AbortController();
    const timer = setTimeout(() => isLate.abort(), MAX_FOLLOW_MINUTES * 60_000);
    const context = { fetchOptions: { signal: AbortSignal.any([signal, isLate.signal]) } };
    setFollowed((before) => (before.id === id ? { id, ...(before.action && { action: before.action }) } : { id }));
    try {
      for (let action: Action | undefined; action === undefined || isOpen(action);) {
        const options = { query: TriageFollow, variables: { id }, fetchPolicy: 'network-only', context } as const;
        const { data } = await client.query(options);
        if (data?.machineAction == null) throw new Error('The action is gone.');
        action = data.machineAction;
        setFollowed({ id, action });
      }
    } catch (error) {
      if (signal.aborted) return;
      setFollowed((before) => ({ ...before, stopped: isLate.signal.aborted ? 'late' : (error as Error) }));
    } finally {
      clearTimeout(timer);
    }
  };

  const reset = (): void => {
    stop();
    setFollowed({});
  };
  return { followed, follow, reset };
}
