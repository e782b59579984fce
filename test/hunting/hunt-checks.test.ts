import { startFakeGateway, type FakeGateway } from '../support/gateway/fake-gateway.ts';
import type { Answer } from '../support/gateway/gateway.ts';
import { postGraphql } from '../support/gateway/post-graphql.ts';
import { until } from '../support/clocks/until.ts';

const VALIDATE = 'query ($query: KQL!) { validateHunt(query: $query) { diagnostics { code } } }';
const HUNT = 'query ($query: KQL!) { hunt(query: $query) { rowCount } }';
const FOUND = { Schema: [{ Name: 'N', Type: 'Int64' }], Results: [{ N: 1 }] };

/** A sound query of 20,000 characters that takes the parser some tenths of a second at the least; each another one. */
function slow(n: number): string {
  const lets = Array.from({ length: 130 }, (_, index) => `let t${index} = DeviceProcessEvents`);
  const lines = lets.map(
    (line, index) => `${line} | where ProcessId > ${index} | summarize count() by DeviceId, FileName;`,
  );
  return `${lines.join('\n')}\nprint ${n}`;
}

let gateway: FakeGateway;
let received: number;
let left: number;
beforeEach(async () => {
  gateway = await startFakeGateway({
    'POST /api/advancedqueries/run': FOUND,
  });
  [received, left] = [0, 0];
  gateway.gateway.app.server.on('request', (_, response) => {
    received += 1;
    response.once('close', () => (left += response.writableFinished ? 0 : 1));
  });
});
afterEach(async () => {
  await gateway.close();
  expect(gateway.api.unexpected).toEqual([]);
});

test('a flood of made-up tokens does not stop the hunt of a caller who is known', async () => {
  // Known by a first one.
  await gateway.run(HUNT, { query: 'print 1' }, 'a-hunter');
  const checked: number[] = [];
  const refused: Answer[] = [];
  const flood = Array.from({ length: 60 }, async (_, index) => {
    const answer = await gateway.attempt<Record<string, never>>(VALIDATE, { query: slow(index) });
    if (answer.errors === undefined) checked.push(index);
    else refused.push(answer);
  });
  await until('the flood to be there', () => received === 61 && refused.length > 0);
  const { data } = await gateway.run(HUNT, { query: 'DeviceInfo | count' }, 'a-hunter');
  const before = checked.length;
  await Promise.all(flood);
  expect(data).toEqual({ hunt: { rowCount: 1 } });
  // With one line for all, the hunt would have been the last.
  expect(before).toBeLessThan(checked.length);
  expect(checked.length + refused.length).toBe(60);
  for (const { errors } of refused) {
    expect(errors).toMatchObject([{ extensions: { code: 'RATE_LIMITED', retryAfter: 5 } }]);
  }
});

test('the hunts of one document wait for one another, not in the line of their caller', async () => {
  await gateway.run(HUNT, { query: 'print 1' }, 'a-hunter');
  const names = Array.from({ length: 10 }, (_, index) => `h${index}`);
  const fields = names.map((name) => `${name}: validateHunt(query: "print ${name} = 1") { columns { name } }`);
  const { data } = await gateway.run(`{ ${fields.join('\n')} }`, {}, 'a-hunter');
  expect(data).toEqual(Object.fromEntries(names.map((name) => [name, { columns: [{ name }] }])));
});

test('what callers wait for who have left makes room for others of the same name', async () => {
  await gateway.run(HUNT, { query: 'print 1' }, 'a-hunter');
  const ask = (query: string, signal?: AbortSignal) =>
    postGraphql(gateway.url, {
      token: 'a-hunter',
      query: VALIDATE,
      variables: { query },
      ...(signal && { signal }),
    }).catch(() => null);
  const leaver = new AbortController();
  const stays = ask(slow(0));
  await until('the first to be there', () => received === 2);
  const leave = [1, 2, 3, 4].map((n) => ask(slow(n), leaver.signal));
  await until('all to be there', () => received === 6);
  // Of another caller: gives those before it the time to get in line.
  await gateway.attempt('{ __typename }');
  leaver.abort();
  await until('the gateway to see them leave', () => left === 4);
  const answers = await Promise.all([stays, ...[5, 6, 7, 8].map((n) => ask(`print ${n}`))]);
  expect(answers.map((answer) => answer?.errors)).toEqual(Array(5).fill(undefined));
  expect(await Promise.all(leave)).toEqual([null, null, null, null]);
});
