import { ANALYSTS } from '../seed/alert-scenarios.ts';
import type { KnownFile } from './generate-files.ts';
import type { Random } from '../seed/random.ts';
import type { ActionRow, LiveResponseCommandRow, MachineRow } from '../seed/rows.ts';

const RANGE = 90 * 86_400_000;
const HOUR = 3_600_000;
const TYPES = {
  RunAntiVirusScan: 30,
  CollectInvestigationPackage: 15,
  LiveResponse: 12,
  Isolate: 12,
  StopAndQuarantineFile: 12,
  RestrictCodeExecution: 6,
  Offboard: 2,
};
// What lifts an action again; only a successful one can be lifted.
const OPPOSITE: Readonly<Record<string, string>> = {
  Isolate: 'Unisolate',
  RestrictCodeExecution: 'UnrestrictCodeExecution',
};

/** Makes finished machine actions of the last 90 days, newest first. */
export function generateActions(
  random: Random,
  machines: readonly MachineRow[],
  files: readonly KnownFile[],
  now: number,
): ActionRow[] {
  const onboarded = machines.filter((machine) => machine.onboardingStatus === 'onboarded');
  const actions = Array.from({ length: Math.ceil(machines.length * 0.8) }, (): ActionRow[] => {
    const machine = random.pick(onboarded);
    const created = now - random.int(30 * HOUR, RANGE);
    const first = makeAction(random, random.weigh(TYPES), machine, files, created);
    const opposite = OPPOSITE[first.type];
    if (!opposite || first.status !== 'Succeeded' || random.chance(0.3)) return [first];
    const lifted = makeAction(random, opposite, machine, files, created + random.int(HOUR, 24 * HOUR));
    return [first, { ...lifted, status: 'Succeeded', errorHResult: 0 }];
  }).flat();
  return actions.sort((one, other) => (one.creationDateTimeUtc < other.creationDateTimeUtc ? 1 : -1));
}

function makeAction(
  random: Random,
  type: string,
  machine: MachineRow,
  files: readonly KnownFile[],
  created: number,
): ActionRow {
  const status = random.weigh({ Succeeded: 80, Failed: 8, TimeOut: 5, Cancelled: 7 });
  const ended = created + random.int(20_000, 20 * 60_000);
  const requestor = random.pick([...ANALYSTS, 'Contoso Response Automation']);
  const cancelled = status === 'Cancelled';
  return {
    id: random.guid(),
    type,
    title: null,
    scope: scopeOf(random, type),
    requestor,
    requestorComment: random.pick([
      'Alert 4711',
      "O'Neill asked for it",
      'Überprüfung nach Vorfall',
      'C:\\Temp looks wrong',
    ]),
    requestSource: requestor.includes('@') ? 'Portal' : 'PublicApi',
    externalID: random.chance(0.2) ? `INC-${random.int(1000, 9999)}` : null,
    status,
    machineId: machine.id,
    computerDnsName: machine.computerDnsName,
    creationDateTimeUtc: random.moment(created),
    lastUpdateDateTimeUtc: random.moment(ended),
    cancellationRequestor: cancelled ? random.pick(ANALYSTS) : null,
    cancellationComment: cancelled ? 'Not needed any more' : null,
    cancellationDateTimeUtc: cancelled ? random.moment(ended) : null,
    errorHResult: status === 'Failed' ? -2147024891 : 0,
    relatedFileInfo:
      type === 'StopAndQuarantineFile'
        ? { fileIdentifier: random.pick(files).row.sha1, fileIdentifierType: 'Sha1' }
        : null,
    commands: type === 'LiveResponse' ? [runScript(random, status, created)] : [],
  };
}

function scopeOf(random: Random, type: string): string | null {
  if (type === 'Isolate') return random.pick(['Full', 'Selective']);
  return type === 'RunAntiVirusScan' ? random.pick(['Quick', 'Full']) : null;
}

function runScript(random: Random, status: string, created: number): LiveResponseCommandRow {
  const done = status === 'Succeeded';
  return {
    index: 0,
    startTime: random.moment(created + 5_000),
    endTime: done ? random.moment(created + 15_000) : null,
    commandStatus: done ? 'Completed' : 'Failed',
    errors: done ? [] : ['The script was not found'],
    command: {
      type: 'RunScript',
      params: [
        { key: 'ScriptName', value: 'collect-logs.ps1' },
        { key: 'Args', value: '-Path "C:\\Logs"' },
      ],
    },
  };
}
