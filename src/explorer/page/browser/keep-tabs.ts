import { useGraphiQL } from '@graphiql/react';
import { useEffect } from 'react';
import { storage } from './storage.ts';

/** What GraphiQL does not keep of a tab; it takes tabs without the members for damaged ones. */
const DROPPED: ReadonlySet<string> = new Set(['hash', 'headers', 'response']);

/**
 * Keeps the tabs as they are when the page is left, for a reload or to sign in: GraphiQL itself keeps them half a second
 * after the last letter. Shows nothing.
 */
export function KeepTabs() {
  const { tabs, activeTabIndex, queryEditor, variableEditor } = useGraphiQL((state) => ({
    tabs: state.tabs,
    activeTabIndex: state.activeTabIndex,
    queryEditor: state.queryEditor,
    variableEditor: state.variableEditor,
  }));
  useEffect(() => {
    const keep = (): void => {
      const query = queryEditor?.getValue() ?? '';
      const variables = variableEditor?.getValue() ?? '';
      const kept = tabs.map((tab, index) => (index === activeTabIndex ? { ...tab, query, variables } : tab));
      const state = JSON.stringify({ tabs: kept, activeTabIndex }, (name, value: unknown) =>
        DROPPED.has(name) ? null : value,
      );
      storage.setItem('graphiql:tabState', state);
      // By these GraphiQL finds the tab that was open.
      storage.setItem('graphiql:query', query);
      storage.setItem('graphiql:variables', variables);
    };
    window.addEventListener('pagehide', keep);
    return () => window.removeEventListener('pagehide', keep);
  }, [tabs, activeTabIndex, queryEditor, variableEditor]);
  return null;
}
