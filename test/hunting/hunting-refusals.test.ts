import type { ServerResponse } from 'node:http';
import { mintPersonaToken } from '../../src/sandbox/sign-in/directory/personas.ts';
import type { ApiCall, Reply } from '../support/fakes/fake-api.ts';
import { BACKENDS, CONTOSO, startTwoApis, type TwoApis } from '../support/hunting/hunting-backends.ts';

const HUNT = '{ hunt(query: "DeviceInfo | take 1") { rowCount } }';
const ID = '5f0c8f3e-0000-4000-8000-00000000c0de';
const LATER = { 'retry-after': '300' };

type Handler = (call: ApiCall, response: ServerResponse) => void;

interface Row {
  /** What the vendor says; null for a page of HTML in place of its own form. */
  says: string | null;
  status: number;
  headers?: Record<string, string>;
  code: string;
  /** What the caller reads. */
  reads: RegExp;
  retryAfter?: number;
}

/** The refusals that the pages document, in their words where they give any. */
const ROWS: [string, Row][] = [
  [
    'the size of the result',
    {
      says: 'Query execution has exceeded the allowed result size. Optimize your query by limiting the amount of results and try again.',
      status: 400,
      code: 'COST_LIMIT_EXCEEDED',
      reads: /100,000 rows, 50 MB.*project fewer columns, filter, or use slice/,
    },
  ],
  [
    'the size of the result, as the portal says it',
    {
      says: 'Result size limit exceeded. Use "summarize" to aggregate results, drop unnecessary columns, or "take" to truncate results.',
      status: 400,
      code: 'COST_LIMIT_EXCEEDED',
      reads: /use slice/,
    },
  ],
  [
    'too many resources',
    {
      says: 'Query stopped due to excessive resource consumption.',
      status: 400,
      code: 'COST_LIMIT_EXCEEDED',
      reads: /too much memory or processing: filter before join/,
    },
  ],
  [
    'too many resources of one operator',
    {
      says: "Query stopped. Adjust use of the 'join' operator to avoid excessive resource consumption.",
      status: 400,
      code: 'COST_LIMIT_EXCEEDED',
      reads: /filter before join/,
    },
  ],
  [
    'its time',
    {
      says: 'Query exceeded the timeout period.',
      status: 400,
      code: 'UPSTREAM_TIMEOUT',
      reads: /filter on Timestamp first, join fewer rows, or use slice/,
    },
  ],
  ['its time, by what stands in between', { says: null, status: 504, code: 'UPSTREAM_TIMEOUT', reads: /use slice/ }],
  [
    'the processing of the tenant',
    {
      says: 'Queries of this tenant have exceeded the allocated CPU resources. You can run queries again in 14 minutes.',
      status: 429,
      code: 'RATE_LIMITED',
      reads: /hunts of the whole tenant.*wait, or narrow the query.*Try again in 840 s\./,
      retryAfter: 840,
    },
  ],
  [
    'the running time of the tenant',
    {
      says: 'Query running time quota exceeded! 10 minutes an hour are used up.',
      status: 429,
      headers: LATER,
      code: 'RATE_LIMITED',
      reads: /time that the hunts of the whole tenant may run.*in 300 s/,
      retryAfter: 300,
    },
  ],
  [
    'the calls of the tenant',
    {
      says: 'API calls quota exceeded! maximum allowed 45 per 00:01:00. You can send requests again in 300 seconds.',
      status: 429,
      code: 'RATE_LIMITED',
      reads:
        /^(Defender|Microsoft Graph|Microsoft Defender XDR)'s call quota for run\w+ is used up; try again in 300 s\.$/,
      retryAfter: 300,
    },
  ],
  [
    'its syntax',
    {
      says: "A recognition error occurred. [line:position=1:18]. Query: 'DeviceInfo | take'",
      status: 400,
      code: 'BAD_USER_INPUT',
      reads: /^A recognition error occurred/,
    },
  ],
  [
    'a name that sounds like another refusal',
    {
      says: "'where' operator: Failed to resolve column or scalar expression named 'CPU timed out, excessive resource'",
      status: 400,
      code: 'BAD_USER_INPUT',
      reads: /^'where' operator: Failed to resolve/,
    },
  ],
  [
    'nothing that is known',
    {
      says: 'Unexpected error occurred during query execution. Please try again in a few minutes.',
      status: 400,
      code: 'UPSTREAM_ERROR',
      reads: /try again in a few minutes/,
    },
  ],
  ['the token', { says: 'expired', status: 401, code: 'UNAUTHENTICATED', reads: /did not accept the token/ }],
  ['the permission', { says: 'Missing scopes.', status: 403, code: 'FORBIDDEN', reads: /lacks \w+\.Read\.All/ }],
  [
    'a moment',
    {
      says: 'busy',
      status: 503,
      headers: LATER,
      code: 'UPSTREAM_UNAVAILABLE',
      reads: /not available/,
      retryAfter: 300,
    },
  ],
  [
    'something in between',
    { says: null, status: 502, code: 'UPSTREAM_UNAVAILABLE', reads: /not available \(502\)/, retryAfter: 10 },
  ],
];

const CODES: Readonly<Record<number, string>> = {
  400: 'BadRequest',
  401: 'Unauthorized',
  403: 'Forbidden',
  429: 'TooManyRequests',
  503: 'ServiceUnavailable',
};

describe.each(BACKENDS)('a hunt that %s refuses', (_, backend) => {
  let apis: TwoApis;
  let reply: Handler;
  let token: string;

  beforeAll(async () => {
    apis = await startTwoApis(backend, (call: ApiCall, response) => reply(call, response));
  });
  afterAll(async () => {
    await apis.close();
    expect([apis.defender.unexpected, apis.other.unexpected]).toEqual([[], []]);
  });
  // A caller new each time, of whom nothing is remembered.
  beforeEach(async () => {
    const claims = { aud: backend.audience, scp: backend.scope, uti: crypto.randomUUID() };
    token = await mintPersonaToken('hunter', CONTOSO, Date.now(), claims);
  });

  test.each(ROWS)('for %s: code, what to do, and the id to quote', async (__, row) => {
    const { says, status, headers = {}, code, reads, retryAfter } = row;
    const json = says === null ? null : backend.error(CODES[status] ?? '', says, ID);
    reply = (___, response) =>
      void response.writeHead(status, headers).end(json === null ? '<html>busy</html>' : JSON.stringify(json));
    const { errors } = await apis.send(token, HUNT);
    expect(errors).toHaveLength(1);
    const [error] = errors ?? [];
    expect(error?.extensions.code).toBe(code);
    expect(error?.extensions.retryAfter).toBe(retryAfter);
    expect(error?.extensions.correlationId).toBe(json === null ? undefined : ID);
    expect(error?.message).toMatch(reads);
    // The vendor explains a 400 to the caller, and nothing else.
    expect(error?.extensions.vendorMessage).toBe(status === 400 ? says : undefined);
    if (backend.name === 'graph') expect(error?.message).not.toContain('Defender');
    if (code === 'FORBIDDEN') expect(error?.extensions.permission).toBe(backend.permission);
  });

  test('that gives no answer in its form says so, and is no hunt without rows', async () => {
    for (const body of ['{}', 'null', '<html>', '{"value":[]}', JSON.stringify(backend.answer({ N: 'Int64' }, []))]) {
      reply = (___, response) => void response.writeHead(200).end(body);
      const { data, errors } = await apis.send(token, HUNT);
      if (body.includes('Int64')) expect(data).toEqual({ hunt: { rowCount: 0 } });
      else expect(errors).toMatchObject([{ extensions: { code: 'UPSTREAM_ERROR' } }]);
      if (backend.name === 'graph') expect(JSON.stringify(errors ?? [])).not.toContain('Defender');
    }
  });
});

describe.each(BACKENDS)('the quota of hunts by %s', (_, backend) => {
  test('that is used up stops further hunts of the tenant, and no other call', async () => {
    const headers = { 'retry-after': '3000' };
    const body = JSON.stringify(backend.error('TooManyRequests', 'API calls quota exceeded!', ID));
    const hunt: Reply = (__, response) => void response.writeHead(429, headers).end(body);
    const apis = await startTwoApis(backend, hunt, { defender: { 'GET /api/alerts': { value: [] } }, quota: true });
    try {
      const token = await apis.signIn.mintGatewayToken('admin');
      const wait: unknown[] = [];
      for (const query of ['T', 'U', 'V']) {
        const { errors } = await apis.send(token, `{ hunt(query: "${query}") { rowCount } }`);
        expect(errors).toMatchObject([{ extensions: { code: 'RATE_LIMITED' } }]);
        expect(errors?.[0]?.message).toContain(`${backend.peer}'s call quota for ${backend.operation}`);
        wait.push(errors?.[0]?.extensions.retryAfter);
      }
      for (const seconds of wait) expect(seconds).toBeGreaterThan(2_000);
      expect(apis.hunting.calls).toHaveLength(1);
      expect((await apis.send(token, '{ alerts { nodes { id } } }')).errors).toBeUndefined();
    } finally {
      await apis.close();
    }
  });
});
