import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { Agent } from 'undici';
import { httpExchange } from '../../../src/rest/http/http-exchange.ts';
import type { Mutation } from '../../../src/rest/mutation/mutation.ts';
import { RestError } from '../../../src/rest/rest-error.ts';
import { IdempotentSender } from '../../../src/rest/mutation/idempotent-sender.ts';
import { isNotSent, isRejected } from '../../../src/rest/mutation/send-failure.ts';
import { until } from '../../support/clocks/until.ts';

interface Row {
  id: string;
}

function changeOf(send: () => Promise<Row>, more: Partial<Mutation<Row>> = {}): Mutation<Row> {
  return {
    tenantId: 'contoso',
    principal: 'ada',
    serializationKey: 'lane',
    key: 'key',
    hasClientKey: false,
    fingerprint: 'effect',
    correlationTag: 'mark',
    requestId: 'request',
    rows: () => Promise.resolve([]),
    send,
    findByTag: () => undefined,
    findInProgress: () => undefined,
    check: () => undefined,
    findStillEffective: () => undefined,
    findResultOf: () => undefined,
    ...more,
  };
}

async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

const call = (url: string, timeLimit = 120_000, agent = new Agent()) =>
  httpExchange({
    target: 'Defender',
    url,
    method: 'POST',
    headers: {},
    body: '{}',
    timeLimit,
    maxResponseBytes: 1_000,
    signal: undefined,
    dispatcher: agent,
    ownConnection: true,
  }).then(
    () => undefined,
    (error: unknown) => error,
  );

describe('a failure', () => {
  test('before the first byte is told from every other by what undici says of it', async () => {
    expect(isNotSent(await call(`http://127.0.0.1:${await closedPort()}`))).toBe(true);
    expect(isNotSent(await call('http://no-such-host.invalid'))).toBe(true);
    const reset = createServer((request) => request.socket.resetAndDestroy()).listen(0, '127.0.0.1');
    await once(reset, 'listening');
    const url = `http://127.0.0.1:${(reset.address() as AddressInfo).port}`;
    expect(isNotSent(await call(url))).toBe(false);
    reset.close();
    const silent = createServer(() => undefined).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    expect(isNotSent(await call(`http://127.0.0.1:${(silent.address() as AddressInfo).port}`, 50))).toBe(false);
    silent.closeAllConnections();
    silent.close();
  });

  test.each([
    ['UPSTREAM_ERROR', 400, true],
    ['UPSTREAM_ERROR', 409, true],
    ['RATE_LIMITED', 429, true],
    ['FORBIDDEN', undefined, true],
    ['UPSTREAM_ERROR', 408, false],
    ['UPSTREAM_ERROR', 302, false],
    ['UPSTREAM_ERROR', 201, false],
    ['UPSTREAM_ERROR', 500, false],
    ['UPSTREAM_UNAVAILABLE', undefined, false],
    ['UPSTREAM_TIMEOUT', undefined, false],
  ] as const)('%s of status %s is a refusal: %s', (code, status, refused) => {
    expect(isRejected(new RestError(code, 'words', { ...(status !== undefined && { status }) }))).toBe(refused);
  });
});

describe('sending', () => {
  const refusedConnection = (): RestError =>
    new RestError('UPSTREAM_UNAVAILABLE', 'words', {
      cause: Object.assign(new Error('connect'), { code: 'ECONNREFUSED', syscall: 'connect' }),
    });

  test('is repeated where nobody answered at the address, three times in all', async () => {
    const once = new IdempotentSender({ pauses: [1], timeLimit: 120_000 });
    const sendings = { third: 0, never: 0 };
    const third = () => (++sendings.third < 3 ? Promise.reject(refusedConnection()) : Promise.resolve({ id: 'a' }));
    const never = (): Promise<Row> => (sendings.never++, Promise.reject(refusedConnection()));
    await Promise.all([
      expect(once.execute(changeOf(third))).resolves.toEqual({ outcome: 'CREATED', row: { id: 'a' }, sent: true }),
      expect(once.execute(changeOf(never, { key: 'other', serializationKey: 'other' }))).rejects.toMatchObject({
        code: 'UPSTREAM_UNAVAILABLE',
      }),
    ]);
    expect(sendings).toEqual({ third: 3, never: 3 });
  });

  test('is not repeated where the quota says to wait longer than there is time', async () => {
    const once = new IdempotentSender({ pauses: [1], timeLimit: 1_000 });
    let sendings = 0;
    const limited = (): Promise<Row> => {
      sendings += 1;
      return Promise.reject(new RestError('RATE_LIMITED', 'words', { status: 429, retryAfter: 30 }));
    };
    await expect(once.execute(changeOf(limited))).rejects.toMatchObject({ extensions: { retryAfter: 30 } });
    expect(sendings).toBe(1);
  });

  test('of one lane goes one at a time, of two lanes together', async () => {
    const once = new IdempotentSender();
    let inFlight = 0;
    let most = 0;
    const sending = (end: () => Promise<void>) => async (): Promise<Row> => {
      most = Math.max(most, ++inFlight);
      await end();
      inFlight -= 1;
      return { id: 'a' };
    };
    // Turns of the event loop, in which others could begin.
    const turns = async (): Promise<void> => {
      for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
    };
    await Promise.all(['1', '2', '3'].map((key) => once.execute(changeOf(sending(turns), { key }))));
    expect(most).toBe(1);
    const both = (): Promise<void> => until('both to be under way', () => most === 2);
    await Promise.all(['4', '5'].map((key) => once.execute(changeOf(sending(both), { key, serializationKey: key }))));
    expect(most).toBe(2);
  });

  test('of a client’s key belongs to whoever confirmed it last: the others’ rows are read again', async () => {
    const sender = new IdempotentSender({ pauses: [1], timeLimit: 120_000 });
    let tagged: Row | undefined;
    let sent = 0;
    const lostAnswer = (): Promise<Row> => {
      sent += 1;
      tagged = { id: 'a' };
      return Promise.reject(new RestError('UPSTREAM_TIMEOUT', 'words'));
    };
    const readsOf = async (principal: string): Promise<number> => {
      let reads = 0;
      const rows = (): Promise<Row[]> => Promise.resolve((reads++, tagged === undefined ? [] : [tagged]));
      const find = (): Row | undefined => tagged;
      const more = { principal, hasClientKey: true, rows, findByTag: find, findResultOf: find };
      expect((await sender.execute(changeOf(lostAnswer, more))).row).toEqual({ id: 'a' });
      return reads;
    };
    expect(await readsOf('ada')).toBeGreaterThan(0);
    expect(await readsOf('ada')).toBe(0);
    expect(await readsOf('bob')).toBe(1);
    expect(await readsOf('bob')).toBe(0);
    expect(await readsOf('ada')).toBe(1);
    expect(sent).toBe(1);
  });

  test('of a client’s key is not repeated once Defender has refused it for an equal one in progress', async () => {
    const sender = new IdempotentSender({ pauses: [1], timeLimit: 120_000 });
    let sent = 0;
    const refused = (): Promise<Row> => {
      sent += 1;
      return Promise.reject(new RestError('BAD_USER_INPUT', 'words', { status: 400, alreadyInProgress: true }));
    };
    const results = [];
    for (let time = 0; time < 2; time++) {
      results.push(await sender.execute(changeOf(refused, { hasClientKey: true })));
    }
    // In between the other one may have ended, and what is sent then is a second action under the key.
    expect(results).toEqual([true, false].map((sends) => ({ outcome: 'ALREADY_PENDING', row: null, sent: sends })));
    expect(sent).toBe(1);
  });

  test('is looked for three times and no more where the answer was lost', async () => {
    const once = new IdempotentSender({ pauses: [1, 1, 1] });
    let looks = 0;
    const rows = (): Promise<Row[]> => (looks++, Promise.resolve([]));
    const lost = () => Promise.reject(new RestError('UPSTREAM_TIMEOUT', 'words'));
    const failure = once.execute(changeOf(lost, { rows }));
    await expect(failure).rejects.toMatchObject({
      code: 'ACTION_OUTCOME_UNKNOWN',
      extensions: { key: 'mark', correlationId: 'request' },
    });
    expect(looks).toBe(1 + 3);
  });
});
