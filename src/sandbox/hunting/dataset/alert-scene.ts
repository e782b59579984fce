import { createRandom } from '../../seed/random.ts';
import type { AlertRow, DirectoryAccount, EvidenceRow, MachineRow } from '../../seed/rows.ts';
import { isWithinReach, type HuntingRow, type HuntingDataset } from './hunting-dataset.ts';
import { shellOf, type ProcessFacts } from './process-columns.ts';

/** What happened on a device around one alert. */
export interface AlertScene {
  alert: AlertRow;
  machine: MachineRow | undefined;
  account: DirectoryAccount | undefined;
  /** The program that the alert speaks of, else the desktop shell. */
  actor: ProcessFacts;
}

/** The scenes of all alerts within reach whose evidence is of one of the kinds. */
export function* scenes(dataset: HuntingDataset, ...kinds: string[]): Iterable<AlertScene & { evidence: EvidenceRow }> {
  for (const alert of dataset.alerts) {
    const wanted = alert.evidence.filter((evidence) => kinds.includes(evidence.entityType));
    if (wanted.length === 0 || !isWithinReach(dataset, alert.lastEventTime)) continue;
    const account = accountOf(dataset, alert);
    const program = alert.evidence.find((evidence) => evidence.entityType === 'Process');
    const actor = program ? processOf(program, alert, account) : shellOf(alert.id, alert.firstEventTime, account);
    for (const evidence of wanted) {
      yield { alert, machine: dataset.machines.get(alert.machineId), account, actor, evidence };
    }
  }
}

function accountOf(dataset: HuntingDataset, alert: AlertRow): DirectoryAccount | undefined {
  const user = alert.relatedUser;
  return user ? dataset.accounts.get(`${user.domainName}\\${user.userName}`) : undefined;
}

export function processOf(evidence: EvidenceRow, alert: AlertRow, account: DirectoryAccount | undefined): ProcessFacts {
  return {
    fileName: evidence.fileName ?? '',
    folderPath: evidence.filePath ?? '',
    sha1: evidence.sha1 ?? '',
    id: evidence.processId ?? 0,
    commandLine: evidence.processCommandLine ?? '',
    createdAt: evidence.processCreationTime ?? alert.firstEventTime,
    account,
    parent: {
      id: evidence.parentProcessId ?? 0,
      fileName: evidence.parentProcessFileName ?? 'explorer.exe',
      createdAt: evidence.parentProcessCreationTime ?? alert.firstEventTime,
    },
  };
}

/** Columns that every event of a device begins with; `key` makes the report's number. */
export function eventColumns(time: string, deviceId: string, deviceName: string, key: string): HuntingRow {
  return {
    Timestamp: time,
    DeviceId: deviceId,
    DeviceName: deviceName,
    ReportId: createRandom(`report:${key}`).int(1, 999_999),
  };
}
