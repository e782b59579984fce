import { CopyIcon, ToolbarButton, ToolbarMenu, useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { dryRunNext } from '../answer/fetcher.ts';
import { copyText, notify } from '../browser/notice.ts';
import { fragmentOf } from '../browser/share-link.ts';
import { asCurl } from './as-curl.ts';
import { asGraphqlRequest } from './as-graphql-request.ts';
import { asPersistedOperation } from './as-persisted-operation.ts';
import type { Copied } from './copied.ts';

interface Texts {
  query: string;
  variables: string;
  headers: string;
  operationName: string | undefined;
}

/** What an editor of JSON holds; nothing is an empty object. Throws for what is no JSON. */
function parsed<T>(text: string, what: string): Record<string, T> {
  if (text.trim() === '') return {};
  try {
    return JSON.parse(text) as Record<string, T>;
  } catch {
    throw new Error(`The ${what} are no JSON.`);
  }
}

function copiedOf({ query, variables, headers, operationName }: Texts): Copied {
  const own = Object.entries(parsed<string>(headers, 'headers'));
  return {
    url: new URL('/graphql', location.href).href,
    query,
    variables: parsed(variables, 'variables'),
    operationName,
    headers: Object.fromEntries(own.filter(([name]) => name.toLowerCase() !== 'authorization')),
  };
}

/** The ways to take an operation elsewhere. */
const FORMS: readonly { label: string; form: (copied: Copied) => string | Promise<string> }[] = [
  { label: 'curl command', form: asCurl },
  { label: 'graphql-request call', form: asGraphqlRequest },
  { label: 'persisted operation', form: asPersistedOperation },
];

function TicketIcon() {
  return (
    <svg className="graphiql-toolbar-icon" viewBox="0 0 20 20" fill="none" stroke="currentColor" aria-hidden="true">
      <path d="M6 3h8v14l-2-1.5L10 17l-2-1.5L6 17zM8.5 7h3M8.5 10h3" strokeWidth="1.5" />
    </svg>
  );
}

function LinkIcon() {
  return (
    <svg className="graphiql-toolbar-icon" viewBox="0 0 20 20" fill="none" stroke="currentColor" aria-hidden="true">
      <path d="M8 12l4-4M9 6l2-2a3.5 3.5 0 015 5l-2 2M11 14l-2 2a3.5 3.5 0 01-5-5l2-2" strokeWidth="1.5" />
    </svg>
  );
}

function useTexts(): () => Texts {
  const editors = useGraphiQL((state) => ({
    query: state.queryEditor,
    variables: state.variableEditor,
    headers: state.headerEditor,
    operationName: state.operationName,
  }));
  return () => ({
    query: editors.query?.getValue() ?? '',
    variables: editors.variables?.getValue() ?? '',
    headers: editors.headers?.getValue() ?? '',
    operationName: editors.operationName ?? undefined,
  });
}

/** The buttons beside GraphiQL's own. */
export function ToolbarButtons() {
  const actions = useGraphiQLActions();
  const texts = useTexts();
  const dryRun = (): void => {
    dryRunNext();
    void actions.run();
  };
  const share = async (): Promise<void> => {
    const fragment = await fragmentOf(texts());
    await copyText(new URL(fragment, location.href).href, 'A link to query and variables');
  };
  const copy = async ({ label, form }: (typeof FORMS)[number]): Promise<void> =>
    copyText(await form(copiedOf(texts())), `The ${label}`);
  const tellFailure = (error: Error): void => notify(error.message);
  return (
    <>
      <ToolbarButton label="Dry run: what it would cost" onClick={dryRun}>
        <TicketIcon />
      </ToolbarButton>
      <ToolbarButton label="Share by link" onClick={() => void share().catch(tellFailure)}>
        <LinkIcon />
      </ToolbarButton>
      <ToolbarMenu
        button={
          <ToolbarButton label="Copy as …">
            <CopyIcon className="graphiql-toolbar-icon" aria-hidden="true" />
          </ToolbarButton>
        }
      >
        {FORMS.map((each) => (
          <ToolbarMenu.Item key={each.label} onSelect={() => void copy(each).catch(tellFailure)}>
            {each.label}
          </ToolbarMenu.Item>
        ))}
      </ToolbarMenu>
    </>
  );
}
