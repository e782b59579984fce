import { useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { useEffect } from 'react';

/** What GraphiQL's markup says wrongly to assistive technology, and how it is put right. */
const REPAIRS: Readonly<Record<string, (element: Element) => void>> = {
  // A tab must not hold buttons, and each of these holds two: it is a list of buttons, one of them current.
  '.graphiql-tabs[role]': (element) => element.removeAttribute('role'),
  '.graphiql-tab[role]': (element) => element.removeAttribute('role'),
  '.graphiql-tab[aria-selected]': (element) => {
    const isCurrent = element.getAttribute('aria-selected') === 'true';
    element.querySelector('.graphiql-tab-button')?.setAttribute('aria-current', String(isCurrent));
    element.removeAttribute('aria-selected');
  },
  '#graphiql-session[role=tabpanel]': (element) => element.setAttribute('role', 'region'),
  // The name of an operation is the button's text, which its label hides.
  '.graphiql-history-item-label[aria-label]': (element) => element.removeAttribute('aria-label'),
};

function repair(): void {
  for (const [selector, mend] of Object.entries(REPAIRS)) {
    for (const element of document.querySelectorAll(selector)) mend(element);
  }
}

/** Keeps GraphiQL's markup true, and its editors in the system's colours. Shows nothing. */
export function Accessibility() {
  const theme = useGraphiQL((state) => state.theme);
  const actions = useGraphiQLActions();
  useEffect(() => {
    repair();
    const observer = new MutationObserver(repair);
    observer.observe(document.body, { childList: true, subtree: true, attributeFilter: ['aria-selected'] });
    return () => observer.disconnect();
  }, []);
  useEffect(() => {
    // GraphiQL looks at the system's scheme once; its styles follow it always.
    const scheme = matchMedia('(prefers-color-scheme: dark)');
    const follow = (): void => actions.setTheme(theme);
    scheme.addEventListener('change', follow);
    return () => scheme.removeEventListener('change', follow);
  }, [actions, theme]);
  return null;
}
