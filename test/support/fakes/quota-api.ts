import type { ServerResponse } from 'node:http';
import type { Account } from '../../../src/rest/resilience/unverified-bulkhead.ts';
import { VendorApi, type ApiOptions } from '../../../src/rest/api/vendor-api.ts';
import { operation, type Operation } from '../../../src/rest/operation.ts';
import type { RestClient } from '../../../src/rest/client/rest-client.ts';
import { ACCOUNT } from '../gateway/account.ts';
import { startFakeApi, type ApiCall, type FakeApi } from './fake-api.ts';

/** Made-up operations of few calls a minute. */
export const LIST = made('listThings', 'GET', 4);
export const OTHER = made('listOthers', 'GET', 4);
export const HUNT = operation({
  ...made('huntThings', 'GET', 2),
  limit: { perMinute: 2, perHour: 9, wholeTenant: true },
});
/** As many calls as a test may want. */
export const WIDE = made('listMany', 'GET', 1000);
export const ACTION = made('stopThing', 'POST', 4);

function made(id: string, method: 'GET' | 'POST', perMinute: number): Operation {
  return operation({
    id,
    method,
    path: `/api/${id}`,
    permissions: { application: [], delegated: [] },
    limit: { perMinute, perHour: 1500 },
    source: 'a-page.md',
    cacheSeconds: 0,
  });
}

/** Answers by hand; where it does not, the answer is `{}`. */
export type Answering = (call: ApiCall & { token: string }, response: ServerResponse) => boolean;

export interface QuotaApi {
  server: FakeApi;
  api: VendorApi;
  /** What the server answers from now on. */
  answering: Answering;
  /** Tokens of the calls, in the order of arrival, and when they arrived. */
  arrivals: { token: string; path: string; at: number }[];
  /** A client of the caller whose token that is: unverified unless said. */
  client: (token: string, over?: Partial<Account>) => RestClient;
  close: () => Promise<void>;
}

/** An API with a second for each request in front of a server that answers as it is told. */
export async function startQuotaApi(options: Partial<ApiOptions> = {}): Promise<QuotaApi> {
  const paths = [LIST, OTHER, HUNT, WIDE, ACTION].map(({ method, path }) => `${method} ${path}`);
  const arrivals: QuotaApi['arrivals'] = [];
  const reply = (call: ApiCall, response: ServerResponse): void => {
    const token = (call.headers.authorization ?? '').replace('Bearer ', '');
    arrivals.push({ token, path: call.path, at: performance.now() });
    if (!quotaApi.answering({ ...call, token }, response)) response.writeHead(200).end('{}');
  };
  const server = await startFakeApi(Object.fromEntries(paths.map((path) => [path, reply])));
  const api = new VendorApi({ baseUrl: server.url, timeLimit: 1000, ...options });
  api.registerOperations([LIST, OTHER, HUNT, WIDE, ACTION]);
  const quotaApi: QuotaApi = {
    server,
    api,
    answering: () => false,
    arrivals,
    client: (token, over = {}) =>
      api.client({
        account: { ...ACCOUNT, principal: token, verified: false, ...over },
        token: () => Promise.resolve(token),
      }),
    close: async () => {
      await api.close();
      await server.close();
    },
  };
  return quotaApi;
}

/** Answers 429 as the vendor does. */
export function throttle(response: ServerResponse, seconds: number, message = 'Too many.'): true {
  const error = { code: 'TooManyRequests', message, target: 'a-correlation-id' };
  response.writeHead(429, { 'retry-after': String(seconds) }).end(JSON.stringify({ error }));
  return true;
}
