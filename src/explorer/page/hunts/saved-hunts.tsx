import type { GraphiQLPlugin } from '@graphiql/react';
import { useEffect, useState } from 'react';
import { notify } from '../browser/notice.ts';
import { useOpenInTab } from '../operations/open-in-tab.ts';
import { useSession } from '../session/session.ts';
import { diagnosticsOf, huntOperation, readCatalogue, type Diagnostic, type SavedHunt } from './hunts.ts';
import { KqlEditor } from './kql-editor.tsx';
import { provideKql } from './kql-language.ts';

/** How long nobody types before the gateway is asked. */
const PAUSE_MS = 300;

/** What the gateway finds in a query, a moment after it was typed. */
function useDiagnostics(query: string, hunt: SavedHunt | null): Diagnostic[] {
  const [diagnostics, setDiagnostics] = useState<Diagnostic[]>([]);
  useEffect(() => {
    let isCurrent = true;
    const asked = setTimeout(() => {
      if (query.trim() === '') return setDiagnostics([]);
      diagnosticsOf(query, hunt?.parameters ?? []).then(
        (found) => isCurrent && setDiagnostics(found),
        (error: Error) => isCurrent && notify(error.message),
      );
    }, PAUSE_MS);
    return () => {
      isCurrent = false;
      clearTimeout(asked);
    };
  }, [query, hunt]);
  return diagnostics;
}

/** The hunts of the gateway, read again for each caller. */
function useSavedHunts(): SavedHunt[] {
  const credential = useSession((session) => session.credential);
  const [hunts, setHunts] = useState<SavedHunt[]>([]);
  useEffect(() => {
    let isCurrent = true;
    readCatalogue().then(
      ({ savedHunts, huntingTables }) => {
        provideKql(huntingTables);
        if (isCurrent) setHunts(savedHunts);
      },
      (error: Error) => isCurrent && notify(error.message),
    );
    return () => {
      isCurrent = false;
    };
  }, [credential]);
  return hunts;
}

function Findings({ diagnostics }: { diagnostics: readonly Diagnostic[] }) {
  if (diagnostics.length === 0) return null;
  return (
    <ul className="findings" aria-label="Findings">
      {diagnostics.map(({ line, column, severity, message }, index) => (
        <li key={index} data-severity={severity}>
          {line}:{column} {message}
        </li>
      ))}
    </ul>
  );
}

function SavedHunts() {
  const hunts = useSavedHunts();
  const [hunt, setHunt] = useState<SavedHunt | null>(null);
  const [query, setQuery] = useState('');
  const diagnostics = useDiagnostics(query, hunt);
  const openInTab = useOpenInTab();
  const choose = (name: string): void => {
    const chosen = hunts.find((each) => each.name === name) ?? null;
    setHunt(chosen);
    setQuery(chosen?.query ?? '');
  };
  const open = (): void => {
    openInTab(huntOperation(query, hunt));
    notify('The hunt is open in a tab of its own.');
  };
  return (
    <section className="hunts" aria-label="Saved hunts">
      <h2>Saved hunts</h2>
      <label>
        Hunt{' '}
        <select value={hunt?.name ?? ''} onChange={(event) => choose(event.target.value)}>
          <option value="">A query of your own</option>
          {hunts.map(({ name, title }) => (
            <option key={name} value={name}>
              {title}
            </option>
          ))}
        </select>
      </label>
      <p>{hunt?.description ?? 'Write KQL: the gateway tells what is wrong with it, and runs nothing yet.'}</p>
      <KqlEditor initial={hunt?.query ?? ''} diagnostics={diagnostics} onEdit={setQuery} />
      <Findings diagnostics={diagnostics} />
      <button type="button" disabled={query.trim() === ''} onClick={open}>
        Open in a tab
      </button>
    </section>
  );
}

function HuntIcon(props: object) {
  return (
    <svg viewBox="0 0 20 20" fill="none" stroke="currentColor" strokeWidth="1.5" height="1em" {...props}>
      <circle cx="10" cy="10" r="6.5" />
      <path d="M10 1v5M10 14v5M1 10h5M14 10h5" />
    </svg>
  );
}

/** The saved hunts and an editor for them, beside the one of GraphQL. */
export const SAVED_HUNTS: GraphiQLPlugin = { title: 'Saved hunts', icon: HuntIcon, content: SavedHunts };
