import { GraphiQL, HISTORY_PLUGIN } from 'graphiql';
import { Accessibility } from './browser/accessibility.ts';
import { CostPanel } from './answer/cost-panel.tsx';
import { fetcher } from './answer/fetcher.ts';
import { ToolbarButtons } from './copy/toolbar.tsx';
import { THEMES } from './browser/editor.ts';
import { KeepTabs } from './browser/keep-tabs.ts';
import { SAVED_HUNTS } from './hunts/saved-hunts.tsx';
import { WORKED_OPERATIONS } from './operations/worked-operations.tsx';
import { SessionBar } from './session/session-bar.tsx';
import { useSession } from './session/session.ts';
import { settings } from './browser/settings.ts';
import type { SharedOperation } from './browser/share-link.ts';
import { storage } from './browser/storage.ts';

const PLUGINS = [HISTORY_PLUGIN, WORKED_OPERATIONS, SAVED_HUNTS];

/** What a first visit begins with. */
const FIRST = 'open high alerts';
const TABS = settings.examples.filter(({ name }) => name === FIRST).map(({ query }) => ({ query, variables: '' }));

// On a small screen it would lie over the editor.
const isFirstVisit = storage.getItem('graphiql:tabState') === null && matchMedia('(min-width: 701px)').matches;

/** The whole page; `shared` is what its link opens. */
export function Explorer({ shared }: { shared: SharedOperation | null }) {
  const isSignedIn = useSession((session) => session.isSignedIn);
  return (
    <>
      <SessionBar />
      <main>
        <GraphiQL
          fetcher={fetcher}
          // The schema is not asked for until there is a token.
          {...(!isSignedIn && { schema: null })}
          storage={storage}
          plugins={PLUGINS}
          defaultTabs={shared === null ? TABS : [shared]}
          editorTheme={THEMES}
          defaultEditorToolsVisibility="variables"
          // A token may be in them.
          shouldPersistHeaders={false}
          showPersistHeadersSettings={false}
          inputValueDeprecation
          {...(isFirstVisit && shared === null && { visiblePlugin: WORKED_OPERATIONS })}
        >
          <GraphiQL.Logo>
            <span className="visually-hidden">GraphiQL</span>
          </GraphiQL.Logo>
          <GraphiQL.Toolbar>
            {({ prettify, merge, copy }) => (
              <>
                {prettify}
                {merge}
                {copy}
                <ToolbarButtons />
              </>
            )}
          </GraphiQL.Toolbar>
          <GraphiQL.Footer>
            <CostPanel />
          </GraphiQL.Footer>
          <Accessibility />
          <KeepTabs />
        </GraphiQL>
      </main>
    </>
  );
}
