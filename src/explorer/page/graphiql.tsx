import '@graphiql/react/style.css';
import '@graphiql/plugin-doc-explorer/style.css';
import '@graphiql/plugin-history/style.css';
import 'graphiql/graphiql.css';
import './explorer.css';
import { createRoot } from 'react-dom/client';
import { defineThemes, letTabLeave } from './browser/editor.ts';
import { Explorer } from './explorer.tsx';
import { notify } from './browser/notice.ts';
import { startSession } from './session/browser-sign-in.ts';
import { operationOf } from './browser/share-link.ts';
import { beginWith } from './browser/storage.ts';
import { provideWorkers } from './browser/workers.ts';

provideWorkers();
defineThemes();
letTabLeave();
startSession();

const shared = await operationOf(location.hash).catch((error: Error) => {
  notify(error.message);
  return null;
});
if (shared !== null) beginWith(shared.query, shared.variables);
// What was opened is in a tab from here on, which may be changed.
if (location.hash !== '') history.replaceState(null, '', location.pathname);
const root = document.getElementById('explorer');
if (root !== null) createRoot(root).render(<Explorer shared={shared} />);
