import { readFileSync } from 'node:fs';
import { readConfig } from '../../src/config.ts';
import { DEFAULT_LIMITS } from '../../src/graphql/limits/limits.ts';
import { startFakeGateway, type FakeGateway } from '../support/gateway/fake-gateway.ts';

const ALERTS = Array.from({ length: 50 }, (_, n) => ({ id: `da-${n}`, title: `Contoso ${'x'.repeat(400)}` }));

/** For each limit a request that is just beyond 3 of what it counts, or what `MAX` says. */
const BEYOND: Record<string, { query: string; variables?: Record<string, unknown>; code?: string }> = {
  characters: { query: `{ viewer { mode } } #${'.'.repeat(60)}`, code: 'GRAPHQL_PARSE_FAILED' },
  tokens: { query: '{ viewer { mode } }', code: 'GRAPHQL_PARSE_FAILED' },
  comments: { query: '#1\n#2\n#3\n#4\n{ viewer { mode } }', code: 'GRAPHQL_PARSE_FAILED' },
  nameLength: { query: '{ viewer { mode } }' },
  depth: { query: '{ alerts { nodes { machine { computerDnsName } } } }' },
  inputDepth: {
    query: 'query ($w: AlertWhere) { alerts(where: $w) { totalCount } }',
    variables: { w: { severity: { in: ['HIGH'] } } },
    code: 'BAD_USER_INPUT',
  },
  aliases: { query: '{ viewer { a: mode b: mode c: mode d: mode } }' },
  directives: {
    query: `{ viewer { mode ${'@include(if: true) '.repeat(1)} name @skip(if: false) a: mode @skip(if: false) b: mode @skip(if: false) } }`,
  },
  rootFields: { query: '{ a: __typename b: __typename c: __typename d: __typename }' },
  mutationFields: { query: 'mutation { a: __typename b: __typename c: __typename d: __typename }' },
  selections: { query: '{ viewer { mode name tenantId } }' },
  listElements: {
    query: '{ alerts(where: { id: { in: ["a", "b", "c", "d"] } }) { totalCount } }',
    code: 'BAD_USER_INPUT',
  },
  stringLength: { query: '{ alerts(where: { id: { eq: "four" } }) { totalCount } }', code: 'BAD_USER_INPUT' },
  objects: { query: '{ alerts(first: 4) { nodes { title } } }' },
  answerCharacters: { query: '{ viewer { mode } }' },
};

test('the page on limits has each of them with its default', () => {
  const page = readFileSync(new URL('../../docs/limits-of-a-document.md', import.meta.url), 'utf8');
  const rows = [...page.matchAll(/^\| `(\w+)` +\| ([\d,]+) +\|/gm)].slice(0, Object.keys(DEFAULT_LIMITS).length);
  expect(Object.fromEntries(rows.map(([, name, value]) => [name, Number(value?.replaceAll(',', ''))]))).toEqual(
    DEFAULT_LIMITS,
  );
});

test.each([
  ['LIMITS=deepness=3', 'deepness is no limit; there are characters, tokens'],
  ['LIMITS=depth=3,aliases', 'aliases must be a name with a number'],
  ['LIMITS=depth=-3', 'depth=-3 must be a name with a number'],
])('%s is refused with what to write', (text, message) => {
  const [name = '', ...value] = text.split('=');
  expect(() => readConfig({ [name]: value.join('=') })).toThrow(`LIMITS: ${message}`);
});

const MAX: Readonly<Record<string, number>> = { characters: 60, inputDepth: 2 };
const max = (limit: string): number => MAX[limit] ?? 3;

describe.each(Object.entries(BEYOND))('the limit %s', (limit, { query, variables, code = 'QUERY_LIMIT_EXCEEDED' }) => {
  const replies = { 'GET /api/alerts': { value: ALERTS } };
  const withLimit = (setting: string): Promise<FakeGateway> =>
    startFakeGateway(replies, { LIMITS: `${limit}=${setting}` });

  test('refuses what is beyond it, in few words', async () => {
    const gateway = await withLimit(String(max(limit)));
    const { status, errors, data } = await gateway.attempt(query, variables);
    await gateway.close();
    expect([status, [...new Set(errors?.map(({ extensions }) => extensions.code))]]).toEqual([400, [code]]);
    expect(data ?? null).toBeNull();
    expect(JSON.stringify(errors).length).toBeLessThan(1_000);
  });

  test('lets it through where it only warns, and tells the log and the metrics', async () => {
    const gateway = await withLimit(`${max(limit)}:warn`);
    const { errors = [] } = await gateway.attempt(query, variables);
    const metrics = await (await fetch(`${gateway.url}/metrics`)).text();
    await gateway.close();
    expect(errors.map(({ extensions }) => extensions.code).filter((each) => each === code)).toEqual([]);
    expect(gateway.logs.filter((line) => line.limit === limit)).toEqual([
      expect.objectContaining({ level: 40, max: max(limit) }),
    ]);
    expect(metrics).toContain(`defender_graphql_limits_exceeded_total{limit="${limit}",refused="false"} 1`);
  });
});

test('an answer is not made to its end when it is too large', async () => {
  const gateway = await startFakeGateway({ 'GET /api/alerts': { value: ALERTS } }, { LIMITS: 'answerCharacters=5000' });
  const { status, errors, data } = await gateway.attempt('{ alerts(first: 50) { nodes { title } } }');
  expect([status, data, errors?.length]).toEqual([400, null, 1]);
  expect(errors?.[0]).toMatchObject({ extensions: { code: 'QUERY_LIMIT_EXCEEDED' } });
  expect(errors?.[0]?.message).toMatch(/more than 5000 characters; ask for fewer/);
  expect((await gateway.attempt('{ alerts(first: 5) { nodes { title } } }')).status).toBe(200);
  await gateway.close();
});

test('the limits of a document hold for one that is only asked about', async () => {
  const gateway = await startFakeGateway({}, { LIMITS: 'tokens=2500,comments=warn' });
  const missing = async (operation: string) => {
    const { data, errors = [] } = await gateway.attempt('query ($o: String!) { viewer { missing(operation: $o) } }', {
      o: operation,
    });
    return data ?? errors[0]?.extensions.code;
  };
  // Two tokens for the braces, and three for each field.
  const fields = (count: number): string => Array.from({ length: count }, (_, n) => `a${n}: __typename`).join(' ');
  expect(await missing(`{ ${fields(800)} }`)).toEqual({ viewer: { missing: [] } });
  expect(await missing(`{ ${fields(850)} }`)).toBe('BAD_USER_INPUT');
  expect(await missing(`${'#\n'.repeat(200)}{ __typename }`)).toEqual({ viewer: { missing: [] } });
  await gateway.close();
});
