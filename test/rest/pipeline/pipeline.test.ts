import type { ServerResponse } from 'node:http';
import { operation } from '../../../src/rest/operation.ts';
import { MUTATION, READ } from '../../../src/rest/pipeline/request-pipeline.ts';
import { compose, type Call, type Stage } from '../../../src/rest/pipeline/stage.ts';
import { RestError } from '../../../src/rest/rest-error.ts';
import { ACCOUNT } from '../../support/gateway/account.ts';
import { ACTION, LIST, OTHER, WIDE, startQuotaApi, type QuotaApi } from '../../support/fakes/quota-api.ts';
import { until } from '../../support/clocks/until.ts';

describe('the way of a call', () => {
  test('is, for a read, these stages in this order', () => {
    const names = ['permit', 'coalesce', 'retry', 'admit', 'failFast', 'quota', 'circuitBreaker', 'exchange'];
    expect(READ.map(({ name }) => name)).toEqual(names);
  });

  test('is, for a mutation, without what would share it, send it again or hold it back', () => {
    expect(MUTATION.map(({ name }) => name)).toEqual([
      'permit',
      'invalidate',
      'admit',
      'quota',
      'intercept',
      'exchange',
    ]);
  });

  test('leads through each stage to the exchange, and back in the opposite order', async () => {
    const passed: string[] = [];
    const stage =
      (name: string): Stage =>
      (next) =>
      async (call) => {
        passed.push(name);
        const answer = await next(call);
        passed.push(`${name} again`);
        return answer;
      };
    const send = compose(stage('first'), stage('second'), () => {
      passed.push('exchange');
      return Promise.resolve({ body: null, bytes: 0, asOf: '' });
    });
    await send({} as Call);
    expect(passed).toEqual(['first', 'second', 'exchange', 'second again', 'first again']);
  });
});

describe('by that order', () => {
  const started: QuotaApi[] = [];
  const start = async (...options: Parameters<typeof startQuotaApi>): Promise<QuotaApi> => {
    const upstream = await startQuotaApi(...options);
    started.push(upstream);
    return upstream;
  };
  afterEach(() => Promise.all(started.splice(0).map((one) => one.close())));

  const VERIFIED = { verified: true };

  /** Answers every call of an operation with 501, which is not asked again, until its tenant's circuit is open. */
  async function openCircuit(upstream: QuotaApi): Promise<void> {
    upstream.answering = ({ path }, response) => path === WIDE.path && Boolean(response.writeHead(501).end('{}'));
    const client = upstream.client('opener', VERIFIED);
    for (let call = 0; call < 10; call++) {
      await expect(client.call(WIDE, { query: { $skip: call } })).rejects.toMatchObject({ status: 501 });
    }
  }

  test('a caller without the permission does not get an answer that is cached', async () => {
    const upstream = await start();
    const cached = operation({ ...LIST, cacheSeconds: 60 });
    await upstream.client('ann', VERIFIED).call(cached);
    const denied = upstream.api.client({
      account: { ...ACCOUNT, principal: 'ann' },
      token: () => Promise.resolve('ann'),
      authorize: () => Promise.reject(new RestError('FORBIDDEN', 'No longer.')),
    });
    await expect(denied.call(cached)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await upstream.client('ann', VERIFIED).call(cached);
    expect(upstream.arrivals).toHaveLength(1);
  });

  test('an open circuit costs a read neither a token nor a place in the quota', async () => {
    const upstream = await start();
    await openCircuit(upstream);
    let tokens = 0;
    const token = (): Promise<string> => Promise.resolve(`token ${(tokens += 1)}`);
    const rest = upstream.api.client({ account: ACCOUNT, token });
    const left = async (): Promise<number | null | undefined> =>
      (await rest.quotaStatus()).find(({ name }) => name === LIST.id)?.remainingThisMinute;
    const before = await left();
    await expect(rest.call(LIST)).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', notSent: true });
    expect([tokens, await left()]).toEqual([0, before]);
  });

  test('an open circuit holds back neither a mutation nor what it needs to read', async () => {
    const upstream = await start();
    await openCircuit(upstream);
    const rest = upstream.client('ann', VERIFIED);
    await rest.call(ACTION);
    await rest.with({ urgent: true }).call(OTHER);
    expect(upstream.arrivals.slice(-2).map(({ path }) => path)).toEqual([ACTION.path, OTHER.path]);
  });

  test('the time that a read waited for the caller’s other calls does not open the circuit', async () => {
    const upstream = await start({ timeLimit: 400 });
    const held: ServerResponse[] = [];
    upstream.answering = ({ query }, response) => query.has('$top') && held.push(response) > 0;
    const rest = upstream.client('ann', VERIFIED);
    // As many as one caller may have in flight, of an operation that may take its time.
    const slow = operation({ ...WIDE, timeLimit: 60_000 });
    const calls = Array.from({ length: 16 }, (_, $skip) => rest.call(slow, { query: { $top: 1, $skip } }));
    await until('all of them to arrive', () => held.length === 16);
    const crowd = Array.from({ length: 20 }, (_, $skip) =>
      upstream.client('ann', VERIFIED).call(WIDE, { query: { $skip } }),
    );
    for (const read of await Promise.allSettled(crowd)) {
      expect(read).toMatchObject({
        reason: { code: 'UPSTREAM_TIMEOUT', message: expect.stringContaining('Other calls') as string },
      });
    }
    for (const response of held) response.end('{}');
    await Promise.all(calls);
    await upstream.client('ann', VERIFIED).call(WIDE);
  });
});
