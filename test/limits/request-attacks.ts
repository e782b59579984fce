import { relations, times, type Attack } from './attack.ts';

const PAGE = 'nodes { title }';
const NESTED = 'nodes { machine { alerts(first: 1000) { nodes { title } } } }';

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
    name: '10,000 nodes',
    query: 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }',
    variables: { ids: Array(10_000).fill('bm9kZQ') },
    code: 'BAD_USER_INPUT',
  },
  { name: 'a page from both ends', query: `{ alerts(first: 5, last: 5) { ${PAGE} } }`, code: 'BAD_USER_INPUT' },
  {
    name: 'a huge page below others, in a fragment',
    query:
      '{ machines(first: 1) { nodes { ...M } } } fragment M on Machine { ... on Machine { alerts(first: 5000) { nodes { id } } } }',
    code: 'BAD_USER_INPUT',
  },
  {
    name: 'a choice of 101 values',
    query: `query ($w: AlertWhere) { alerts(where: $w) { ${PAGE} } }`,
    variables: { w: { id: { in: Array(101).fill('a') } } },
    code: 'BAD_USER_INPUT',
  },
  { name: 'a choice of no value', query: `{ alerts(where: { id: { in: [] } }) { ${PAGE} } }`, code: 'BAD_USER_INPUT' },
  { name: 'a filter by null', query: `{ alerts(where: { id: { eq: null } }) { ${PAGE} } }`, code: 'BAD_USER_INPUT' },
  {
    name: 'a filter by 20,000 characters of the vendor’s own words',
    query: `query ($raw: String) { alerts(where: { severity: { eqRaw: $raw } }) { ${PAGE} } }`,
    variables: { raw: 'x'.repeat(20_000) },
    code: 'BAD_USER_INPUT',
  },
  {
    name: 'a wait of a day',
    query: '{ machineAction(id: "a", waitSeconds: 86400) { id } }',
    code: 'BAD_USER_INPUT',
  },
  {
    name: 'a hunt of a billion rows',
    query: '{ hunt(query: "DeviceInfo", maxRows: 1000000000) { rowCount } }',
    code: 'BAD_USER_INPUT',
  },
  {
    name: '1,000 sessions of scans',
    query: 'query ($ids: [ID!]!) { scanSessions(ids: $ids) { __typename } }',
    variables: { ids: Array.from({ length: 1_000 }, (_, n) => `session ${n}`) },
    code: 'BAD_USER_INPUT',
  },
  {
    name: 'variables of 20,000 levels',
    body: `{"query":"query ($w: AlertWhere) { alerts(where: $w) { ${PAGE} } }","variables":{"w":${'['.repeat(20_000)}${']'.repeat(20_000)}}}`,
    code: 'BAD_REQUEST',
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
  {
    name: 'a mutation without an input',
    query: 'mutation { isolateMachine { id } }',
    code: 'GRAPHQL_VALIDATION_FAILED',
  },
  { name: 'a subscription', query: 'subscription { alerts { id } }', code: 'BAD_USER_INPUT' },
  {
    name: 'an operation that is not there',
    body: '{"query":"query A { __typename }","operationName":"B"}',
    code: 'OPERATION_RESOLUTION_FAILURE',
  },
];

/** By how much is asked for, and by values. */
export const REQUEST_ATTACKS: readonly Attack[] = [...counts, ...values];
