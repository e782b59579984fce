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

function times(count: number, make: (index: number) => string, between = ' '): string {
  return Array.from({ length: count }, (_, index) => make(index)).join(between);
}

/** Alerts of machines of alerts of …, `levels` deep below the first list. */
function relations(levels: number, size = 'first: 1'): string {
  const up = times(levels, (index) => (index % 2 === 0 ? 'machine {' : `alerts(${size}) { nodes {`));
  const down = times(levels, (index) => ((levels - index) % 2 === 0 ? '} }' : '}'));
  return `{ alerts(${size}) { nodes { ${up} id ${down} } } }`;
}

const PAGE = 'nodes { title }';
const NESTED = 'nodes { machine { alerts(first: 1000) { nodes { title } } } }';

const shapes: Attack[] = [
  {
    name: '101 aliases of a root field',
    query: `{ ${times(101, (n) => `a${n}: __typename`)} }`,
    code: 'QUERY_LIMIT_EXCEEDED',
  },
  {
    name: '31 aliases of a field',
    query: `{ alerts { nodes { ${times(31, (n) => `a${n}: title`)} } } }`,
    code: 'QUERY_LIMIT_EXCEEDED',
  },
  {
    name: '31 aliases spread over fragments',
    query: `{ alerts { nodes { ...A ...B } } } fragment A on Alert { ${times(15, (n) => `a${n}: title`)} } fragment B on Alert { ${times(16, (n) => `b${n}: title`)} }`,
    code: 'QUERY_LIMIT_EXCEEDED',
  },
  {
    name: 'the same 16 aliases spread twice',
    query: `{ alerts { nodes { ...A } edges { node { ...A } } } } fragment A on Alert { ${times(16, (n) => `a${n}: title`)} }`,
    code: 'QUERY_LIMIT_EXCEEDED',
  },
  {
    name: '31 aliases in inline fragments',
    query: `{ alerts { nodes { ${times(31, (n) => `... { a${n}: title }`)} } } }`,
    code: 'QUERY_LIMIT_EXCEEDED',
  },
  {
    name: '11 root fields',
    query: `{ ${times(11, (n) => (n === 0 ? 'viewer { name }' : `v${n}: viewer { name }`))} }`,
    code: 'QUERY_LIMIT_EXCEEDED',
  },
  {
    name: '11 root fields through a fragment',
    query: `{ ...F ${times(6, (n) => `v${n}: viewer { name }`)} } fragment F on Query { ${times(5, (n) => `w${n}: viewer { name }`)} }`,
    code: 'QUERY_LIMIT_EXCEEDED',
  },
  { name: '15 levels', query: relations(11), code: 'QUERY_LIMIT_EXCEEDED' },
  { name: '100 levels', query: relations(100), code: 'QUERY_LIMIT_EXCEEDED' },
  {
    name: '15 levels through inline fragments',
    query: relations(11).replaceAll('nodes {', 'nodes { ... on Alert {').replaceAll('} }', '} } }').replace(/$/, ' }'),
    code: 'GRAPHQL_PARSE_FAILED',
  },
  {
    name: '16 levels through fragments',
    query: `{ alerts { nodes { ...A0 } } } ${times(7, (n) => `fragment A${n} on Alert { machine { alerts(first: 1) { nodes { ...A${n + 1} } } } }`)} fragment A7 on Alert { id }`,
    code: 'QUERY_LIMIT_EXCEEDED',
  },
  {
    name: '31 directives',
    query: `{ alerts { nodes { ${times(31, () => 'title @include(if: true)')} } } }`,
    code: 'QUERY_LIMIT_EXCEEDED',
  },
  {
    name: '31 directives on fragments',
    query: `{ alerts { nodes { ${times(31, () => '... @include(if: true) { title }')} } } }`,
    code: 'QUERY_LIMIT_EXCEEDED',
  },
  {
    name: '500 unknown directives on a field',
    query: `{ __typename ${times(500, () => '@aa')} }`,
    code: 'GRAPHQL_VALIDATION_FAILED',
  },
  {
    name: '900 unknown directives on the operation',
    query: `query ${times(900, () => '@aa')} { __typename }`,
    code: 'GRAPHQL_VALIDATION_FAILED',
  },
  {
    name: '30 fragments that each spread the next twice',
    query: `{ alerts { nodes { ...F0 } } } ${times(30, (n) => `fragment F${n} on Alert { ...F${n + 1} ...F${n + 1} }`)} fragment F30 on Alert { title }`,
    code: 'QUERY_LIMIT_EXCEEDED',
  },
  {
    name: '13 fragments that each spread the next twice',
    query: `{ alerts { nodes { ...F0 } } } ${times(13, (n) => `fragment F${n} on Alert { ...F${n + 1} ...F${n + 1} }`)} fragment F13 on Alert { title }`,
    code: 'QUERY_LIMIT_EXCEEDED',
  },
];

const sizes: Attack[] = [
  { name: '5,000 unknown fields', query: `{ ${times(5000, (n) => `f${n}`)} }`, code: 'GRAPHQL_PARSE_FAILED' },
  { name: '1,900 unknown fields', query: `{ ${times(1900, (n) => `f${n}`)} }`, code: 'GRAPHQL_VALIDATION_FAILED' },
  { name: '62 kB of one field', query: `{ ${times(5600, () => '__typename')} }`, code: 'GRAPHQL_PARSE_FAILED' },
  {
    name: '1,900 times one field of a list',
    query: `{ alerts { nodes { ${times(1900, () => 'title')} } } }`,
    code: 'GRAPHQL_VALIDATION_FAILED',
  },
  { name: '20,000 levels', query: '{ a '.repeat(20_000), code: 'GRAPHQL_PARSE_FAILED' },
  {
    name: 'a list value of 20,000 levels',
    query: `{ alerts(where: ${'['.repeat(20_000)}`,
    code: 'GRAPHQL_PARSE_FAILED',
  },
  {
    name: '300 inline fragments of 6 fields',
    query: `{ alerts { nodes { ${times(300, () => '... { title status severity category id alertId }')} } } }`,
    code: 'GRAPHQL_PARSE_FAILED',
  },
  { name: '61 kB of blanks', query: `{ __typename ${' '.repeat(61_000)} }`, code: 'GRAPHQL_PARSE_FAILED' },
  { name: '101 comments', query: `${'# x\n'.repeat(101)} { __typename }`, code: 'GRAPHQL_PARSE_FAILED' },
  {
    name: '300 operations',
    query: times(300, (n) => `query Q${n} { __typename }`),
    code: 'OPERATION_RESOLUTION_FAILURE',
  },
  { name: 'more than 100 kB', query: `{ __typename } #${'x'.repeat(110_000)}`, code: 'BAD_REQUEST' },
  {
    name: '300 variables of an unknown type',
    query: `query (${times(300, (n) => `$v${n}: X`)}) { __typename }`,
    code: 'GRAPHQL_VALIDATION_FAILED',
  },
];

const cycles: Attack[] = [
  {
    name: 'a fragment that spreads itself',
    query: '{ alerts { nodes { ...A } } } fragment A on Alert { title ...A }',
    code: 'GRAPHQL_VALIDATION_FAILED',
  },
  {
    name: 'fragments that spread each other',
    query:
      '{ alerts { nodes { ...A } } } fragment A on Alert { machine { ...B } } fragment B on Machine { alerts { nodes { ...A } } }',
    code: 'GRAPHQL_VALIDATION_FAILED',
  },
  {
    name: 'introspection in a circle',
    query: `{ __schema { types { ${'fields { type { '.repeat(12)} name ${'} }'.repeat(12)} } } }`,
    code: 'GRAPHQL_VALIDATION_FAILED',
  },
  {
    name: 'introspection in a fragment',
    query: '{ ...F } fragment F on Query { __type(name: "Alert") { fields { name } } }',
    code: 'GRAPHQL_VALIDATION_FAILED',
  },
];

const counts: Attack[] = [
  { name: 'a list of a list of 1,000', query: `{ alerts(first: 1000) { ${NESTED} } }`, code: 'QUERY_LIMIT_EXCEEDED' },
  {
    name: 'a size in a variable',
    query: `query ($n: Int) { alerts(first: $n) { ${NESTED} } }`,
    variables: { n: 1000 },
    code: 'QUERY_LIMIT_EXCEEDED',
  },
  {
    name: 'a size in a variable’s default',
    query: `query ($n: Int = 1000) { alerts(first: $n) { ${NESTED} } }`,
    code: 'QUERY_LIMIT_EXCEEDED',
  },
  { name: 'a size of null', query: `{ alerts(first: null) { ${NESTED} } }`, code: 'QUERY_LIMIT_EXCEEDED' },
  {
    name: 'a size of null in a variable',
    query: `query ($n: Int) { alerts(first: $n) { ${NESTED} } }`,
    variables: { n: null },
    code: 'QUERY_LIMIT_EXCEEDED',
  },
  { name: 'no size', query: `{ alerts { ${NESTED} } }`, code: 'QUERY_LIMIT_EXCEEDED' },
  { name: 'a size from the end', query: `{ alerts(last: 1000) { ${NESTED} } }`, code: 'QUERY_LIMIT_EXCEEDED' },
  {
    name: 'lists of the usual size, four deep',
    query: relations(6, '').replaceAll('()', ''),
    code: 'QUERY_LIMIT_EXCEEDED',
  },
  {
    name: 'lists exploding through fragments',
    query: `{ alerts(first: 1000) { nodes { ...A } } } fragment A on Alert { machine { ...M } } fragment M on Machine { alerts(first: 100) { nodes { title } } }`,
    code: 'QUERY_LIMIT_EXCEEDED',
  },
  {
    name: 'lists exploding below a hundred nodes',
    query: `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Machine { alerts(first: 1000) { nodes { title } } } } }`,
    variables: { ids: Array(100).fill('bm9kZQ') },
    code: 'QUERY_LIMIT_EXCEEDED',
  },
  {
    name: 'an explosion behind an argument that cannot be counted',
    query: `query ($x: ID = "a") { alert(id: $x) { title } alerts(first: 1000) { ${NESTED} } }`,
    variables: { x: null },
    code: 'BAD_USER_INPUT',
  },
  {
    name: 'an explosion behind @include',
    query: `query ($b: Boolean! = true) { alerts(first: 1000) { nodes { machine @include(if: $b) { alerts(first: 1000) { nodes { title } } } } } }`,
    code: 'QUERY_LIMIT_EXCEEDED',
  },
  {
    name: 'ten roots of a thousand with evidence',
    query: `{ ${times(10, (n) => `a${n}: alerts(first: 1000) { nodes { evidence { sha1 } } }`)} }`,
    code: 'QUERY_LIMIT_EXCEEDED',
  },
];

const values: Attack[] = [
  {
    name: 'a huge size',
    query: `query ($n: Int) { alerts(first: $n) { ${PAGE} } }`,
    variables: { n: 100_000 },
    code: 'BAD_USER_INPUT',
  },
  {
    name: 'a size beyond 32 bits',
    query: `query ($n: Int) { alerts(first: $n) { ${PAGE} } }`,
    variables: { n: 1e20 },
    code: 'BAD_USER_INPUT',
  },
  { name: 'a negative size', query: `{ alerts(first: -1) { ${PAGE} } }`, code: 'BAD_USER_INPUT' },
  {
    name: 'a choice of 200 objects as values',
    query: `query ($w: AlertWhere) { alerts(where: $w) { ${PAGE} } }`,
    variables: { w: { severity: { in: Array(200).fill({}) } } },
    code: 'BAD_USER_INPUT',
  },
  {
    name: '101 nodes',
    query: 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }',
    variables: { ids: Array(101).fill('bm9kZQ') },
    code: 'BAD_USER_INPUT',
  },
  {
    name: 'variables of 20,000 levels',
    body: `{"query":"query ($w: AlertWhere) { alerts(where: $w) { ${PAGE} } }","variables":{"w":${'['.repeat(20_000)}${']'.repeat(20_000)}}}`,
    code: 'BAD_USER_INPUT',
  },
  {
    name: '__proto__ in variables',
    body: `{"query":"query ($w: AlertWhere) { alerts(where: $w) { ${PAGE} } }","variables":{"__proto__":{"w":{}}}}`,
    code: 'BAD_REQUEST',
  },
  {
    name: 'constructor.prototype in variables',
    body: `{"query":"query ($w: AlertWhere) { alerts(where: $w) { ${PAGE} } }","variables":{"w":{"constructor":{"prototype":{"x":1}}}}}`,
    code: 'BAD_REQUEST',
  },
  {
    name: 'a batch of ten',
    body: `[${times(10, () => '{"query":"{ alerts { nodes { title } } }"}', ',')}]`,
    code: 'BAD_REQUEST',
  },
  {
    name: 'a persisted query',
    body: `{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"${'0'.repeat(64)}"}}}`,
    code: 'PERSISTED_QUERY_NOT_SUPPORTED',
  },
  { name: 'a mutation', query: 'mutation { isolateMachine { id } }', code: 'BAD_USER_INPUT' },
  { name: 'a subscription', query: 'subscription { alerts { id } }', code: 'BAD_USER_INPUT' },
  {
    name: 'an operation that is not there',
    body: '{"query":"query A { __typename }","operationName":"B"}',
    code: 'OPERATION_RESOLUTION_FAILURE',
  },
];

export const ATTACKS: readonly Attack[] = [...shapes, ...sizes, ...cycles, ...counts, ...values];
