import type { ServerResponse } from 'node:http';
import type { ApiCall } from '../support/fakes/fake-api.ts';
import { BACKENDS, startTwoApis, type TwoApis } from '../support/hunting/hunting-backends.ts';

const HUNT = '{ hunt(query: "DeviceInfo | take 1") { rowCount } }';
const SLICED =
  '{ hunt(query: "DeviceInfo", slice: { column: "Timestamp", by: "1d", from: "2026-11-01T00:00:00Z", to: "2026-11-13T00:00:00Z" }) { rowCount } }';
const ALERTS = '{ alerts { nodes { id } } }';
const ID = '5f0c8f3e-0000-4000-8000-00000000c0de';
const TIMED_OUT = 'Query execution timed out. Optimize your query by filtering earlier and try again.';
const UNEXPLAINED = 'Unexpected error occurred during query execution. Please try again in a few minutes.';

describe.each(BACKENDS)('a hunt that %s fails', (_, backend) => {
  let apis: TwoApis;
  let reply: (call: ApiCall, response: ServerResponse) => void;
  let token: string;

  beforeAll(async () => {
    const others = { 'GET /api/alerts': { value: [{ id: 'alert-1' }] } };
    apis = await startTwoApis(backend, (call: ApiCall, response) => reply(call, response), { defender: others });
    token = await apis.signIn.mintGatewayToken('admin');
  });
  afterAll(async () => {
    await apis.close();
    expect([apis.defender.unexpected, apis.other.unexpected]).toEqual([[], []]);
  });

  /** Every hunt is refused from now on, in the words given or by a page of HTML. */
  function refuse(status: number, says: string | null): void {
    const text = says === null ? '<html>busy</html>' : JSON.stringify(backend.error('SomeFault', says, ID));
    reply = (__, response) => void response.writeHead(status).end(text);
  }
  const hunts = (): number => apis.hunting.calls.filter(({ method }) => method === 'POST').length;

  test('by its own fault, twelve times in one document, leaves others everything', async () => {
    for (const [status, says] of [
      [504, null],
      [500, TIMED_OUT],
    ] as const) {
      refuse(status, says);
      const before = hunts();
      const { errors } = await apis.send(token, SLICED);
      expect(errors).toMatchObject([{ extensions: { code: 'UPSTREAM_TIMEOUT' } }]);
      expect(hunts() - before).toBe(12);
    }
    const other = await apis.signIn.mintGatewayToken('hunter');
    reply = (__, response) => void response.writeHead(200).end(JSON.stringify(backend.answer({ N: 'Int64' }, [])));
    expect(await apis.send(other, HUNT)).toMatchObject({ data: { hunt: { rowCount: 0 } } });
    expect((await apis.send(other, ALERTS)).errors).toBeUndefined();
  });

  test.each([
    ['a gateway’s time-out', 504, null, 'UPSTREAM_TIMEOUT', 1],
    ['its time', 500, TIMED_OUT, 'UPSTREAM_TIMEOUT', 1],
    ['its time, by another status', 408, 'The request timed out.', 'UPSTREAM_TIMEOUT', 1],
    ['nothing that is known', 500, UNEXPLAINED, 'UPSTREAM_ERROR', 3],
    ['a server in between', 502, null, 'UPSTREAM_UNAVAILABLE', 3],
  ] as const)('for %s (%i) is sent again only where that may help', async (__, status, says, code, calls) => {
    refuse(status, says);
    const before = hunts();
    const { errors } = await apis.send(token, HUNT);
    expect(errors).toMatchObject([{ extensions: { code } }]);
    expect(hunts() - before).toBe(calls);
  });

  test.each([
    ['a name', 'Failed to resolve column or scalar expression named CPU'],
    ['a name with blanks', 'Failed to resolve scalar expression named running time'],
    ['a quotation with an apostrophe', "Failed to resolve 'it's' where CPU is"],
    ['a quotation with several', "A recognition error occurred. Query: 'T | where a == 'query execution timed out''"],
    ['a quotation that does not end', "A recognition error occurred near 'result size limit exceeded"],
    ['a quotation in other marks', 'No such name: ‘low’ unexpected error occurred during query execution'],
  ])('for what is wrong with it is the caller’s to mend, whatever %s sounds like', async (__, says) => {
    refuse(400, says);
    const { errors } = await apis.send(token, HUNT);
    expect(errors).toMatchObject([{ message: says, extensions: { code: 'BAD_USER_INPUT' } }]);
    expect(errors?.[0]?.extensions.retryAfter).toBeUndefined();
  });

  test('for the tenant’s processing, told by 400, says when to come again', async () => {
    refuse(
      400,
      'You have exceeded processing resources allocated to this tenant. You can run queries again in 14 minutes.',
    );
    const { errors } = await apis.send(token, HUNT);
    expect(errors).toMatchObject([{ extensions: { code: 'RATE_LIMITED', retryAfter: 840 } }]);
  });

  test('is understood beyond an apostrophe within a word', async () => {
    refuse(400, "The tenant's query exceeded the timeout period.");
    expect((await apis.send(token, HUNT)).errors).toMatchObject([{ extensions: { code: 'UPSTREAM_TIMEOUT' } }]);
    refuse(429, "Your organization's running time is used up. You can run queries again in 14 minutes.");
    expect((await apis.send(token, HUNT)).errors?.[0]?.message).toMatch(/hunts of the whole tenant may run is used up/);
  });
});
