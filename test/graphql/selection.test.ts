import { buildSchema, graphql, type GraphQLResolveInfo } from 'graphql';
import { selects, selectsOnNodes } from '../../src/graphql/document/selection.ts';

const schema = buildSchema(`
  interface Node { id: ID! }
  type Evidence { sha1: String }
  type Alert implements Node { id: ID! title: String evidence: [Evidence] related: AlertConnection }
  type AlertEdge { cursor: String node: Alert }
  type AlertConnection { edges: [AlertEdge] nodes: [Alert] totalCount: Int }
  type Query { alerts(first: Int): AlertConnection }
`);

/** What a resolver of `alerts` sees of a query: whether its count is selected, and the evidence of its nodes. */
async function seen(
  query: string,
  variables: Record<string, unknown> = {},
): Promise<{ count: boolean; evidence: boolean }> {
  let found = { count: false, evidence: false };
  const alerts = (_: unknown, __: unknown, info: GraphQLResolveInfo): null => {
    found = { count: selects(info, 'totalCount'), evidence: selectsOnNodes(info, 'evidence') };
    return null;
  };
  const { errors } = await graphql({ schema, source: query, rootValue: { alerts }, variableValues: variables });
  expect(errors).toBeUndefined();
  return found;
}

describe('a selection', () => {
  test.each([
    ['plainly', '{ alerts { totalCount } }'],
    ['next to others', '{ alerts(first: 1) { nodes { id } totalCount } }'],
    ['under an alias', '{ a: alerts { n: totalCount } }'],
    ['through a fragment', '{ alerts { ...F } } fragment F on AlertConnection { totalCount }'],
    ['through an inline fragment', '{ alerts { ... on AlertConnection { totalCount } } }'],
    ['through a bare inline fragment', '{ alerts { ... { ... { totalCount } } } }'],
    ['in one of two mentions', '{ alerts { nodes { id } } alerts { totalCount } }'],
  ])('of the count is seen %s', async (_, query) => {
    expect(await seen(query)).toEqual({ count: true, evidence: false });
  });

  test.each([
    ['nodes', '{ alerts { nodes { evidence { sha1 } } } }'],
    ['edges', '{ alerts { edges { node { evidence { sha1 } } } } }'],
    ['aliases at every level', '{ a: alerts { e: edges { n: node { v: evidence { s: sha1 } } } } }'],
    ['one of two aliases', '{ alerts { a: nodes { id } b: nodes { evidence { sha1 } } } }'],
    ['a named fragment', '{ alerts { nodes { ...F } } } fragment F on Alert { evidence { sha1 } }'],
    [
      'nested fragments',
      '{ alerts { ...C } } fragment C on AlertConnection { nodes { ...F } } fragment F on Alert { evidence { sha1 } }',
    ],
    ['a fragment on an interface', '{ alerts { nodes { ... on Node { ... on Alert { evidence { sha1 } } } } } }'],
    ['a mention that stays', '{ alerts { nodes { evidence @skip(if: true) { sha1 } evidence { sha1 } } } }'],
  ])('of evidence is seen through %s', async (_, query) => {
    expect(await seen(query)).toEqual({ count: false, evidence: true });
  });

  test.each([
    ['other fields', '{ alerts { nodes { title } edges { cursor } } }'],
    [
      'the evidence of another list within',
      '{ alerts { nodes { related { nodes { evidence { sha1 } } totalCount } } } }',
    ],
    ['an alias of that name', '{ alerts { nodes { evidence: title } edges { node { totalCount: title } } } }'],
    ['a fragment nobody spreads', '{ alerts { nodes { id } } ...Q } fragment Q on Query { __typename }'],
  ])('of %s asks for nothing more', async (_, query) => {
    expect(await seen(query)).toEqual({ count: false, evidence: false });
  });

  test.each([
    [true, false],
    [false, true],
  ])('with @include(if: %p) and @skip(if: %p) is seen as the variables say', async (shown, hidden) => {
    const query = `query ($shown: Boolean!, $hidden: Boolean!) {
      alerts { totalCount @include(if: $shown) nodes { id ... @skip(if: $hidden) { evidence { sha1 } } } }
    }`;
    expect(await seen(query, { shown, hidden })).toEqual({ count: shown, evidence: !hidden });
    const spread = `query ($shown: Boolean!) { alerts { nodes { ...F @include(if: $shown) } } }
      fragment F on Alert { evidence { sha1 } }`;
    expect(await seen(spread, { shown })).toEqual({ count: false, evidence: shown });
  });

  test('on a fragment with a variable’s default is seen as the default says', async () => {
    expect((await seen('query ($n: Boolean = true) { alerts { totalCount @include(if: $n) } }')).count).toBe(true);
    expect((await seen('query ($n: Boolean = false) { alerts { totalCount @include(if: $n) } }')).count).toBe(false);
  });
});
