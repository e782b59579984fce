import { relations, times, type Attack } from './attack.ts';

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
  { name: 'more than 1 MB', query: `{ __typename } #${'x'.repeat(1_100_000)}`, code: 'BAD_REQUEST' },
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

/** By the document alone. */
export const DOCUMENT_ATTACKS: readonly Attack[] = [...shapes, ...sizes, ...cycles];
