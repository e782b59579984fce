import { TabFocus } from 'monaco-editor/esm/vs/editor/browser/config/tabFocus.js';
// The very module that GraphiQL loads, so that it finds here what it needs.
import { editor } from 'monaco-graphql/esm/monaco-editor.js';

/** Has Tab leave the editors; otherwise it indents, and nobody without a mouse gets out again. Ctrl+M changes that. */
export function letTabLeave(): void {
  TabFocus.setTabFocusMode(true);
}

/** Names of the themes that GraphiQL shall use. */
export const THEMES = { dark: 'explorer-dark', light: 'explorer-light' };

// As GraphiQL has them: what it draws behind the editors shines through.
const TRANSPARENT = '#ffffff00';

/**
 * Defines the themes: those of the editor, whose comments, numbers and words are too faint to be read by everybody on
 * GraphiQL's grounds (WCAG 2.1, 1.4.3).
 */
export function defineThemes(): void {
  editor.defineTheme(THEMES.dark, {
    base: 'vs-dark',
    inherit: true,
    rules: [
      { token: 'comment', foreground: '8fbf7a' },
      { token: 'keyword', foreground: '7ab8e8' },
      { token: 'argument.identifier.gql', foreground: 'a9a5ff' },
    ],
    colors: { 'editor.background': TRANSPARENT, 'editorLineNumber.foreground': '#a0a8b5' },
  });
  editor.defineTheme(THEMES.light, {
    base: 'vs',
    inherit: true,
    rules: [
      { token: 'comment', foreground: '006b00' },
      { token: 'number', foreground: '07704a' },
      { token: 'type', foreground: '006e6e' },
      { token: 'argument.identifier.gql', foreground: '5b57c7' },
    ],
    colors: {
      'editor.background': TRANSPARENT,
      'editorLineNumber.foreground': '#1f6a83',
      'editorBracketHighlight.foreground2': '#1f7a1f',
    },
  });
}
