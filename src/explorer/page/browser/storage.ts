/** A value without the headers in it, however deep: the history holds them beside each query. */
function withoutHeaders(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), (name, value: unknown) => (name === 'headers' ? undefined : value));
  } catch {
    return text;
  }
}

const HEADERS_KEY = 'graphiql:headers';
/**
 * Of tabs GraphiQL leaves the headers out itself, as it is told not to keep them, and takes those without the member for
 * damaged ones. Query and variables hold what was typed, in which `headers` is a name like any other.
 */
const AS_TYPED: ReadonlySet<string> = new Set(['graphiql:tabState', 'graphiql:query', 'graphiql:variables']);

/**
 * The browser's storage for GraphiQL, which keeps queries and variables from one visit to the next and headers never:
 * a token may be in them.
 */
export const storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'clear' | 'length'> = {
  get length() {
    return localStorage.length;
  },
  getItem: (key) => localStorage.getItem(key),
  setItem: (key, value) => {
    if (key === HEADERS_KEY) return;
    localStorage.setItem(key, AS_TYPED.has(key) ? value : withoutHeaders(value));
  },
  removeItem: (key) => localStorage.removeItem(key),
  clear: () => localStorage.clear(),
};

/** Has GraphiQL begin with an operation, as if it had been typed before. */
export function beginWith(query: string, variables: string): void {
  storage.setItem('graphiql:query', query);
  if (variables === '') storage.removeItem('graphiql:variables');
  else storage.setItem('graphiql:variables', variables);
}
