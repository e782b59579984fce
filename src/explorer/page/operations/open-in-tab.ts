import { useGraphiQL, useGraphiQLActions } from '@graphiql/react';

export interface Opened {
  query: string;
  /** JSON text. */
  variables: string;
}

/** The name of the first operation of a document; empty for one without. */
const nameOf = (query: string): string => /^\s*(?:query|mutation)\s+(\w+)/m.exec(query)?.[1] ?? '';

/** Opens an operation in a tab of its own. */
export function useOpenInTab(): (opened: Opened) => void {
  const actions = useGraphiQLActions();
  const { queryEditor, variableEditor } = useGraphiQL((state) => ({
    queryEditor: state.queryEditor,
    variableEditor: state.variableEditor,
  }));
  return ({ query, variables }) => {
    actions.addTab();
    queryEditor?.setValue(query);
    variableEditor?.setValue(variables);
    // GraphiQL reads the name a moment later, and would run the operation of the tab before until then.
    actions.setOperationName(nameOf(query));
    actions.updateActiveTabValues({ query, variables });
  };
}
