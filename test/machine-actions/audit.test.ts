import { readFileSync } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jumpingClock } from '../support/clocks/jumping-clock.ts';
import { MACHINE, startActionGateway } from '../support/gateway/action-gateway.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'audit-'));
});
afterAll(() => rm(folder, { recursive: true }));

const linesOf = (file: string): Record<string, unknown>[] =>
  readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

test('a change is written down before anything is done, when it is sent, and after its end, in a file of its owner', async () => {
  const file = join(folder, 'audit.jsonl');
  const gateway = await startActionGateway({ AUDIT_LOG: file });
  const before: unknown[][] = [];
  const look = (): void => void before.push(linesOf(file).map(({ phase }) => phase));
  gateway.api.readFails = () => (look(), false);
  gateway.api.faultOf = () => (look(), 'none');
  const { data, headers } = await gateway.ask('isolateMachine', { comment: 'A secret reason', idempotencyKey: 'k-1' });
  await gateway.close();

  expect((await stat(file)).mode & 0o777).toBe(0o600);
  const lines = linesOf(file);
  // At the calls for the device and its actions, and then at the isolation.
  expect(before.slice(0, 3)).toEqual([['attempt'], ['attempt'], ['attempt', 'sending']]);
  const shared = {
    log: 'audit',
    requestId: headers.get('x-request-id'),
    caller: { tenantId: expect.any(String) as unknown, credential: expect.stringMatching(/^[0-9a-f]{12}$/) as unknown },
    action: 'isolateMachine',
    targets: [MACHINE],
    plan: false,
    key: 'k-1',
  };
  expect(lines).toMatchObject([
    { ...shared, phase: 'attempt', outcome: null, sent: null },
    { ...shared, phase: 'sending', outcome: null, sent: null },
    {
      ...shared,
      phase: 'outcome',
      outcome: 'CREATED',
      sent: true,
      reference: data?.change.machineAction?.machineActionId,
    },
  ]);
  expect(new Set(lines.map(({ attemptId }) => attemptId)).size).toBe(1);
  expect(JSON.stringify(lines)).not.toMatch(/secret reason|an-analyst/);
});

test('what fails is written down with its code and correlation id, and so is what is refused', async () => {
  const gateway = await startActionGateway();
  gateway.api.faultOf = () => '500 before';
  const { errors } = await gateway.ask('isolateMachine');
  const { correlationId, key } = errors?.[0]?.extensions ?? { correlationId: '', key: '' };
  expect(gateway.audit[2]).toMatchObject({ outcome: 'ACTION_OUTCOME_UNKNOWN', sent: true, correlationId, key });
  await gateway.ask('isolateMachine', { planToken: 'made-up' });
  expect(gateway.audit.slice(3)).toMatchObject([
    { plan: true },
    { plan: true, outcome: 'BAD_USER_INPUT', sent: false },
  ]);
  await gateway.close();
});

test('a change that cannot be written down is refused, and nothing is sent or read', async () => {
  const gateway = await startActionGateway({ AUDIT_LOG: join(folder, 'no', 'such', 'folder') });
  const { errors, extensions } = await gateway.ask('isolateMachine');
  expect(errors).toMatchObject([{ extensions: { code: 'UPSTREAM_UNAVAILABLE' } }]);
  expect(errors?.[0]?.message).toMatch(/^Nothing was sent, since it could not be written to the audit log/);
  expect(extensions.upstream.calls).toBe(0);
  expect(gateway.api.arrivals).toEqual([]);
  expect(gateway.logs).toContainEqual(expect.objectContaining({ level: 50 }));
  await gateway.close();
});

test('a change of which cannot be written down that it is being sent is not sent, and may be asked for again', async () => {
  let isFull = true;
  const audit = (line: string): Promise<void> =>
    isFull && line.includes('"phase":"sending"') ? Promise.reject(new Error('The disk is full.')) : Promise.resolve();
  const gateway = await startActionGateway({}, { audit });
  const { errors } = await gateway.ask('isolateMachine');
  expect(errors?.[0]?.message).toMatch(/^Nothing was sent, since it could not be written to the audit log/);
  expect(gateway.arrived()).toEqual([]);
  isFull = false;
  expect((await gateway.ask('isolateMachine')).data?.change.outcome).toBe('CREATED');
  await gateway.close();
});

test('a change that has waited for more than five minutes is not sent any more', async () => {
  const clock = jumpingClock();
  const lines: Record<string, unknown>[] = [];
  const audit = (text: string): Promise<void> => {
    const line = JSON.parse(text) as Record<string, unknown>;
    lines.push(line);
    if (line.phase === 'sending') clock.jump(5 * 60_000 + 1);
    return Promise.resolve();
  };
  const gateway = await startActionGateway({}, { audit });
  const { errors } = await gateway.ask('isolateMachine');
  clock.stop();
  expect(errors?.[0]?.message).toMatch(/was not sent: other calls kept it waiting for 5 minutes/);
  expect(gateway.arrived()).toEqual([]);
  expect(lines.at(-1)).toMatchObject({ phase: 'outcome', outcome: 'UPSTREAM_TIMEOUT', sent: false });
  await gateway.close();
});

test('a change whose end cannot be written down is done all the same, and the log of errors has the line', async () => {
  const audit = (line: string): Promise<void> =>
    line.includes('"phase":"outcome"') ? Promise.reject(new Error('The disk is full.')) : Promise.resolve();
  const gateway = await startActionGateway({}, { audit });
  expect((await gateway.ask('isolateMachine')).data?.change.outcome).toBe('CREATED');
  expect(gateway.logs).toContainEqual(
    expect.objectContaining({ level: 50, audit: expect.objectContaining({ outcome: 'CREATED' }) as unknown }),
  );
  await gateway.close();
});

test('lines written at once do not mix', async () => {
  const file = join(folder, 'many.jsonl');
  const gateway = await startActionGateway({ AUDIT_LOG: file });
  const ids = Array.from({ length: 30 }, (_, index) => String(index).padStart(40, 'c'));
  await Promise.all(ids.map((machineId) => gateway.ask('isolateMachine', { machineId })));
  await gateway.close();
  const lines = linesOf(file);
  expect(lines).toHaveLength(90);
  expect(new Set(lines.map(({ targets }) => String(targets)))).toEqual(new Set(ids));
});
