import { createRandom, type Random } from '../../seed/random.ts';
import type { EvidenceRow, MachineRow } from '../../seed/rows.ts';
import { eventColumns, processOf, scenes, type AlertScene } from '../dataset/alert-scene.ts';
import { combine, daysSeen, momentOf, type HuntingRow, type HuntingDataset } from '../dataset/hunting-dataset.ts';
import {
  initiatingColumns,
  privilegeColumns,
  processColumns,
  shellOf,
  type ProcessFacts,
} from '../dataset/process-columns.ts';

const HARMLESS = ['/scheduled', '-NoProfile -File inventory.ps1', '/c "gpupdate /force"', '--check-updates', ''];

/** The programs that alerts tell of and the files that were not stopped, then everyday ones of every device and day. */
export function* deviceProcessEvents(dataset: HuntingDataset): Iterable<HuntingRow> {
  for (const { alert, account, evidence } of scenes(dataset, 'Process')) {
    const process = processOf(evidence, alert, account);
    const key = `${alert.id}:${process.id}`;
    yield processEvent(dataset, process, eventColumns(process.createdAt, alert.machineId, alert.computerDnsName, key));
  }
  for (const scene of scenes(dataset, 'File')) {
    const process = startedFile(scene);
    if (!process) continue;
    const { id, machineId, computerDnsName } = scene.alert;
    const base = eventColumns(process.createdAt, machineId, computerDnsName, `${id}:${process.sha1}`);
    yield processEvent(dataset, process, base);
  }
  for (const machine of dataset.tenant.machines) {
    for (const day of daysSeen(dataset, machine.firstSeen, machine.lastSeen)) {
      const random = createRandom(`process:${machine.id}:${day}`);
      for (let left = random.int(0, 3); left > 0; left--) {
        const process = everyday(dataset, machine, day, random);
        if (!process) continue;
        const key = `${machine.id}:${process.createdAt}`;
        yield processEvent(dataset, process, eventColumns(process.createdAt, machine.id, machine.computerDnsName, key));
      }
    }
  }
}

/** The program that an alert was raised for, where it was seen and not stopped. */
function startedFile({ alert, account, actor, evidence }: AlertScene & { evidence: EvidenceRow }): ProcessFacts | null {
  const { fileName, filePath, sha1 } = evidence;
  if (!fileName?.endsWith('.exe') || sha1 === null || evidence.detectionStatus !== 'Detected') return null;
  return {
    fileName,
    folderPath: filePath ?? '',
    sha1,
    id: createRandom(`started:${alert.id}`).int(400, 30_000),
    commandLine: `"${filePath ?? ''}\\${fileName}"`,
    createdAt: alert.lastEventTime,
    account,
    parent: { id: actor.id, fileName: actor.fileName, createdAt: actor.createdAt },
  };
}

function everyday(dataset: HuntingDataset, machine: MachineRow, day: number, random: Random): ProcessFacts | null {
  if (dataset.tools.length === 0) return null;
  const tool = random.pick(dataset.tools);
  const logons = dataset.logons.get(machine.id) ?? [];
  const user = logons.length > 0 && random.chance(0.8) ? random.pick(logons).userId : '';
  const createdAt = random.moment(momentOf(dataset, day, random.next(), machine.lastSeen));
  return {
    ...tool,
    id: random.int(400, 30_000),
    commandLine: `${tool.fileName} ${random.pick(HARMLESS)}`.trim(),
    createdAt,
    account: dataset.accounts.get(user),
    parent: { id: random.int(400, 30_000), fileName: 'explorer.exe', createdAt },
  };
}

function processEvent(dataset: HuntingDataset, process: ProcessFacts, base: HuntingRow): HuntingRow {
  const shell = shellOf(`${process.id}:${process.createdAt}`, process.parent.createdAt, process.account);
  const parent = { ...shell, id: process.parent.id, fileName: process.parent.fileName };
  const random = createRandom(`unique:${process.id}:${process.createdAt}`);
  return combine(base, processColumns(dataset, process), initiatingColumns(dataset, parent), privilegeColumns(parent), {
    ActionType: 'ProcessCreated',
    LogonId: random.int(100_000, 99_999_999),
    // 64-bit numbers as text: they do not fit a JSON number.
    ProcessUniqueId: `1351079${random.int(100_000_000, 999_999_999)}`,
    InitiatingProcessUniqueId: `1351079${random.int(100_000_000, 999_999_999)}`,
    CreatedProcessSessionId: 1,
    InitiatingProcessSessionId: 1,
    IsProcessRemoteSession: false,
  });
}
