import { MACHINE, startActionGateway, type ActionGateway } from '../support/gateway/action-gateway.ts';
import { until } from '../support/clocks/until.ts';

const WAIT = 'query ($id: ID!, $seconds: Int) { machineAction(id: $id, waitSeconds: $seconds) { status } }';

let gateway: ActionGateway;
let reads: number;
beforeEach(async () => {
  gateway = await startActionGateway();
  gateway.api.durationOf = () => 1_000_000;
  reads = 0;
  gateway.api.readFails = () => (reads++, false);
});
afterEach(() => gateway.close());

const wait = (id: string | undefined, seconds?: number, as = 'an-analyst') =>
  gateway.send<{ machineAction: { status: string } | null }>(as, WAIT, { id, seconds });

async function isolated(machineId = MACHINE): Promise<string> {
  const { data } = await gateway.ask('isolateMachine', { machineId });
  return data?.change.machineAction?.machineActionId ?? '';
}

const end = (id: string): void => {
  const action = gateway.api.actions.find((each) => each.id === id);
  if (action !== undefined) action.status = 'Succeeded';
};

test('an action is answered as soon as it has ended', async () => {
  const id = await isolated();
  const waiting = wait(id, 60);
  const before = reads;
  await until('some looks', () => reads > before + 3);
  end(id);
  expect((await waiting).data?.machineAction?.status).toBe('SUCCEEDED');
});

test('one that has not ended is answered as it is when the time is over, and at once without a time', async () => {
  const id = await isolated();
  const started = performance.now();
  expect((await wait(id, 1)).data?.machineAction?.status).toBe('PENDING');
  expect(performance.now() - started).toBeGreaterThan(950);
  for (const seconds of [undefined, 0]) {
    const { data, extensions } = await wait(id, seconds);
    expect(data?.machineAction?.status).toBe('PENDING');
    expect(extensions.upstream.calls).toBe(1);
  }
});

test('one that has ended, or does not exist, is not waited for', async () => {
  const id = await isolated();
  end(id);
  expect((await wait(id, 60)).data?.machineAction?.status).toBe('SUCCEEDED');
  expect((await wait('00000000-0000-4000-8000-999999999999', 60)).data).toEqual({ machineAction: null });
});

test('one that the caller has just sent or looked at is not read again before the next poll', async () => {
  const paced = await startActionGateway({}, { pollInterval: 2_000 });
  paced.api.durationOf = () => 1_000_000;
  try {
    const { data } = await paced.ask('isolateMachine');
    const variables = { id: data?.change.machineAction?.machineActionId };
    const document = 'query ($id: ID!) { machineAction(id: $id, waitSeconds: 3) { status machine { machineId } } }';
    const waits = async (as: string): Promise<number> => {
      const started = performance.now();
      const answer = await paced.send<{ machineAction: { status: string } }>(as, document, variables);
      expect(answer.data?.machineAction.status).toBe('PENDING');
      return performance.now() - started;
    };
    let looks = 0;
    paced.api.throttles = (path) => (path.includes('/machineactions') && (looks += 1), null);
    // Nine seconds with a poll every two: none for what the action or the last poll has told. Nor is an equal request
    // answered from memory, though the device is.
    for (let asked = 0; asked < 3; asked += 1) expect(await waits('an-analyst')).toBeGreaterThan(2_900);
    expect(looks).toBeGreaterThan(0);
    expect(looks).toBeLessThanOrEqual(5);
    // Another caller may see less, and reads it at once.
    looks = 0;
    const others = waits('ronan');
    await until('a read', () => looks > 0, 1);
    await others;
  } finally {
    await paced.close();
  }
});

test('many who wait in one tenant share one pace, and one call looks for all that a caller waits for', async () => {
  const ids = await Promise.all(Array.from({ length: 6 }, (_, index) => isolated(String(index).padStart(40, 'e'))));
  const callers = ['ada', 'ronan'];
  reads = 0;
  const started = performance.now();
  const waiting = callers.flatMap((as) => ids.flatMap((id) => [wait(id, 60, as), wait(id, 60, as)]));
  await until('some looks', () => reads >= 40);
  // Those who ask at the same moment look at once together, and then there is one look in each interval.
  expect(reads).toBeLessThanOrEqual(Math.ceil((performance.now() - started) / 30) + 1 + 12);
  ids.forEach(end);
  for (const { data } of await Promise.all(waiting)) expect(data?.machineAction?.status).toBe('SUCCEEDED');
});

test('whoever leaves is not looked for any more, and does not stop the others', async () => {
  const id = await isolated();
  const leaving = new AbortController();
  const left = fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer an-analyst' },
    body: JSON.stringify({ query: WAIT, variables: { id, seconds: 60 } }),
    signal: leaving.signal,
  }).catch((error: unknown) => error);
  const stays = wait(id, 60);
  const before = reads;
  await until('both to wait', () => reads > before + 4);
  leaving.abort();
  await left;
  end(id);
  expect((await stays).data?.machineAction?.status).toBe('SUCCEEDED');
});

test.each([-1, 61])('a wait of %d seconds is refused', async (seconds) => {
  const { errors } = await wait('a', seconds);
  expect(errors).toMatchObject([
    {
      message: expect.stringMatching(/^waitSeconds: must be from 0 to 60/) as unknown,
      extensions: { code: 'BAD_USER_INPUT' },
    },
  ]);
});
