import { useEffect, useState } from 'react';
import { send } from '../session/send.ts';
import { useSession } from '../session/session.ts';
import type { Plan, Run } from './last-run.ts';

interface Budget {
  name: string;
  perMinute: number | null;
  remainingThisMinute: number | null;
}

const BUDGETS = '{ budgets { name perMinute remainingThisMinute } }';

/** The quotas that a run may draw on (a dry run names them, and costs nothing), and those that something is taken of. */
async function budgetsOf({ request }: Run): Promise<Budget[]> {
  const { credential } = useSession.getState();
  const [dryRun, { data }] = await Promise.all([
    send(credential, request, { headers: { 'x-dry-run': 'true' } }),
    send<{ budgets: Budget[] }>(credential, { query: BUDGETS }),
  ]);
  const plan = dryRun.extensions?.plan as Plan | undefined;
  const called = new Set(plan?.fields.map(({ operation }) => operation));
  return (data?.budgets ?? []).filter(
    ({ name, perMinute, remainingThisMinute }) =>
      perMinute !== null && (called.has(name) || remainingThisMinute !== perMinute),
  );
}

/** What is left of the quotas that a run draws on. */
export function Budgets({ run }: { run: Run }) {
  const [budgets, setBudgets] = useState<Budget[]>([]);
  useEffect(() => {
    let isCurrent = true;
    // Without them the panel tells less; the run itself has shown what is wrong.
    budgetsOf(run).then(
      (told) => isCurrent && setBudgets(told),
      () => isCurrent && setBudgets([]),
    );
    return () => {
      isCurrent = false;
    };
  }, [run]);
  if (budgets.length === 0) return null;
  return (
    <>
      <dt>Left this minute</dt>
      <dd>
        {budgets.map(({ name, perMinute, remainingThisMinute }) => (
          <span key={name} className="budget">
            {name} {remainingThisMinute} of {perMinute}
          </span>
        ))}
      </dd>
    </>
  );
}
