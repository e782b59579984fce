// The bundler takes styles out of the scripts that import them.
declare module '*.css';

declare module 'monaco-editor/esm/vs/editor/browser/config/tabFocus.js' {
  export const TabFocus: { setTabFocusMode(movesFocus: boolean): void };
}
