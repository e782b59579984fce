import { startFakeGateway, type FakeGateway } from '../support/gateway/fake-gateway.ts';

let gateway: FakeGateway;
beforeAll(async () => {
  gateway = await startFakeGateway({});
});
afterAll(() => gateway.close());

test.each<[string, object, RegExp]>([
  [
    'a name of the graph and a word of the vendor',
    { severity: { eq: 'HIGH', eqRaw: 'High' } },
    /^where\.severity\.eqRaw: stands in the place of eq/,
  ],
  ['a blank word', { severity: { eqRaw: ' ' } }, /^where\.severity\.eqRaw: is blank/],
  ['a word of two lines', { severity: { inRaw: ['High', 'a\nb'] } }, /^where\.severity\.inRaw: .*control char/],
  [
    'a word too long',
    { severity: { neRaw: 'x'.repeat(201) } },
    /^where\.severity\.neRaw: the gateway takes at most 200/,
  ],
  ['no word', { severity: { inRaw: [] } }, /^where\.severity\.inRaw is an empty list/],
  ['null', { severity: { eqRaw: null } }, /^where\.severity\.eqRaw is null/],
  ['UNRECOGNIZED', { severity: { eq: 'UNRECOGNIZED' } }, /no such value; give its own word in where\.severity\.eqRaw/],
  ['a value that this version does not know', { severity: { in: ['VERY_HIGH'] } }, /own word in eqRaw, neRaw, inRaw/],
])('a where for an enum with %s is refused before any call', async (_, where, message) => {
  const query = 'query ($where: AlertWhere) { alerts(where: $where) { nodes { id } } }';
  const { errors } = await gateway.attempt(query, { where });
  expect(errors).toMatchObject([
    { message: expect.stringMatching(message) as unknown, extensions: { code: 'BAD_USER_INPUT' } },
  ]);
  expect(gateway.api.calls).toEqual([]);
});
