import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MACHINE, startActionGateway } from '../support/gateway/action-gateway.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'audit-'));
});
afterAll(() => rm(folder, { recursive: true }));

const linesOf = async (file: string): Promise<Record<string, unknown>[]> =>
  (await readFile(file, 'utf8'))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

test('a change is written down before it is sent and after its end, in a file that only its owner may read', async () => {
  const file = join(folder, 'audit.jsonl');
  const gateway = await startActionGateway({ AUDIT_LOG: file });
  let before: Record<string, unknown>[] = [];
  gateway.api.faultOf = () => 'none';
  const written: Promise<void>[] = [];
  gateway.api.faultOf = () => {
    written.push(linesOf(file).then((lines) => void (before = lines)));
    return 'none';
  };
  const { data, headers } = await gateway.ask('isolateMachine', { comment: 'A secret reason', idempotencyKey: 'k-1' });
  await Promise.all(written);
  await gateway.close();

  expect((await stat(file)).mode & 0o777).toBe(0o600);
  const lines = await linesOf(file);
  expect(before).toEqual([lines[0]]);
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
    {
      ...shared,
      phase: 'outcome',
      outcome: 'CREATED',
      sent: true,
      reference: data?.change.machineAction?.machineActionId,
    },
  ]);
  expect(lines[0]?.attemptId).toBe(lines[1]?.attemptId);
  expect(JSON.stringify(lines)).not.toMatch(/secret reason|an-analyst/);
});

test('what fails is written down with its code and correlation id, and so is what is refused', async () => {
  const gateway = await startActionGateway();
  gateway.api.faultOf = () => '500 before';
  const { errors } = await gateway.ask('isolateMachine');
  const { correlationId, key } = errors?.[0]?.extensions ?? { correlationId: '', key: '' };
  expect(gateway.audit[1]).toMatchObject({ outcome: 'ACTION_OUTCOME_UNKNOWN', sent: null, correlationId, key });
  await gateway.ask('isolateMachine', { planToken: 'made-up' });
  expect(gateway.audit.slice(2)).toMatchObject([{ plan: true }, { plan: true, outcome: 'BAD_USER_INPUT' }]);
  await gateway.close();
});

test('a change that cannot be written down is refused, and nothing is sent or read', async () => {
  const gateway = await startActionGateway({ AUDIT_LOG: join(folder, 'no', 'such', 'folder') });
  const { errors, extensions } = await gateway.ask('isolateMachine');
  expect(errors).toMatchObject([{ extensions: { code: 'UPSTREAM_UNAVAILABLE' } }]);
  expect(errors?.[0]?.message).toMatch(/was not sent, since it could not be written to the audit log/);
  expect(extensions.upstream.calls).toBe(0);
  expect(gateway.api.arrivals).toEqual([]);
  expect(gateway.logs).toContainEqual(expect.objectContaining({ level: 50 }));
  await gateway.close();
});

test('a change whose end cannot be written down is done all the same, and the log of errors has the line', async () => {
  let lines = 0;
  const audit = () => (++lines === 1 ? Promise.resolve() : Promise.reject(new Error('The disk is full.')));
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
  const lines = await linesOf(file);
  expect(lines).toHaveLength(60);
  expect(new Set(lines.map(({ targets }) => String(targets)))).toEqual(new Set(ids));
});
