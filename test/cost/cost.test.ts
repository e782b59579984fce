import { startSandboxGateway, type SandboxGateway } from '../support/gateway/gateway.ts';

describe('a query', () => {
  let gateway: SandboxGateway;
  beforeAll(async () => {
    gateway = await startSandboxGateway({ machines: 100, alerts: 500 });
  });
  afterAll(() => gateway.close());

  const upstream = async (query: string, variables?: Record<string, unknown>) => {
    const before = gateway.sandbox.requests.length;
    const answer = await gateway.attempt<object>(query, variables);
    return { answer, arrivals: gateway.sandbox.requests.length - before };
  };

  test.each([
    [
      'one list per object',
      '{ machines(first: 100) { nodes { software { totalCount } } } }',
      'machines.nodes.software',
      100,
    ],
    [
      'a page size in a variable',
      'query ($n: Int) { machines(first: $n) { nodes { software { totalCount } } } }',
      'machines.nodes.software',
      80,
    ],
    ['the default page size', '{ alerts { nodes { files { sha1 } ips { id } } } }', 'alerts.nodes.files', 50],
    ['a null page size', '{ alerts(first: null) { nodes { files { sha1 } user { id } } } }', 'alerts.nodes.files', 50],
    [
      'fragments',
      '{ machines(first: 99) { ...m } } fragment m on MachineConnection { edges { node { ... on Machine { software { totalCount } } } } }',
      'machines.edges.node.software',
      99,
    ],
    [
      'one field selected twice, with different fields below',
      '{ machines(first: 35) { nodes { software { totalCount } } } machines(first: 35) { nodes { logonUsers { totalCount } } } }',
      'machines.nodes.software',
      35,
    ],
    [
      'aliases',
      '{ machines(first: 40) { nodes { a: software { totalCount } b: software { totalCount } } } }',
      'machines.nodes.a',
      40,
    ],
  ])(
    'that costs too many calls by %s is refused before any, naming the dearest field',
    async (_, query, field, calls) => {
      const { answer, arrivals } = await upstream(query, { n: 80 });
      expect(answer.status).toBe(400);
      expect(answer.errors).toHaveLength(1);
      expect(answer.errors?.[0]?.extensions.code).toBe('COST_LIMIT_EXCEEDED');
      const message = answer.errors?.[0]?.message;
      expect(message).toContain(`at most 60 are allowed; ${field} alone ${calls} (`);
      expect(message).toMatch(/\(\d+ %, \w+\): with .* it would pass\.$/);
      expect(arrivals).toBe(0);
    },
  );

  test.each([
    [
      'batched relations count by the hundred',
      '{ alerts(first: 500) { nodes { machine { actions { totalCount } } investigation { state } } } }',
    ],
    [
      'what is left out costs nothing',
      'query ($yes: Boolean = true) { machines(first: 100) { nodes { computerDnsName software @skip(if: $yes) { totalCount } } } }',
    ],
    [
      'selections of the same field are one field',
      '{ machines(first: 35) { nodes { software { totalCount } } } machines(first: 35) { nodes { software { nodes { id } } } } }',
    ],
    [
      'what a fragment on another type asks for',
      '{ machines(first: 59) { nodes { ... on Node { id } ... on Machine { software { totalCount } } } } }',
    ],
    [
      'an inner page size does not count, as the list comes whole',
      '{ machines(first: 20) { nodes { software(first: 1000) { totalCount } } } }',
    ],
  ])('within its price runs: %s', async (_, query) => {
    const { answer } = await upstream(query);
    expect(answer.errors).toBeUndefined();
  });

  test('that asks for the end of a list pays for its length too', async () => {
    const { answer } = await upstream('{ machines(last: 59) { nodes { software { totalCount } } } }');
    expect(answer.errors?.[0]?.message).toContain('could make 61 upstream calls');
    expect(answer.errors?.[0]?.message).toContain('with `machines(last: 58)` it would pass.');
  });

  test('passes with the advice that it was given', async () => {
    const query = (size: number) => `{ machines(first: ${size}) { nodes { software { totalCount } } } }`;
    const { answer } = await upstream(query(100));
    const size = Number(/with `machines\(first: (\d+)\)`/.exec(answer.errors?.[0]?.message ?? '')?.[1]);
    const [enough, tooMany] = [await upstream(query(size)), await upstream(query(size + 1))];
    expect(enough.answer.errors).toBeUndefined();
    expect(enough.arrivals).toBeLessThanOrEqual(60);
    expect(tooMany.answer.errors?.[0]?.extensions.code).toBe('COST_LIMIT_EXCEEDED');
  });
});
