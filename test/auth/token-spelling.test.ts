import { startFakeGateway, type FakeGateway } from '../support/gateway/fake-gateway.ts';
import { tokenOf } from '../support/gateway/tokens.ts';

let gateway: FakeGateway;
beforeAll(async () => {
  gateway = await startFakeGateway({ 'GET /api/alerts': { value: [] } }, { REQUESTS_PER_MINUTE: '20' });
});
afterAll(() => gateway.close());

const send = (token: string) => gateway.send(token, '{ alerts { totalCount } }');
const tid = '6f1d2c3b-0a49-4e58-8d67-1c2b3a495868';

test.each([
  ['padding', (token: string) => `${token}=`],
  ['bits that mean nothing', (token: string) => `${token.slice(0, -1)}B`],
])('a token with %s is not accepted, since it would be another caller', async (_, change) => {
  // Its signature has seven bytes, and so four bits at the end that mean nothing.
  const token = tokenOf({ tid }).replace(/[^.]*$/, 'AAAAAAAAAA');
  expect((await send(token)).status).toBe(200);
  expect((await send(change(token))).status).toBe(401);
});

test('all tokens of one person count together once Defender has accepted them', async () => {
  const tokens = Array.from({ length: 3 }, (_, n) => tokenOf({ tid, oid: 'a-person', jti: String(n) }));
  for (const token of tokens) expect((await send(token)).status).toBe(200);
  const statuses: number[] = [];
  for (let count = 0; count < 24; count++) statuses.push((await send(tokens[count % 3] ?? '')).status);
  expect(statuses.filter((status) => status === 200).length).toBeLessThanOrEqual(21);
  expect(statuses.at(-1)).toBe(429);
});
