import type { ServerResponse } from 'node:http';
import type { RestClient } from '../../../src/rest/client/rest-client.ts';
import { fakeClock, passing, realClock } from '../../support/clocks/fake-clock.ts';
import { ACTION, LIST, OTHER, WIDE, startQuotaApi, throttle, type QuotaApi } from '../../support/fakes/quota-api.ts';
import { until } from '../../support/clocks/until.ts';

let upstream: QuotaApi;
beforeEach(async () => {
  // Time stands still but while `passing` waits, so that no call is late.
  fakeClock();
  upstream = await startQuotaApi({ timeLimit: 6000 });
});
afterEach(async () => {
  realClock();
  await upstream.close();
});

const VERIFIED = { verified: true };

async function leftOf(rest: RestClient, id: string = LIST.id): Promise<number | null | undefined> {
  return (await rest.quotaStatus()).find(({ name }) => name === id)?.remainingThisMinute;
}

/** Leaves the calls whose token begins so without an answer until told. */
function hold(prefix: string): { held: ServerResponse[]; answer: () => void } {
  const held: ServerResponse[] = [];
  upstream.answering = ({ token }, response) => {
    if (!token.startsWith(prefix)) return false;
    held.push(response);
    return true;
  };
  return {
    held,
    answer: () => {
      upstream.answering = () => false;
      for (const response of held.splice(0)) response.writeHead(200).end('{}');
    },
  };
}

describe('a credential that nobody knows', () => {
  test('uses up nothing when Defender rejects it, however often', async () => {
    upstream.answering = ({ token }, response) => {
      if (token === 'made up') response.writeHead(401).end('{}');
      return token === 'made up';
    };
    const victim = upstream.client('ann');
    await victim.call(LIST);
    for (let call = 0; call < 10; call++) {
      await expect(upstream.client('made up').call(LIST)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    }
    expect(upstream.arrivals).toHaveLength(11);
    expect(await leftOf(victim)).toBe(3);
    await victim.call(LIST);
  });

  test.each([
    [400, '<html>'],
    [403, ''],
    [503, JSON.stringify({ error: { code: 'ServiceUnavailable' } })],
  ])('is not accepted by %i with %j, which may not have looked at it', async (status, body) => {
    upstream.answering = ({ token }, response) => {
      if (token === 'made up') response.writeHead(status).end(body);
      return token === 'made up';
    };
    const victim = upstream.client('ann');
    await victim.call(LIST);
    for (let call = 0; call < 5; call++)
      await expect(upstream.client('made up').call(LIST)).rejects.toThrow('Defender');
    expect(await leftOf(victim)).toBe(3);
    expect(await leftOf(upstream.client('made up'))).toBe(4);
  });

  test('uses up the quota of the application once Defender has accepted it', async () => {
    const ann = upstream.client('ann');
    expect(await leftOf(ann)).toBe(4);
    await ann.call(LIST);
    expect(await leftOf(ann)).toBe(3);
    expect(await leftOf(upstream.client('bob', VERIFIED))).toBe(3);
    // One that is known and rejected is an expired token, whose call Defender has counted.
    upstream.answering = (_, response) => {
      response.writeHead(401).end('{}');
      return true;
    };
    await expect(ann.call(LIST)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    expect(await leftOf(upstream.client('bob', VERIFIED))).toBe(2);
  });

  test('sees its own calls in the budgets and nobody else’s', async () => {
    await upstream.client('ann').call(LIST);
    await upstream.client('ann').call(LIST);
    expect(await leftOf(upstream.client('made up'))).toBe(4);
    upstream.answering = (_, response) => throttle(response, 300);
    await expect(upstream.client('made up').call(LIST)).rejects.toMatchObject({ code: 'RATE_LIMITED' });
    expect(await leftOf(upstream.client('made up'))).toBe(0);
  });

  test('stops itself alone by a 429', async () => {
    const message = 'API calls quota exceeded! maximum allowed 1 per 00:01:00.';
    upstream.answering = ({ token }, response) => token === 'made up' && throttle(response, 300, message);
    const refused = { code: 'RATE_LIMITED', extensions: { retryAfter: 300 } };
    await expect(upstream.client('made up').call(LIST)).rejects.toMatchObject(refused);
    await expect(upstream.client('made up').call(LIST)).rejects.toMatchObject(refused);
    expect(upstream.arrivals).toHaveLength(1);
    await upstream.client('ann').call(LIST);
    await upstream.client('bob').call(LIST);
    await upstream.client('bob', VERIFIED).call(LIST);
    expect(upstream.arrivals).toHaveLength(4);
  });

  test('holds up none of the others while it waits for the end of its stop', async () => {
    let told = 0;
    upstream.answering = ({ token }, response) => {
      if (token !== 'made up' || told > 0) return false;
      told = performance.now();
      return throttle(response, 2);
    };
    const stopped = upstream.client('made up').call(LIST);
    await until('the stop', async () => (await leftOf(upstream.client('made up'))) === 0);
    // Time passes meanwhile, in case a connection breaks and a call is made again.
    await passing(upstream.client('ann').call(LIST), 1);
    await passing(upstream.client('bob', VERIFIED).call(LIST), 1);
    expect(upstream.arrivals.map(({ token }) => token)).toEqual(['made up', 'ann', 'bob']);
    await passing(stopped, 20);
    expect((upstream.arrivals.at(-1)?.at ?? NaN) - told).toBeGreaterThanOrEqual(1999);
  });

  test('keeps to its stop when it becomes known meanwhile', async () => {
    let told = 0;
    const held: ServerResponse[] = [];
    upstream.answering = ({ path, query }, response) => {
      if (path !== WIDE.path) return false;
      if (query.get('$top') === '1') return held.push(response) > 0;
      if (told > 0) return false;
      told = performance.now();
      return throttle(response, 2);
    };
    const ann = upstream.client('ann');
    const accepted = ann.call(WIDE, { query: { $top: 1 } });
    await until('the first call', () => held.length === 1);
    const stopped = ann.call(WIDE);
    await until('the stop', async () => (await leftOf(ann, WIDE.id)) === 0);
    held[0]?.writeHead(200).end('{}');
    await accepted;
    await passing(stopped, 20);
    expect(upstream.arrivals).toHaveLength(3);
    expect((upstream.arrivals.at(-1)?.at ?? NaN) - told).toBeGreaterThanOrEqual(1999);
  });
});

describe('a crowd of credentials that nobody knows', () => {
  test('waits for quota without holding up those who ask for something else', async () => {
    for (let call = 0; call < 4; call++) await upstream.client('ann', VERIFIED).call(LIST);
    const leaving = new AbortController();
    const crowd = Array.from({ length: 20 }, (_, index) =>
      upstream.api
        .client({
          account: { applicationId: 'an-application', tenantId: 'a-tenant', principal: `${index}`, verified: false },
          token: () => Promise.resolve(`crowd ${index}`),
          signal: leaving.signal,
        })
        .call({ ...LIST, timeLimit: 1_000_000 })
        .catch((error: Error) => error.message),
    );
    await new Promise((resolve) => setImmediate(resolve));
    await upstream.client('new').call(OTHER);
    await upstream.client('newer').call(ACTION);
    expect(upstream.arrivals.slice(4).map(({ token }) => token)).toEqual(['new', 'newer']);
    leaving.abort();
    expect(new Set(await Promise.all(crowd))).toEqual(new Set(['The request was cancelled.']));
    expect(upstream.arrivals).toHaveLength(6);
  });

  test('has 8 calls under way at once, past which those go who are known', async () => {
    await upstream.client('known').call(WIDE);
    const { held, answer } = hold('made up');
    const calls = Array.from({ length: 30 }, (_, index) => upstream.client(`made up ${index}`).call(WIDE));
    await until('eight calls', () => held.length === 8);
    await upstream.client('known').call(WIDE);
    await upstream.client('ann', VERIFIED).call(WIDE);
    expect(held).toHaveLength(8);
    answer();
    await Promise.all(calls);
    expect(upstream.arrivals).toHaveLength(33);
  });
});

test('an application whose calls take their time in one tenant is not held up in another', async () => {
  const { held, answer } = hold('slow');
  const account = { applicationId: 'gateway', principal: 'APP', verified: true };
  const client = (tenantId: string, token: string) =>
    upstream.api.client({ account: { ...account, tenantId }, token: () => Promise.resolve(token) });
  const calls = Array.from({ length: 20 }, (_, top) =>
    client('slow-tenant', 'slow').call(WIDE, { query: { $top: top } }),
  );
  await until('sixteen calls', () => held.length === 16);
  await client('another-tenant', 'quick').call(WIDE);
  expect(held).toHaveLength(16);
  answer();
  await Promise.all(calls);
});
