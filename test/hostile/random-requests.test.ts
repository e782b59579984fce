import { readFileSync } from 'node:fs';
import { buildSchema } from 'graphql';
import pLimit from 'p-limit';
import { startGateway, type TestGateway } from '../support/gateway/gateway.ts';
import { startAnyApi, type AnyApi } from '../support/hostile/any-api.ts';
import { hostileRequest, KINDS } from '../support/hostile/hostile-requests.ts';
import { argumentOperations, oversizedRequests } from '../support/hostile/oversized-values.ts';
import { sendBytes, wireBytes } from '../support/hostile/send-bytes.ts';
import { faultOf } from '../support/hostile/verdict.ts';
import { tokenOf } from '../support/gateway/tokens.ts';

const schema = buildSchema(readFileSync(new URL('../../schema/schema.graphql', import.meta.url), 'utf8'));
const SEED = 20_261_128;
/** The whole is `npm run bench -- hostile`. */
const REQUESTS = 1_000;
/** Of the oversized values one of so many is sent; no multiple of their kinds. */
const SAMPLE = 11;
const few = pLimit(32);

let api: AnyApi;
let gateway: TestGateway;
beforeAll(async () => {
  api = await startAnyApi();
  gateway = await startGateway(api.url, { INTROSPECTION: 'false' });
});
afterAll(async () => {
  await gateway.close();
  await api.close();
});

/** Requests, as they can be sent again, whose answers have a fault. */
async function faultsOf(requests: readonly { name: string; bytes: Buffer; isWhole?: boolean }[]): Promise<string[]> {
  const found = await Promise.all(
    requests.map(({ name, bytes, isWhole }) =>
      few(async () => {
        const fault = faultOf(await sendBytes(gateway.url, bytes, isWhole), isWhole);
        return fault === null ? [] : [`the answer to ${name} ${fault}`];
      }),
    ),
  );
  return found.flat();
}

test('a thousand random requests meet no fault of the gateway, and leave it as it was', async () => {
  const requests = Array.from({ length: REQUESTS }, (_, number) => {
    const { kind, ...request } = hostileRequest(schema, SEED, number);
    return { name: `${kind} ${number}`, ...request };
  });
  expect(new Set(requests.map(({ name }) => name.replace(/ \d+$/, ''))).size).toBe(KINDS.length);
  expect(await faultsOf(requests)).toEqual([]);
  expect(({} as { a?: unknown }).a).toBeUndefined();
  expect(gateway.logs.filter(({ level }) => Number(level) >= 50)).toEqual([]);
  expect((await fetch(`${gateway.url}/health/ready`)).status).toBe(200);
});

test('oversized values meet no fault of the gateway, in places of every type of an argument', async () => {
  const headers = { authorization: `Bearer ${tokenOf({})}`, 'content-type': 'application/json' };
  const all = argumentOperations(schema).flatMap(oversizedRequests);
  // One of each kind in turn, so that no kind and no type is left out.
  const some = all.filter((_, index) => index % SAMPLE === 0);
  expect(new Set(some.map(({ kind }) => kind)).size).toBe(new Set(all.map(({ kind }) => kind)).size);
  const requests = some.map(({ name, kind, body }) => ({
    name: `${kind}, ${name}`,
    bytes: wireBytes({ headers, body: body(2_000) }),
  }));
  expect(await faultsOf(requests)).toEqual([]);
  expect(gateway.logs.filter(({ level }) => Number(level) >= 50)).toEqual([]);
});
