import { setImmediate as turn } from 'node:timers/promises';
import { operation } from '../../../src/rest/operation.ts';
import { VendorApi } from '../../../src/rest/api/vendor-api.ts';
import type { RestClient } from '../../../src/rest/client/rest-client.ts';
import { startFakeApi, type ApiCall, type FakeApi, type Reply } from './fake-api.ts';
import { ACCOUNT } from '../gateway/account.ts';

export interface Thing {
  id: string;
  owner: string;
}

// Without a quota: these tests make more calls than a minute allows.
const facts = {
  permissions: { application: [], delegated: [] },
  limit: { perMinute: null, perHour: null },
  source: 'apis-intro.md',
};

export const listThings = operation({
  id: 'listThings',
  method: 'GET',
  path: '/api/things',
  ...facts,
  maxTop: 10_000,
  filter: { id: 'text', owner: 'text', state: 'text' },
});

export const getThing = operation({ id: 'getThing', method: 'GET', path: '/api/things/{id}', ...facts });

export interface KeyedApi {
  fake: FakeApi;
  rest: RestClient;
  /** Forms of choice that the server takes. */
  takes: { in: boolean; or: boolean };
  /** Statuses with which the operation for one fails, by id. */
  fails: Map<string, number>;
  /** Rows on a page at most; links lead on, or nothing says that there are more. */
  pageCap: number;
  links: boolean;
  /** Whether `$count=true` is answered with the count. */
  counts: boolean;
  /** Answers a list call instead of the server when it returns a reply. */
  intercept: (keys: readonly string[]) => { status: number; body: object } | undefined;
  /** Most calls that were in flight together. */
  mostInFlight: number;
  /** The filters asked for, in order. */
  filters(): string[];
  close(): Promise<void>;
}

const keysOf = (filter: string): string[] =>
  [...filter.matchAll(/'((?:[^']|'')*)'/g)].map(([, key = '']) => key.replaceAll("''", "'"));

/** An API with a list of things that can be asked for by id or owner, and a client of it. */
export async function startKeyedApi(things: readonly Thing[], missing: readonly string[] = []): Promise<KeyedApi> {
  let inFlight = 0;
  const replies: Record<string, Reply> = {};
  const fake = await startFakeApi(replies);
  const api = new VendorApi({ baseUrl: fake.url, cacheBytes: 0 });
  const keyed: KeyedApi = {
    fake,
    rest: api.client({ account: ACCOUNT, token: () => Promise.resolve('a-token') }),
    takes: { in: true, or: true },
    fails: new Map(),
    pageCap: Infinity,
    links: true,
    counts: true,
    intercept: () => undefined,
    mostInFlight: 0,
    filters: () => fake.calls.flatMap(({ query }) => query.get('$filter') ?? []),
    close: async () => {
      await api.close();
      await fake.close();
    },
  };
  const list = ({ query, path }: ApiCall): { status: number; body: object } => {
    const filter = query.get('$filter') ?? '';
    const unserved = (/ in \(/.test(filter) && !keyed.takes.in) || (/ or /.test(filter) && !keyed.takes.or);
    if (unserved) return { status: 400, body: { error: { code: 'ODataError', message: 'not served' } } };
    const keys = keysOf(filter);
    const intercepted = keyed.intercept(keys);
    if (intercepted !== undefined) return intercepted;
    const property = filter.includes('owner') ? 'owner' : 'id';
    const found = things.filter((thing) => keys.some((key) => key.toLowerCase() === thing[property].toLowerCase()));
    const skip = Number(query.get('$skip') ?? 0);
    const value = found.slice(skip, skip + Math.min(keyed.pageCap, Number(query.get('$top'))));
    const next = skip + value.length;
    const cut = next < found.length && value.length === keyed.pageCap;
    const count = keyed.counts && query.get('$count') === 'true' ? { '@odata.count': found.length } : {};
    const link = cut && keyed.links ? { '@odata.nextLink': `${fake.url}${path}?$skip=${next}` } : {};
    return { status: 200, body: { value, ...count, ...link } };
  };
  const serve =
    (answer: (call: ApiCall) => { status: number; body: object }): Reply =>
    async (call, response) => {
      keyed.mostInFlight = Math.max(keyed.mostInFlight, ++inFlight);
      for (let round = 0; round < 20; round++) await turn();
      inFlight -= 1;
      const { status, body } = answer(call);
      response.writeHead(status).end(JSON.stringify(body));
    };
  replies['GET /api/things'] = serve(list);
  for (const thing of things) {
    replies[`GET /api/things/${thing.id}`] = serve(() => {
      const status = keyed.fails.get(thing.id);
      return status === undefined ? { status: 200, body: thing } : { status, body: { error: { code: 'Refused' } } };
    });
    // Some operations for one take another name than the id too.
    replies[`GET /api/things/the-${thing.id}`] = serve(() => ({ status: 200, body: thing }));
  }
  for (const id of missing) replies[`GET /api/things/${id}`] = serve(() => ({ status: 404, body: {} }));
  return keyed;
}
