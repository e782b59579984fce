import { startFakeGateway, type FakeGateway } from '../support/gateway/fake-gateway.ts';
import { addressOf, startProgram } from '../support/process/program.ts';

const ALERTS = 'query ($w: AlertWhere) { alerts(where: $w) { nodes { title } } }';
const IMPORT = 'mutation ($i: ImportIndicatorsInput!) { importIndicators(input: $i) { results { isFailed } } }';
/** Milliseconds: fifty times what the refusal takes on a quiet machine; coercing 300,000 elements takes eleven seconds. */
const NOT_HELD_UP = 5_000;

interface Refused {
  status: number;
  text: string;
  /** The longest that nothing else could run, in milliseconds. */
  held: number;
}

async function post(url: string, body: object): Promise<Refused> {
  const content = JSON.stringify(body);
  const headers = { 'content-type': 'application/json', authorization: 'Bearer an-opaque-token' };
  let held = 0;
  let last = performance.now();
  const beat = setInterval(() => {
    held = Math.max(held, performance.now() - last);
    last = performance.now();
  }, 5);
  try {
    const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body: content });
    return { status: response.status, text: await response.text(), held };
  } finally {
    clearInterval(beat);
  }
}

function indicators(count: number): object[] {
  return Array.from({ length: count }, (_, n) => ({
    indicatorValue: `host-${n}.contoso.example`,
    indicatorType: 'DOMAIN_NAME',
    title: `Host ${n}`,
    description: 'Seen at Fabrikam. '.repeat(20),
    action: 'ALLOWED',
    rbacGroupNames: ['Workstations', 'Servers'],
  }));
}

/** An input that is refused as too long a list, and the place that its error names. */
const TOO_LONG: [string, string, Record<string, unknown>, string][] = [
  ['300,000 objects for ids', ALERTS, { w: { id: { in: Array(300_000).fill({}) } } }, 'Variable "$w": at "w.id.in"'],
  ['1,001 ids', ALERTS, { w: { id: { in: Array(1_001).fill('a') } } }, 'Variable "$w": at "w.id.in"'],
  [
    'a list that is the variable itself',
    'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }',
    { ids: Array(100_000).fill([]) },
    'Variable "$ids": at "ids"',
  ],
  [
    'a list within the elements of another',
    IMPORT,
    { i: { indicators: [...indicators(2), { rbacGroupNames: Array(200_000).fill({}) }] } },
    'Variable "$i": at "i.indicators[2].rbacGroupNames"',
  ],
  ['a list written in the document', `{ nodes(ids: [${'1 '.repeat(1_001)}]) { id } }`, {}, 'Argument "ids"'],
  [
    'a list in an object written in the document',
    `{ alerts(where: { id: { in: [${'1 '.repeat(1_001)}] } }) { nodes { title } } }`,
    {},
    'Argument "in"',
  ],
  [
    'a list that is a variable’s default',
    `query ($ids: [ID!]! = [${'1 '.repeat(1_001)}]) { nodes(ids: $ids) { id } }`,
    {},
    'Variable "$ids"',
  ],
];

describe('a list of an input with more than 1,000 elements', () => {
  let gateway: FakeGateway;
  beforeAll(async () => {
    gateway = await startFakeGateway({}, { INTROSPECTION: 'false' });
    await gateway.run('{ viewer { name } }');
  });
  afterAll(() => gateway.close());

  test.each(TOO_LONG)('is refused by its place before anything coerces it: %s', async (_, query, variables, place) => {
    const { status, text, held } = await post(gateway.url, { query, variables });
    const { errors } = JSON.parse(text) as { errors: { message: string; extensions: object }[] };
    expect([status, errors.map(({ extensions }) => extensions)]).toEqual([400, [{ code: 'BAD_USER_INPUT' }]]);
    expect(errors[0]?.message).toContain(`${place}: a list of an input may have 1000 elements`);
    expect(errors[0]?.message).toContain('send it in parts');
    expect(text.length).toBeLessThan(1_000);
    expect(held).toBeLessThan(NOT_HELD_UP);
    expect(gateway.api.calls).toEqual([]);
  });

  test.each([
    ['objects for an id', { w: { id: { in: Array(1_000).fill({}) } } }],
    ['unknown members', { w: Object.fromEntries(Array.from({ length: 60_000 }, (_, n) => [`member${n}`, 1])) }],
    ['a list for an object', { w: Array(300_000).fill({}) }],
  ])('is not the only way to many errors, of which a few are told: %s', async (_, variables) => {
    const { status, text, held } = await post(gateway.url, { query: ALERTS, variables });
    const { errors } = JSON.parse(text) as { errors: { extensions: { code: string } }[] };
    expect([status, [...new Set(errors.map(({ extensions }) => extensions.code))]]).toEqual([400, ['BAD_USER_INPUT']]);
    expect(errors.length).toBeLessThan(10);
    expect(text.length).toBeLessThan(2_000);
    expect(held).toBeLessThan(NOT_HELD_UP);
  });

  test.each([
    ['of an operation', { query: 'query A { __typename }', operationName: 'x'.repeat(500_000) }],
    ['of a field', { query: `{ ${'x'.repeat(20_000)} }` }],
    ['of a literal', { query: `{ alerts(first: "${'x'.repeat(20_000)}") { nodes { id } } }` }],
    ['of a literal object', { query: `{ alerts(first: { a: "${'x y'.repeat(9_000)}" }) { nodes { id } } }` }],
    ['of what does not parse', { query: `{ a "${'x'.repeat(20_000)}" }` }],
  ])('is told in few words, as is a long text: %s', async (_, body) => {
    const { text } = await post(gateway.url, body);
    expect(text).not.toMatch(/(x ?y?){110}/);
    expect(text.length).toBeLessThan(1_000);
  });
});

test('the longest import, of 500 indicators with lists of their own, goes through', async () => {
  const value = indicators(500).map(() => ({ indicator: 'x', isFailed: false, failureReason: null }));
  const gateway = await startFakeGateway({ 'POST /api/indicators/import': { value } });
  const { data } = await gateway.run<{ importIndicators: { results: object[] } }>(IMPORT, {
    i: { indicators: indicators(500) },
  });
  expect(data.importIndicators.results).toHaveLength(500);
  expect(gateway.api.calls.map(({ method, path }) => `${method} ${path}`)).toEqual(['POST /api/indicators/import']);
  await gateway.close();
});

test('a process with a heap of 512 MB lives on through the worst of such requests', async () => {
  const program = startProgram({
    NODE_OPTIONS: '--max-old-space-size=512',
    // No one listens there, and no one is to be called.
    DEFENDER_API_URL: 'http://127.0.0.1:1',
  });
  try {
    const url = await addressOf(program);
    const variables = { w: { id: { in: Array(300_000).fill({}) } } };
    const answers = await Promise.all(Array.from({ length: 4 }, () => post(url, { query: ALERTS, variables })));
    expect(answers.map(({ status }) => status)).toEqual([400, 400, 400, 400]);
    expect((await fetch(`${url}/health/live`)).status).toBe(200);
    expect(program.child.exitCode).toBeNull();
  } finally {
    program.child.kill('SIGKILL');
    await program.ended;
  }
});

describe('MAX_BODY_BYTES', () => {
  const query = '{ viewer { name } }';
  const ofBytes = (bytes: number): object => ({
    query,
    pad: 'x'.repeat(bytes - JSON.stringify({ query, pad: '' }).length),
  });

  test.each([
    ['1 MB unless it is set', {}, 1_048_576],
    ['what it is set to', { MAX_BODY_BYTES: '3000000' }, 3_000_000],
    ['less, too', { MAX_BODY_BYTES: '2048' }, 2_048],
  ])('is how much a request may have: %s', async (_, variables, most) => {
    const gateway = await startFakeGateway({}, variables);
    expect((await post(gateway.url, ofBytes(most))).status).toBe(200);
    const { status, text } = await post(gateway.url, ofBytes(most + 1));
    expect(status).toBe(413);
    const message = `The request body may have ${most} bytes; send it in parts.`;
    expect(JSON.parse(text)).toEqual({ errors: [{ message, extensions: { code: 'BAD_REQUEST' } }] });
    await gateway.close();
  });
});
