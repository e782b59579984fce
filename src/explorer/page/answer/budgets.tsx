import { useEffect, useState } from 'react';
import { send } from '../session/send.ts';
import type { Plan, Run } from './last-run.ts';
import { hasMutation } from './meant-operation.ts';

interface Budget {
  name: string;
  perMinute: number | null;
  remainingThisMinute: number | null;
}

const BUDGETS = '{ budgets { name perMinute remainingThisMinute } }';

/**
 * The quotas that a run may draw on (a dry run names them, and costs nothing), and those that something is taken of. What
 * changes something is not sent again, not even so: one header alone would keep it from being done twice.
 */
async function budgetsOf({ request, credential, headers }: Run): Promise<Budget[]> {
  const [dryRun, { data }] = await Promise.all([
    hasMutation(request) ? null : send(credential, request, { headers: { ...headers, 'x-dry-run': 'true' } }),
    send<{ budgets: Budget[] }>(credential, { query: BUDGETS }, { headers }),
  ]);
  const plan = dryRun?.extensions?.plan as Plan | undefined;
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
