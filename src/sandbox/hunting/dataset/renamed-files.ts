import { createRandom, type Random } from '../../seed/random.ts';
import { eventColumns, scenes } from './alert-scene.ts';
import { combine, DAY, daysSeen, momentOf, type HuntingRow, type HuntingDataset } from './hunting-dataset.ts';
import { initiatingColumns, privilegeColumns, shellOf, type ProcessFacts } from './process-columns.ts';

const FOLDERS = ['Documents', 'Documents\\Projects', 'Desktop', 'Pictures'];
const STEMS = ['budget', 'report', 'Größenliste', 'plan', 'invoice', 'notes', "O'Neill", '見積'];
const ENDINGS = ['docx', 'xlsx', 'pdf', 'pptx', 'jpg'];

/** Documents that ransomware renamed, and the few that users rename on any day. */
export function* renamedFiles(dataset: HuntingDataset): Iterable<HuntingRow> {
  for (const { alert, actor } of scenes(dataset, 'Process')) {
    if (alert.category !== 'Ransomware') continue;
    const random = createRandom(`encrypted:${alert.id}`);
    const ending = (alert.threatFamilyName ?? 'locked').toLowerCase();
    const start = Date.parse(actor.createdAt);
    // The alert's last event may come ten seconds after its program was started.
    const end = Math.min(start + 30_000, Date.parse(alert.lastEventTime));
    for (let number = random.int(45, 90); number > 0; number--) {
      const time = random.moment(random.int(start + 1, end));
      const file = document(random, `${number}`);
      const base = eventColumns(time, alert.machineId, alert.computerDnsName, `${alert.id}:${number}`);
      yield renamed(dataset, base, actor, file, `${file.name}.${ending}`);
    }
  }
  for (const { id, firstSeen, lastSeen, computerDnsName } of dataset.tenant.machines) {
    const day = daysSeen(dataset, firstSeen, lastSeen).at(-1);
    const random = createRandom(`renamed:${id}`);
    if (day === undefined || !random.chance(0.4)) continue;
    const logon = dataset.logons.get(id)?.[0];
    for (let number = random.int(1, 6); number > 0; number--) {
      const time = random.moment(momentOf(dataset, day, random.next(), lastSeen));
      const actor = shellOf(
        `renamed:${id}`,
        new Date(day - DAY).toISOString(),
        dataset.accounts.get(logon?.userId ?? ''),
      );
      const file = document(random, `draft ${number}`);
      yield renamed(
        dataset,
        eventColumns(time, id, computerDnsName, `renamed:${id}:${number}`),
        actor,
        file,
        file.name.replace('draft', 'final'),
      );
    }
  }
}

interface Document {
  folder: string;
  name: string;
}

function document(random: Random, word: string): Document {
  return {
    folder: `C:\\Users\\Public\\${random.pick(FOLDERS)}`,
    name: `${random.pick(STEMS)} ${word}.${random.pick(ENDINGS)}`,
  };
}

/** Documents have no hash in hunting: the sensor takes those of programs. */
function renamed(
  dataset: HuntingDataset,
  base: HuntingRow,
  actor: ProcessFacts,
  file: Document,
  name: string,
): HuntingRow {
  const { folder, name: before } = file;
  return combine(base, initiatingColumns(dataset, actor), privilegeColumns(actor), {
    ActionType: 'FileRenamed',
    FileName: name,
    FolderPath: `${folder}\\${name}`,
    PreviousFileName: before,
    PreviousFolderPath: folder,
    RequestAccountName: actor.account?.accountName,
    RequestAccountDomain: actor.account?.accountDomain,
    RequestAccountSid: actor.account?.accountSid,
    IsAzureInfoProtectionApplied: false,
  });
}
