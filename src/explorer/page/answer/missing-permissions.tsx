import { useEffect, useState } from 'react';
import { choosePersona, credentialOf } from '../session/session.ts';
import { send } from '../session/send.ts';
import { settings } from '../browser/settings.ts';
import type { Run } from './last-run.ts';

const MISSING = 'query Missing($operation: String!) { viewer { missing(operation: $operation) } }';

/** The permissions that errors of an answer name, each once. */
function permissionsIn({ answer }: Run): string[] {
  const named = (answer.errors ?? []).map(
    ({ extensions }) => extensions?.code === 'FORBIDDEN' && extensions.permission,
  );
  return [...new Set(named.filter((permission) => typeof permission === 'string'))];
}

/** What each persona lacks for a document, as the gateway tells; null for one of whom it tells nothing. */
async function lacksByPersona(operation: string): Promise<Map<string, string[] | null>> {
  const asked = settings.personas.map(async ({ as }) => {
    const request = { query: MISSING, variables: { operation } };
    const told = await send<{ viewer: { missing: string[] } }>(credentialOf(as), request).catch(() => null);
    return [as, told?.data?.viewer.missing ?? null] as const;
  });
  return new Map(await Promise.all(asked));
}

/** Which permission was missing, and who of the sandbox has it. */
export function MissingPermissions({ run }: { run: Run }) {
  const permissions = permissionsIn(run);
  const isMissing = permissions.length > 0;
  const [lacks, setLacks] = useState<Map<string, string[] | null> | null>(null);
  useEffect(() => {
    let isCurrent = isMissing;
    if (isMissing && settings.personas.length > 0)
      void lacksByPersona(run.request.query).then((told) => isCurrent && setLacks(told));
    return () => {
      isCurrent = false;
      setLacks(null);
    };
  }, [run, isMissing]);
  if (!isMissing) return null;
  const having = (permission: string): string[] =>
    [...(lacks ?? [])].filter(([, lack]) => lack?.every((name) => !name.startsWith(permission))).map(([as]) => as);
  return (
    <ul className="permissions" aria-label="Missing permissions">
      {permissions.map((permission) => (
        <li key={permission}>
          Missing: <strong>{permission}</strong>
          {lacks !== null && (
            <>
              . {having(permission).length === 0 ? 'No persona has it.' : 'Who has it: '}
              {having(permission).map((as) => (
                <button key={as} type="button" onClick={() => choosePersona(as)}>
                  play {as}
                </button>
              ))}
            </>
          )}
        </li>
      ))}
    </ul>
  );
}
