import { jest } from '@jest/globals';
import type { SignInFaults } from '../../src/sandbox/sign-in/sign-in.ts';
import { startExchangeGateway, type ExchangeGateway } from '../support/gateway/exchange-gateway.ts';
import { until } from '../support/clocks/until.ts';

const QUERY = '{ machine(id: "1e5bc9d7e413ddd7902c2932e418702b84d0cc07") { computerDnsName } }';
const MACHINE = { id: '1e5bc9d7e413ddd7902c2932e418702b84d0cc07', computerDnsName: 'desktop-1.contoso.example' };
const REPLIES = { [`GET /api/machines/${MACHINE.id}`]: MACHINE, 'GET /api/machines': { value: [MACHINE] } };
const MINUTE = 60_000;

let gateway: ExchangeGateway;
let tokens: string[];

const START = Date.now();
const goTo = (milliseconds: number): void => void jest.setSystemTime(START + milliseconds);

/** What a call of the sign-in service may take, milliseconds. */
const PATIENCE = 5_000;

/**
 * MSAL reads the clock itself, so it is set for all: the gateway, MSAL, and the sign-in server. Timers end only when
 * told, so that no call is late on a busy machine, and anyone who waits for a silent service is found out.
 */
beforeEach(async () => {
  jest.useFakeTimers({
    now: START,
    doNotFake: ['hrtime', 'nextTick', 'performance', 'queueMicrotask', 'setImmediate', 'clearImmediate'],
  });
  gateway = await startExchangeGateway(REPLIES, () => Date.now(), { CACHE_MEGABYTES: '0' }, 'usual');
  const hours = { exp: Math.floor(START / 1000) + 4 * 3600 };
  const { signIn } = gateway;
  tokens = await Promise.all((['admin', 'reader', 'app'] as const).map((as) => signIn.mintGatewayToken(as, hours)));
});
afterEach(async () => {
  jest.useRealTimers();
  await gateway.close();
});

const sendAll = () => Promise.all(tokens.map((token) => gateway.send(token, QUERY)));

async function expectAllServed(): Promise<void> {
  for (const answer of await sendAll()) expect([answer.status, answer.errors]).toEqual([200, undefined]);
}

const FAULTS: [string, Partial<SignInFaults>][] = [
  ['429', { mode: 'throttled' }],
  ['503', { mode: 'unavailable' }],
  ['HTML', { mode: 'html' }],
  ['a reset', { mode: 'reset' }],
  ['silence', { mode: 'hang' }],
  ['429, its metadata and keys gone too', { mode: 'throttled', metadataDown: true, keysDown: true }],
];

describe('30 minutes in which the sign-in service answers', () => {
  test.each(FAULTS)(
    '%s cost nobody a request whose token is held, and one call a token afterwards',
    async (_, faults) => {
      await expectAllServed();
      const known = gateway.tokenRequests().length;
      expect(known).toBe(3);
      goTo(28 * MINUTE);
      Object.assign(gateway.signIn.faults, faults);
      for (let minute = 28; minute <= 58; minute += 1) {
        goTo(minute * MINUTE);
        // No one waits for the sign-in service: its silence would last for ever here.
        await expectAllServed();
      }
      const during = gateway.tokenRequests().length - known;
      expect(during).toBeGreaterThanOrEqual(3);
      expect(during).toBeLessThanOrEqual(3 * 30);

      Object.assign(gateway.signIn.faults, { mode: null, metadataDown: false, keysDown: false });
      // What is still being waited for ends first.
      if (faults.mode === 'hang') await jest.advanceTimersByTimeAsync(PATIENCE);
      const before = gateway.tokenRequests().length;
      goTo(65 * MINUTE);
      await expectAllServed();
      await expectAllServed();
      expect(gateway.tokenRequests().length - before).toBe(3);
    },
  );
});

describe('without a token that is held', () => {
  test.each(FAULTS.slice(0, 4))('%s makes a request fail at once, as unavailable', async (_, faults) => {
    Object.assign(gateway.signIn.faults, faults);
    const [answer] = await sendAll();
    expect(answer?.status).toBe(200);
    expect(answer?.errors).toMatchObject([{ extensions: { code: 'UPSTREAM_UNAVAILABLE' } }]);
    expect(gateway.api.calls).toEqual([]);
    Object.assign(gateway.signIn.faults, { mode: null });
    await expectAllServed();
  });

  test('silence makes a request fail after five seconds, as unavailable', async () => {
    gateway.signIn.faults.mode = 'hang';
    let answered = 0;
    const answers = tokens.map((token) => gateway.send(token, QUERY).finally(() => (answered += 1)));
    await until('all to ask the sign-in service', () => gateway.tokenRequests().length === tokens.length);
    await jest.advanceTimersByTimeAsync(PATIENCE - 1);
    expect(answered).toBe(0);
    await jest.advanceTimersByTimeAsync(1);
    for (const { errors } of await Promise.all(answers)) {
      expect(errors).toMatchObject([{ extensions: { code: 'UPSTREAM_UNAVAILABLE' } }]);
    }
  });

  test('nobody can be let in while the keys were never read, and everybody once they are', async () => {
    Object.assign(gateway.signIn.faults, { keysDown: true });
    const [answer] = await sendAll();
    expect(answer?.status).toBe(503);
    expect(answer?.headers.get('retry-after')).toBe('30');
    expect(answer?.errors).toMatchObject([{ extensions: { code: 'UPSTREAM_UNAVAILABLE' } }]);
    Object.assign(gateway.signIn.faults, { keysDown: false });
    goTo(30_000);
    await expectAllServed();
  });

  test('a page of a proxy is shown to no caller, and the secret to no log', async () => {
    gateway.signIn.faults.mode = 'html';
    const [answer] = await sendAll();
    expect(JSON.stringify(answer)).not.toMatch(/502|html|localhost/i);
    await until('a line of the log', () => gateway.logs.length > 0);
    expect(JSON.stringify(gateway.logs)).not.toContain(gateway.signIn.applications[0]?.secret);
  });
});
