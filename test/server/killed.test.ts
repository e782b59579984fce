import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { actionDocument } from '../support/gateway/action-gateway.ts';
import { FAKE_TENANT } from '../support/gateway/fake-gateway.ts';
import { tokenOf } from '../support/gateway/tokens.ts';
import { startActionApi, type ActionApi } from '../support/fakes/action-api.ts';
import { runCommand } from '../support/process/command.ts';
import { addressOf, startProgram, type Program } from '../support/process/program.ts';
import { until } from '../support/clocks/until.ts';

const SENT = 10;
const WAITING = 30;
const TOKEN = tokenOf({ tid: FAKE_TENANT });
/** What a process leaves that is killed while it writes. */
const CUT_SHORT = '{"log":"audit","time":"2026-11-';

interface Line {
  phase: string;
  attemptId: string;
  key: string;
  outcome: string | null;
  sent: boolean | null;
  reference: string | null;
  reconciled?: true;
}

let api: ActionApi;
let folder: string;
let file: string;
let variables: Record<string, string>;
let program: Program;

const lines = async (): Promise<Line[]> =>
  (await readFile(file, 'utf8'))
    .split('\n')
    .filter((line) => line !== '' && line !== CUT_SHORT)
    .map((line) => JSON.parse(line) as Line);
const ofPhase = async (name: string): Promise<Line[]> => (await lines()).filter(({ phase }) => phase === name);
const isLogged = (message: RegExp) => program.logs().find((line) => message.test(String(line.message)));

/** Sends a document, and waits for no answer. */
function post(address: string, query: string, variables: object = {}): void {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${TOKEN}` };
  const body = JSON.stringify({ query, variables });
  void fetch(`${address}/graphql`, { method: 'POST', headers, body }).catch(() => undefined);
}

function isolate(address: string, from: number, count: number): void {
  for (let number = from; number < from + count; number++) {
    const machineId = number.toString(16).padStart(40, 'a');
    post(address, actionDocument('isolateMachine'), { input: { machineId, comment: 'Alert 4711' } });
  }
}

beforeAll(async () => {
  api = await startActionApi();
  folder = await mkdtemp(join(tmpdir(), 'killed-'));
  file = join(folder, 'audit.jsonl');
  await writeFile(join(folder, 'token'), TOKEN);
  variables = { DEFENDER_API_URL: api.url, ENTRA_TENANT_ID: FAKE_TENANT, AUDIT_LOG: file };
  api.durationOf = () => 1_000_000;
  api.faultOf = () => 'silent after';
  api.throttles = (path) => (path === '/api/exposureScore' ? 25 : null);
  program = startProgram({ ...variables, QUOTA_CLASSES: 'isolateMachine:changes,getExposureScore:changes' });
  const address = await addressOf(program);
  isolate(address, 0, SENT);
  await until('the first changes to arrive', () => api.arrivals.length === SENT);
  post(address, '{ exposureScore { score } }');
  await until('the quota to be used up', () => isLogged(/refused a call over quota/) !== undefined);
  isolate(address, SENT, WAITING);
  const done = `{operation="listMachineActions",status="200"} ${SENT + WAITING}\n`;
  await until('the others to have nothing but quota to wait for', async () => {
    return (await (await fetch(`${address}/metrics`)).text()).includes(done);
  });
  program.child.kill('SIGKILL');
  await program.ended;
  await appendFile(file, CUT_SHORT);
});
afterAll(async () => {
  program.child.kill('SIGKILL');
  await program.ended;
  await api.close();
  await rm(folder, { recursive: true });
});

const reconcile = (...options: string[]) => {
  const words = ['reconcile', '--audit', file, '--stopped', '--token-file', join(folder, 'token'), ...options];
  return runCommand(words, variables);
};

describe('changes that were in flight when their gateway was killed', () => {
  test('are written down as being sent where they were, and nowhere else', async () => {
    expect(await ofPhase('attempt')).toHaveLength(SENT + WAITING);
    const keys = (await ofPhase('sending')).map(({ key }) => `Alert 4711 [key: ${key}]`);
    expect(keys.sort()).toEqual(api.arrivals.map(({ body }) => body.Comment).sort());
    expect(await ofPhase('outcome')).toEqual([]);
  });

  test('are told of by the next one; a second signal ends that at once, and it says what it leaves', async () => {
    program = startProgram(variables);
    const address = await addressOf(program);
    await until('the changes without an outcome to be told', () => isLogged(/have no outcome/) !== undefined);
    expect(isLogged(/have no outcome/)).toMatchObject({
      level: 40,
      open: SENT + WAITING,
      remedy: `defender-graphql reconcile --audit ${file}`,
    });
    isolate(address, SENT + WAITING, 1);
    await until('one more change to arrive', () => api.arrivals.length === SENT + 1);
    program.child.kill('SIGTERM');
    await until('the program to be stopping', () => isLogged(/^stopping$/) !== undefined);
    program.child.kill('SIGTERM');
    await expect(program.ended).resolves.toBe(128 + 15);
    expect(program.logs().at(-1)).toMatchObject({ level: 40, signal: 'SIGTERM', requests: 1, changes: 1 });
  });

  test('are found out about and shown, and with --dry-run not written down', async () => {
    const before = await readFile(file, 'utf8');
    const { code, stdout } = await reconcile('--dry-run');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^41 without an outcome: 30 not sent, 11 sent, 0 unknown, 0 left open; nothing/m);
    expect(await readFile(file, 'utf8')).toBe(before);
  });

  test('have one outcome each afterwards, which says of each whether it arrived', async () => {
    const { code, stderr } = await reconcile();
    expect([code, stderr]).toEqual([0, '']);
    const outcomes = await ofPhase('outcome');
    expect(outcomes.map(({ attemptId }) => attemptId).sort()).toEqual(
      (await ofPhase('attempt')).map(({ attemptId }) => attemptId).sort(),
    );
    const byComment = new Map(api.actions.map((action) => [action.requestorComment, action.id]));
    expect(byComment.size).toBe(SENT + 1);
    for (const { key, ...line } of outcomes) {
      const arrived = byComment.get(`Alert 4711 [key: ${key}]`);
      const expected = arrived === undefined ? 'NOT_SENT' : 'CREATED';
      const told = { outcome: expected, sent: arrived !== undefined, reference: arrived ?? null, reconciled: true };
      expect(line).toMatchObject(told);
    }
  });

  test('are no longer without an outcome', async () => {
    const { code, stdout } = await reconcile();
    expect([code, stdout]).toEqual([0, '0 without an outcome: 0 not sent, 0 sent, 0 unknown, 0 left open\n']);
  });
});
