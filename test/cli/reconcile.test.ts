import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts';
import { startSignIn, type SignIn } from '../../src/sandbox/sign-in/sign-in.ts';
import { runCommand } from '../support/process/command.ts';
import { applicationEnvironment } from '../support/sign-in/application-environment.ts';

const HOUR = 60 * 60 * 1000;
const FOREIGN_TENANT = '9d2f6c1e-5b7a-4c38-8e0d-3a1b2c4d5e6f';
const SECOND_TENANT = '5d0f1f5e-1a2b-4c3d-8e4f-5a6b7c8d9e0f';

interface Attempt {
  id: string;
  action?: string;
  target?: string;
  key?: string | null;
  tenantId?: string;
  /** How many hours ago. */
  age?: number;
  phases?: readonly ('attempt' | 'sending' | 'outcome')[];
}

let sandbox: Sandbox;
let signIn: SignIn;
let folder: string;
let file: string;
let application: Record<string, string>;

/** The lines of an attempt, as a gateway writes them. */
function linesOf({ id, action = 'isolateMachine', target = 'x1', key = null, ...more }: Attempt): string[] {
  const { tenantId = sandbox.tenantId, age = 1, phases = ['attempt', 'sending'] } = more;
  const time = new Date(Date.now() - age * HOUR).toISOString();
  const caller = { tenantId, applicationId: null, objectId: null, name: 'Ada', credential: '0123456789ab' };
  const change = { requestId: null, caller, action, targets: [target], plan: false, key };
  const end = { outcome: null, sent: null, reference: null, correlationId: null };
  return phases.map((phase) => JSON.stringify({ log: 'audit', time, phase, attemptId: id, ...change, ...end }));
}

beforeAll(async () => {
  sandbox = await startSandbox({ machines: 20, alerts: 60, tenantIds: [SECOND_TENANT] });
  signIn = await startSignIn({ tenantIds: [sandbox.tenantId, SECOND_TENANT] });
  folder = await mkdtemp(join(tmpdir(), 'reconcile-'));
  file = join(folder, 'audit.jsonl');
  await writeFile(join(folder, 'ca.pem'), signIn.ca);
  application = applicationEnvironment(signIn, sandbox.url, join(folder, 'ca.pem'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
  await signIn.close();
  await sandbox.close();
});

const reconcile = (...options: string[]) => runCommand(['reconcile', ...options], application);

/** Outcomes that were appended, by attempt. */
async function appended(before: string): Promise<Record<string, unknown>> {
  const lines = (await readFile(file, 'utf8'))
    .slice(before.length)
    .split('\n')
    .filter((line) => line !== '');
  const parsed = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(parsed.filter(({ phase, reconciled }) => phase !== 'outcome' || reconciled !== true)).toEqual([]);
  return Object.fromEntries(
    parsed.map(({ attemptId, outcome, sent, reference }) => [String(attemptId), [outcome, sent, reference]]),
  );
}

test('each change whose end is not told gets the outcome that log and Defender show, and what cannot be known is told', async () => {
  const [marked, cancelled] = sandbox.tenant.actions;
  if (marked === undefined || cancelled === undefined) throw new Error('The sandbox has no actions.');
  Object.assign(marked, {
    requestorComment: 'Alert 4711 [key: incident-9]',
    creationDateTimeUtc: new Date().toISOString(),
  });
  Object.assign(cancelled, { status: 'Cancelled' });
  const { machineId } = marked;
  const whole = linesOf({ id: 'ended', phases: ['attempt', 'sending', 'outcome'] });
  const [cutShort = ''] = linesOf({ id: 'cut short', phases: ['attempt'] });
  const before = [
    '{"level":30,"message":"serving a real tenant"}',
    ...linesOf({ id: 'waited', phases: ['attempt'] }),
    ...whole,
    'no JSON at all',
    ...linesOf({ id: 'found', target: machineId, key: 'incident-9' }),
    `2026-11-20T10:00:00Z stdout F ${linesOf({ id: 'collected', phases: ['attempt'] })[0]}`,
    ...linesOf({ id: 'not found', target: machineId, key: 'incident-8' }),
    // A crash, and the next process went on in the same line.
    cutShort.slice(0, 80) + linesOf({ id: 'behind a cut', phases: ['attempt'] })[0],
    ...linesOf({ id: 'cancelled', action: 'cancelMachineAction', target: cancelled.id, key: 'cancel-1' }),
    ...linesOf({ id: 'without a mark', action: 'updateAlert' }),
    ...linesOf({ id: 'an investigation', action: 'startInvestigation', target: machineId, key: 'incident-7' }),
    ...linesOf({ id: 'of the second tenant', tenantId: SECOND_TENANT, key: 'incident-9' }),
    ...linesOf({ id: 'foreign', tenantId: FOREIGN_TENANT, key: 'incident-6' }),
    ...linesOf({ id: 'in progress', age: 0, phases: ['attempt'] }),
    ...linesOf({ id: 'an export', action: 'export', age: 48, phases: ['attempt'] }),
    cutShort.slice(0, 60),
  ].join('\n');
  await writeFile(file, before);

  const { code, stdout, stderr } = await reconcile('--audit', file);
  expect([code, stderr]).toEqual([3, '']);
  expect(await appended(before)).toEqual({
    waited: ['NOT_SENT', false, null],
    collected: ['NOT_SENT', false, null],
    'behind a cut': ['NOT_SENT', false, null],
    found: ['CREATED', true, marked.id],
    cancelled: ['CREATED', true, cancelled.id],
    'not found': ['ACTION_OUTCOME_UNKNOWN', null, null],
    'of the second tenant': ['ACTION_OUTCOME_UNKNOWN', null, null],
    'without a mark': ['ACTION_OUTCOME_UNKNOWN', null, null],
    'an investigation': ['ACTION_OUTCOME_UNKNOWN', null, null],
    'an export': ['INTERRUPTED', false, null],
  });
  expect(stdout).toMatch(
    /^open .* foreign .*tenant 9d2f6c1e\S+ cannot be asked: it is not the one of ENTRA_TENANT_ID/m,
  );
  expect(stdout).toMatch(/^open .* in progress .*may be in progress until \S+Z; with --stopped/m);
  expect(stdout).toMatch(/^ACTION_OUTCOME_UNKNOWN without a mark .*read the object/m);
  expect(stdout).toMatch(/^12 without an outcome: 4 not sent, 2 sent, 4 unknown, 2 left open$/m);

  const after = await readFile(file, 'utf8');
  const again = await reconcile('--audit', file);
  expect([again.code, again.stdout.split('\n').length]).toEqual([3, 2 + 1 + 1]);
  expect(await readFile(file, 'utf8')).toBe(after);
});

test('an attempt in one file and its end in the next is no open one', async () => {
  const older = join(folder, 'audit.jsonl.1');
  await writeFile(older, `${linesOf({ id: 'moved', phases: ['attempt'] }).join('\n')}\n`);
  await writeFile(file, `${linesOf({ id: 'moved', phases: ['outcome'] }).join('\n')}\n`);
  const { code, stdout } = await reconcile('--audit', older, '--audit', file);
  expect([code, stdout]).toEqual([0, expect.stringMatching(/^0 without an outcome/)]);
});

test.each([
  [[], 'Name the audit log: --audit FILE.'],
  [['--audit', 'nowhere/audit.jsonl'], '--audit: nowhere/audit.jsonl cannot be read: ENOENT'],
])('%j is answered with what to write instead', async (options, expected) => {
  const { code, stdout, stderr } = await reconcile(...options);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain(expected);
});
