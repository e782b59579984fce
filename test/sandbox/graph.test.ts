import { startSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts';
import { errorOf, type Received } from './sandbox-client.ts';

const PATH = '/v1.0/security/runHuntingQuery';
const START = Date.parse('2026-11-20T12:00:30Z');

let sandbox: Sandbox;
let now: number;

beforeEach(async () => {
  now = START;
  sandbox = await startSandbox({ machines: 10, alerts: 40, now: () => now });
});
afterEach(() => sandbox.close());

async function ask(token: string | null, body: object, path = PATH): Promise<Received> {
  const response = await fetch(sandbox.url + path, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'client-request-id': 'own-id',
      ...(token !== null && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    text,
    json: JSON.parse(text) as Record<string, unknown>,
  };
}

const hunt = async (Query: string, more: object = {}) =>
  ask(await sandbox.mintGraphToken('hunter'), { Query, ...more });
const resultsOf = ({ json }: Received) => json['results'] as Record<string, unknown>[];

describe('hunting in the sandbox’s Graph', () => {
  test('answers schema and results in small letters, with the rows of Defender', async () => {
    const query = 'DeviceInfo | summarize N = count(), Last = max(Timestamp) by DeviceId | sort by DeviceId asc';
    const answer = await hunt(query);
    expect(answer.status).toBe(200);
    expect(Object.keys(answer.json)).toEqual(['@odata.context', 'schema', 'results']);
    expect(answer.json['schema']).toEqual([
      { name: 'DeviceId', type: 'String' },
      { name: 'N', type: 'Int64' },
      { name: 'Last', type: 'DateTime' },
    ]);
    const defender = await ask(await sandbox.mintToken('hunter'), { Query: query }, '/api/advancedqueries/run');
    expect(resultsOf(answer)).toEqual(defender.json['Results']);
    expect(typeof resultsOf(answer)[0]?.['N']).toBe('number');
  });

  test('tells beside values, where asked to, the types that JSON does not tell', async () => {
    sandbox.quirks.odataTypes = true;
    const answer = await hunt('print N = 1, At = datetime(2026-11-20T08:30:00Z), Text = "x", None = long(null)');
    expect(Object.entries(resultsOf(answer)[0] ?? {})).toEqual([
      ['N@odata.type', '#Int64'],
      ['N', 1],
      ['At@odata.type', '#DateTimeOffset'],
      ['At', '2026-11-20T08:30:00.0000000Z'],
      ['Text', 'x'],
      ['None', null],
    ]);
  });

  const OLDEST = 'DeviceProcessEvents | summarize From = min(Timestamp), To = max(Timestamp), N = count()';
  test.each([
    ['P7D', '2026-11-13T12:00:30Z', '2026-11-20T12:00:30Z'],
    ['P1W', '2026-11-13T12:00:30Z', '2026-11-20T12:00:30Z'],
    ['PT36H', '2026-11-19T00:00:30Z', '2026-11-20T12:00:30Z'],
    ['P1DT12H', '2026-11-19T00:00:30Z', '2026-11-20T12:00:30Z'],
    ['P1W2D', '2026-11-11T12:00:30Z', '2026-11-20T12:00:30Z'],
    ['PT129600.5S', '2026-11-19T00:00:29.5Z', '2026-11-20T12:00:30Z'],
    ['2026-11-10T00:00:00Z/2026-11-15T00:00:00Z', '2026-11-10T00:00:00Z', '2026-11-15T00:00:00Z'],
    ['2026-11-10T00:00:00Z/P5D', '2026-11-10T00:00:00Z', '2026-11-15T00:00:00Z'],
    ['P5D/2026-11-15T00:00:00Z', '2026-11-10T00:00:00Z', '2026-11-15T00:00:00Z'],
  ])('reads in the time span %s what happened from %s to %s', async (Timespan, from, to) => {
    const whole = resultsOf(await hunt(OLDEST))[0] as { N: number };
    const inQuery = `DeviceProcessEvents | where Timestamp between (datetime(${from}) .. datetime(${to})) | summarize N = count()`;
    const expected = resultsOf(await hunt(inQuery))[0] as { N: number };
    const { From, To, N } = resultsOf(await hunt(OLDEST, { Timespan }))[0] as { From: string; To: string; N: number };
    expect(N).toBe(expected.N);
    expect([N > 0, N < whole.N]).toEqual([true, true]);
    expect([Date.parse(From) >= Date.parse(from), Date.parse(To) <= Date.parse(to)]).toEqual([true, true]);
  });

  test.each([
    '7d',
    '1.5h',
    '-P7D',
    'P1M',
    'P',
    'PT',
    '1.00:00:00',
    '2026-11-10T00:00:00Z',
    'P1D/P1D',
    'P1D/',
    '/',
    'a/b/c',
    '2026-11-10/P1D/P1D',
  ])('refuses %j for a time span', async (Timespan) => {
    const answer = await hunt('print 1', { Timespan });
    expect([answer.status, errorOf(answer).code]).toEqual([400, 'BadRequest']);
    expect(errorOf(answer).message).toContain('Timespan');
  });

  test('refuses a wrong query, a body in other letters and another path in Graph’s form', async () => {
    const own = await sandbox.mintGraphToken('hunter');
    for (const [body, path, status, code, message] of [
      [{ Query: 'DeviceInfo | where Nope == 1' }, PATH, 400, 'BadRequest', 'Nope'],
      [{ query: 'DeviceInfo' }, PATH, 400, 'BadRequest', 'Query'],
      [{}, '/v1.0/security/alerts_v2', 404, 'ResourceNotFound', 'No such resource'],
    ] as const) {
      const { status: given, json } = await ask(own, body, path);
      expect(given).toBe(status);
      expect(json).toEqual({
        error: {
          code,
          message: expect.stringContaining(message) as string,
          innerError: {
            date: '2026-11-20T12:00:30',
            'request-id': sandbox.requests.at(-1)?.correlationId,
            'client-request-id': 'own-id',
          },
        },
      });
    }
  });

  test('takes tokens for Graph alone, and Defender’s side none of them', async () => {
    const [defender, graph] = [await sandbox.mintToken('admin'), await sandbox.mintGraphToken('admin')];
    const body = { Query: 'print 1' };
    for (const token of [defender, 'nonsense', null]) {
      const answer = await ask(token, body);
      expect([answer.status, errorOf(answer).code]).toEqual([401, 'InvalidAuthenticationToken']);
      expect(answer.headers.get('www-authenticate')).toContain('error="invalid_token"');
    }
    expect(errorOf(await ask(graph, body, '/api/advancedqueries/run')).code).toBe('Forbidden');
    expect((await ask(graph, body)).status).toBe(200);
    expect((await ask(await sandbox.mintGraphToken('app'), body)).status).toBe(200);
    const reader = await ask(await sandbox.mintGraphToken('reader'), body);
    expect([reader.status, errorOf(reader).code]).toEqual([403, 'Forbidden']);
    expect(errorOf(reader).message).toContain('ThreatHunting.Read.All');
  });
});

describe('the limits of hunting', () => {
  test('are 45 calls a minute of the whole tenant at Graph, by Graph’s own count', async () => {
    const tokens = await Promise.all((['hunter', 'app'] as const).map((persona) => sandbox.mintGraphToken(persona)));
    for (let call = 0; call < 45; call += 1) {
      expect((await ask(tokens[call % 2] ?? '', { Query: 'print 1' })).status).toBe(200);
    }
    const refused = await hunt('print 1');
    expect([refused.status, errorOf(refused).code, refused.headers.get('retry-after')]).toEqual([
      429,
      'TooManyRequests',
      '30',
    ]);
    const defender = await ask(await sandbox.mintToken('hunter'), { Query: 'print 1' }, '/api/advancedqueries/run');
    expect(defender.status).toBe(200);
    now += 30_000;
    expect((await hunt('print 1')).status).toBe(200);
  });

  const ways = {
    defender: async () => ask(await sandbox.mintToken('hunter'), { Query: 'print 1' }, '/api/advancedqueries/run'),
    graph: () => hunt('print 1'),
  };

  test.each([
    ['10 minutes an hour at Defender', ways.defender, 200, 3, 59 * 60 + 30, /running time/],
    [
      'as much in a quarter of an hour at Graph',
      ways.graph,
      200,
      3,
      14 * 60 + 30,
      /CPU resources.*again in 15 minutes/,
    ],
  ])('are %s', async (_, run, huntSeconds, times, wait, message) => {
    sandbox.quirks.huntSeconds = huntSeconds;
    for (let time = 0; time < times; time += 1) expect((await run()).status).toBe(200);
    const refused = await run();
    expect([refused.status, errorOf(refused).code]).toEqual([429, 'TooManyRequests']);
    expect(refused.headers.get('retry-after')).toBe(String(wait));
    expect(errorOf(refused).message).toMatch(message);
    now += wait * 1000;
    expect((await run()).status).toBe(200);
    sandbox.quirks.limits = false;
    for (let time = 0; time < times; time += 1) expect((await run()).status).toBe(200);
  });

  test('are three hours a day at Defender', async () => {
    now = Date.parse('2026-11-20T00:00:00Z');
    sandbox.quirks.huntSeconds = 3_600;
    for (let hour = 0; hour < 3; hour += 1) {
      expect((await ways.defender()).status).toBe(200);
      now += 3_600_000;
    }
    const refused = await ways.defender();
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, String(21 * 3_600)]);
    expect(errorOf(refused).message).toContain('3 hours a day');
  });
});
