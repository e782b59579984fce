import type { GraphiQLPlugin } from '@graphiql/react';
import { useState } from 'react';
import { titleOf, type Example } from '../../example.ts';
import { notify } from '../browser/notice.ts';
import { send } from '../session/send.ts';
import { playFor, useSession } from '../session/session.ts';
import { settings } from '../browser/settings.ts';
import { useOpenInTab } from './open-in-tab.ts';

type Lists = Record<string, { nodes: { id: string }[] } | null>;

/** The variables with an id that exists in the place of the words that ask for one; as they are where none is found. */
async function filledVariables({ ask, variables }: Example): Promise<string> {
  if (ask === null) return variables;
  const { credential } = useSession.getState();
  const found = await send<Lists>(credential, { query: ask.query }).catch(() => null);
  const id = Object.values(found?.data ?? {}).flatMap((list) => list?.nodes ?? [])[0]?.id;
  return id === undefined ? variables : variables.replace(ask.placeholder, id);
}

/** JSON as the editor lays it out. */
function laidOut(variables: string): string {
  return variables === '' ? '' : JSON.stringify(JSON.parse(variables), null, 2);
}

function WorkedOperations() {
  const openInTab = useOpenInTab();
  const [opening, setOpening] = useState<string | null>(null);
  const open = async (example: Example): Promise<void> => {
    setOpening(example.name);
    try {
      playFor(example.as);
      const variables = laidOut(await filledVariables(example));
      openInTab({ query: example.query, variables });
    } finally {
      setOpening(null);
    }
    notify(`${titleOf(example)} is open in a tab of its own.`);
  };
  return (
    <section className="operations" aria-label="Worked operations">
      <h2>Worked operations</h2>
      <ul>
        {settings.examples.map((example) => (
          <li key={example.name}>
            <button type="button" disabled={opening !== null} onClick={() => void open(example)}>
              <strong>{titleOf(example)}</strong>
              {example.as !== null && settings.personas.length > 0 && <em> as {example.as}</em>}
              <span>{example.description}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function OperationsIcon(props: object) {
  return (
    <svg viewBox="0 0 20 20" fill="none" stroke="currentColor" strokeWidth="1.5" height="1em" {...props}>
      <path d="M3 5h2M8 5h9M3 10h2M8 10h9M3 15h2M8 15h9" />
    </svg>
  );
}

/** The worked operations as a menu beside the editor. */
export const WORKED_OPERATIONS: GraphiQLPlugin = {
  title: 'Worked operations',
  icon: OperationsIcon,
  content: WorkedOperations,
};
