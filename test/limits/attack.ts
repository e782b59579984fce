/** A request that must be refused: cheap to send, and dear or dangerous if it were run. */
export interface Attack {
  name: string;
  /** The GraphQL document. */
  query?: string;
  variables?: unknown;
  /** The whole body, where it is not just a query with variables. */
  body?: string;
  code: string;
}

/** Texts one after the other. */
export function times(count: number, make: (index: number) => string, between = ' '): string {
  return Array.from({ length: count }, (_, index) => make(index)).join(between);
}

/** Alerts of machines of alerts of …, `levels` deep below the first list. */
export function relations(levels: number, size = 'first: 1'): string {
  const up = times(levels, (index) => (index % 2 === 0 ? 'machine {' : `alerts(${size}) { nodes {`));
  const down = times(levels, (index) => ((levels - index) % 2 === 0 ? '} }' : '}'));
  return `{ alerts(${size}) { nodes { ${up} id ${down} } } }`;
}
