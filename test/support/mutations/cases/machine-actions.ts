import { randomUUID } from 'node:crypto';
import type { Sandbox } from '../../../../src/sandbox/sandbox.ts';
import { USUAL_FAULTS, type ChangeCase, type Input } from '../mutation-cases.ts';

let taken = 0;

/**
 * A device that takes every action; what lifts is tried on others than what it would lift, which is still in progress.
 */
function machineIdOf({ tenant }: Sandbox, lifts: boolean): string {
  const platform = lifts ? 'Windows10' : 'Windows11';
  const fit = tenant.machines.filter(
    ({ osPlatform, version, onboardingStatus }) =>
      osPlatform === platform && version !== '1607' && onboardingStatus === 'onboarded',
  );
  return fit[taken++ % fit.length]?.id ?? '';
}

/** Answers that come to the caller as they are; what follows on the others is told in test/actions. */
const FAULTS = USUAL_FAULTS.filter(([status]) => status !== 429 && status < 500);

const BAD_ID: ChangeCase['bad'] = [
  ['no device', { machineId: ' ' }, /^input\.machineId: is not an id of/],
  ['a key of two words', { idempotencyKey: 'two words' }, /^input\.idempotencyKey: takes 1 to 64/],
  ['a key too long', { idempotencyKey: 'k'.repeat(65) }, /^input\.idempotencyKey: takes 1 to 64/],
  ['no key', { idempotencyKey: '' }, /^input\.idempotencyKey: takes 1 to 64/],
];
const BAD_COMMENT: ChangeCase['bad'] = [
  ['a blank comment', { comment: ' \n' }, /^input\.comment: is blank/],
  ['2,001 characters', { comment: 'x'.repeat(2_001) }, /^input\.comment: at most 2000 characters, got 2001/],
];

interface Kind {
  type: string;
  /** Last segment of the path. */
  verb: string;
  lifts?: boolean;
  /** Further fields of the input, and the members of the body that they become. */
  given?: Input;
  sent?: object;
  bad?: ChangeCase['bad'];
  warned?: ChangeCase['warned'];
}

const markedComment = ({ comment, idempotencyKey }: Input): string =>
  `${String(comment)} [key: ${String(idempotencyKey)}]`;

function action({ type, verb, lifts = false, given = {}, sent = {}, bad = [], warned = [] }: Kind): ChangeCase {
  const made = ({ machineId }: Input, { tenant }: Sandbox) =>
    tenant.actions.find((row) => row.machineId === machineId && row.type === type && row.status === 'Pending');
  return {
    as: 'responder',
    without: 'reader',
    role: 'Defender.Respond',
    input: (sandbox) => ({
      machineId: machineIdOf(sandbox, lifts),
      comment: "Alert 4711, O'Neill: Übung",
      idempotencyKey: randomUUID(),
      ...given,
    }),
    select: 'outcome machineAction { machineActionId type status machineId requestorComment }',
    shows: (input, sandbox) => ({
      outcome: 'CREATED',
      machineAction: {
        machineActionId: made(input, sandbox)?.id,
        status: 'PENDING',
        machineId: input.machineId,
        requestorComment: markedComment(input),
      },
    }),
    arrives: (input) => ({
      method: 'POST',
      path: `/api/machines/${String(input.machineId)}/${verb}`,
      body: { Comment: markedComment(input), ...sent },
    }),
    state: (input, sandbox) => expect(made(input, sandbox)?.requestorComment).toBe(markedComment(input)),
    names: { field: 'machineId', type: 'Machine' },
    bad: [...BAD_ID, ...BAD_COMMENT, ...bad],
    warned,
    faults: FAULTS,
    reads: ({ machineId }) => ({
      [`GET /api/machines/${String(machineId)}`]: {
        id: machineId,
        osPlatform: 'Windows11',
        onboardingStatus: 'onboarded',
      },
      'GET /api/machineactions': { value: [] },
    }),
  };
}

const HASH = 'Aa'.repeat(20);
const command = (type: string, ...params: [string, string][]) => ({
  type,
  params: params.map(([key, value]) => ({ key, value })),
});

const RUN = command('RUN_SCRIPT', ['SCRIPT_NAME', 'collect.ps1'], ['ARGS', '-Path "C:\\Logs"']);

export const cases: Record<string, ChangeCase> = {
  isolateMachine: action({
    type: 'Isolate',
    verb: 'isolate',
    given: { isolationType: 'SELECTIVE' },
    sent: { IsolationType: 'Selective' },
    bad: [
      ['an isolation nobody knows', { isolationType: 'HALF' }, /IsolationTypeInput/],
      ['null', { isolationType: null }, /^input\.isolationType: is null; leave it out for FULL/],
    ],
  }),
  unisolateMachine: action({ type: 'Unisolate', verb: 'unisolate', lifts: true }),
  restrictCodeExecution: action({ type: 'RestrictCodeExecution', verb: 'restrictCodeExecution' }),
  unrestrictCodeExecution: action({ type: 'UnrestrictCodeExecution', verb: 'unrestrictCodeExecution', lifts: true }),
  runAntiVirusScan: action({
    type: 'RunAntiVirusScan',
    verb: 'runAntiVirusScan',
    given: { scanType: 'QUICK' },
    sent: { ScanType: 'Quick' },
    bad: [['no scan', { scanType: null }, /scanType/]],
  }),
  stopAndQuarantineFile: action({
    type: 'StopAndQuarantineFile',
    verb: 'StopAndQuarantineFile',
    given: { sha1: HASH },
    sent: { Sha1: HASH.toLowerCase() },
    bad: [['no hash', { sha1: '' }, /^input\.sha1: is blank/]],
    warned: [['a SHA-256', { sha1: 'A'.repeat(64) }, /^input\.sha1: is not a SHA-1/, { Sha1: 'A'.repeat(64) }]],
  }),
  collectInvestigationPackage: action({ type: 'CollectInvestigationPackage', verb: 'collectInvestigationPackage' }),
  offboardMachine: action({ type: 'Offboard', verb: 'offboard' }),
  runLiveResponse: action({
    type: 'LiveResponse',
    verb: 'runliveresponse',
    given: { commands: [command('PUT_FILE', ['FILE_NAME', 'tool.exe']), RUN, command('GET_FILE', ['PATH', 'C:\\x'])] },
    sent: {
      Commands: [
        { type: 'PutFile', params: [{ key: 'FileName', value: 'tool.exe' }] },
        {
          type: 'RunScript',
          params: [
            { key: 'ScriptName', value: 'collect.ps1' },
            { key: 'Args', value: '-Path "C:\\Logs"' },
          ],
        },
        { type: 'GetFile', params: [{ key: 'Path', value: 'C:\\x' }] },
      ],
    },
    bad: [
      ['no command', { commands: [] }, /^input\.commands: is empty/],
      ['51 commands', { commands: Array(51).fill(RUN) }, /^input\.commands: at most 50, got 51/],
      [
        'a key twice',
        { commands: [command('GET_FILE', ['PATH', 'a'], ['PATH', 'b'])] },
        /^input\.commands\[0\]\.params: names a key twice/,
      ],
      [
        'a value of 4,001 characters',
        { commands: [command('GET_FILE', ['PATH', 'a'.repeat(4_001)])] },
        /^input\.commands\[0\]\.params\[0\]\.value: at most 4000 characters, a bound of the gateway/,
      ],
    ],
    warned: [
      [
        'a wrong order',
        { commands: [RUN, command('PUT_FILE', ['FILE_NAME', 'a'])] },
        /^input\.commands\[1\]\.type: Defender’s pages want the order PUT_FILE, RUN_SCRIPT, GET_FILE/,
        { Commands: [{ type: 'RunScript' }, { type: 'PutFile' }] },
      ],
      [
        'a script without a name',
        { commands: [command('RUN_SCRIPT', ['ARGS', 'a'])] },
        /^input\.commands\[0\]\.params: Defender’s pages want the key SCRIPT_NAME/,
      ],
      [
        'an argument of another command',
        { commands: [command('GET_FILE', ['PATH', 'a'], ['ARGS', 'b'])] },
        /^input\.commands\[0\]\.params\[1\]\.key: Defender’s pages name PATH for this command, not ARGS/,
      ],
      [
        'a blank value',
        { commands: [command('GET_FILE', ['PATH', ' '])] },
        /^input\.commands\[0\]\.params\[0\]\.value: is blank/,
        { Commands: [{ type: 'GetFile', params: [{ key: 'Path', value: ' ' }] }] },
      ],
    ],
  }),
  startInvestigation: {
    ...action({ type: 'StartInvestigation', verb: 'startInvestigation' }),
    select: 'outcome investigation { investigationId machineId }',
    shows: ({ machineId }, { tenant }) => ({
      outcome: 'CREATED',
      investigation: {
        machineId,
        investigationId: tenant.investigations.find((row) => row.machineId === machineId)?.id,
      },
    }),
    state: ({ machineId }, { tenant }) =>
      expect(tenant.investigations.find((row) => row.machineId === machineId)?.state).toBe('Queued'),
    reads: ({ machineId }) => ({
      [`GET /api/machines/${String(machineId)}`]: { id: machineId },
      'GET /api/investigations': { value: [] },
    }),
  },
  cancelMachineAction: {
    as: 'responder',
    without: 'reader',
    role: 'Defender.Respond',
    input: ({ tenant }) => {
      const [row] = tenant.actions;
      if (row === undefined) throw new Error('The sandbox has no action.');
      const now = new Date().toISOString();
      const id = randomUUID();
      tenant.actions.unshift({ ...row, id, status: 'Pending', creationDateTimeUtc: now, lastUpdateDateTimeUtc: now });
      return { machineActionId: id, comment: 'Not needed any more' };
    },
    select: 'outcome machineAction { machineActionId status cancellationComment }',
    shows: ({ machineActionId, comment }) => ({
      outcome: 'CREATED',
      machineAction: { machineActionId, status: 'CANCELLED', cancellationComment: comment },
    }),
    arrives: ({ machineActionId, comment }) => ({
      method: 'POST',
      path: `/api/machineactions/${String(machineActionId)}/cancel`,
      body: { Comment: comment },
    }),
    state: ({ machineActionId }, { tenant }) =>
      expect(tenant.actions.find(({ id }) => id === machineActionId)?.status).toBe('Cancelled'),
    names: { field: 'machineActionId', type: 'MachineAction' },
    warned: [],
    bad: [...BAD_COMMENT, ['no action', { machineActionId: '' }, /^input\.machineActionId: is not an id of/]],
    faults: FAULTS,
    reads: ({ machineActionId }) => ({
      [`GET /api/machineactions/${String(machineActionId)}`]: { id: machineActionId, status: 'Pending' },
    }),
  },
};
