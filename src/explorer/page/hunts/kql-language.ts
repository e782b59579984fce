import { languages, type editor } from 'monaco-graphql/esm/monaco-editor.js';
import type { HuntingTable } from './hunts.ts';

export const KQL = 'kql';

const OPERATORS =
  'where project project-away project-rename project-reorder extend summarize by join kind on union lookup distinct ' +
  'sort order asc desc top take limit count mv-expand parse let in has has_any has_all contains startswith endswith ' +
  'between matches regex and or not ago now bin countif dcount arg_max arg_min make_set make_list true false';

const WORDS = OPERATORS.split(' ');

let tables: readonly HuntingTable[] = [];

/** The columns of the tables that a text names, or of none. */
function columnsIn(text: string): string[] {
  const named = tables.filter(({ name }) => new RegExp(`\\b${name}\\b`).test(text));
  return [...new Set(named.flatMap(({ columns }) => columns.map(({ name }) => name)))];
}

function suggestionsFor(
  model: editor.ITextModel,
  range: languages.CompletionItem['range'],
): languages.CompletionItem[] {
  const { Class, Field, Keyword } = languages.CompletionItemKind;
  const items = (labels: readonly string[], kind: languages.CompletionItemKind) =>
    labels.map((label) => ({ label, kind, insertText: label, range }));
  const names = tables.map(({ name }) => name);
  return [...items(names, Class), ...items(columnsIn(model.getValue()), Field), ...items(WORDS, Keyword)];
}

/** Teaches the editor the words of KQL, and which tables and columns there are. What is wrong is the gateway's to say. */
export function provideKql(known: readonly HuntingTable[]): void {
  tables = known;
  if (languages.getLanguages().some(({ id }) => id === KQL)) return;
  languages.register({ id: KQL });
  languages.setLanguageConfiguration(KQL, {
    comments: { lineComment: '//' },
    brackets: [
      ['(', ')'],
      ['[', ']'],
      ['{', '}'],
    ],
  });
  languages.setMonarchTokensProvider(KQL, {
    words: WORDS,
    tokenizer: {
      root: [
        [/\/\/.*$/, 'comment'],
        [/@?"(?:[^"\\]|\\.)*"|@?'(?:[^'\\]|\\.)*'/, 'string'],
        [/\d+(?:\.\d+)?(?:d|h|m|s|ms)?\b/, 'number'],
        [/[a-zA-Z_][\w-]*/, { cases: { '@words': 'keyword', '@default': 'identifier' } }],
      ],
    },
  });
  languages.registerCompletionItemProvider(KQL, {
    provideCompletionItems: (model, position) => {
      const { startColumn, endColumn } = model.getWordUntilPosition(position);
      const { lineNumber } = position;
      const range = { startLineNumber: lineNumber, endLineNumber: lineNumber, startColumn, endColumn };
      return { suggestions: suggestionsFor(model, range) };
    },
  });
}
