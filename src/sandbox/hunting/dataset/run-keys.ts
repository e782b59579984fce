import { createRandom } from '../../seed/random.ts';
import { eventColumns, scenes } from './alert-scene.ts';
import { combine, daysSeen, momentOf, type HuntingRow, type HuntingDataset } from './hunting-dataset.ts';
import { initiatingColumns, privilegeColumns, shellOf, type ProcessFacts } from './process-columns.ts';

const RUN_KEY = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Run';

/** Values of the Run key: those that alerts about persistence were raised for, and one that the company set itself. */
export function* runKeyChanges(dataset: HuntingDataset): Iterable<HuntingRow> {
  for (const { alert, actor, evidence } of scenes(dataset, 'Registry')) {
    if (alert.category !== 'Persistence') continue;
    const base = eventColumns(alert.lastEventTime, alert.machineId, alert.computerDnsName, `run:${alert.id}`);
    yield runKeySet(dataset, base, actor, 'Updater', evidence.registryValue ?? '');
  }
  for (const { id, firstSeen, lastSeen, osPlatform, computerDnsName } of dataset.tenant.machines) {
    const [day] = daysSeen(dataset, firstSeen, lastSeen);
    if (day === undefined || !osPlatform.startsWith('Windows')) continue;
    const random = createRandom(`tray:${id}`);
    const time = random.moment(momentOf(dataset, day, random.next(), lastSeen));
    const actor = shellOf(`tray:${id}`, time, undefined);
    const data = '"C:\\Program Files\\Wingtip\\tray.exe" /background';
    yield runKeySet(dataset, eventColumns(time, id, computerDnsName, `tray:${id}`), actor, 'WingtipTray', data);
  }
}

function runKeySet(
  dataset: HuntingDataset,
  base: HuntingRow,
  actor: ProcessFacts,
  name: string,
  data: string,
): HuntingRow {
  return combine(base, initiatingColumns(dataset, actor), privilegeColumns(actor), {
    ActionType: 'RegistryValueSet',
    RegistryKey: RUN_KEY,
    RegistryValueType: 'String',
    RegistryValueName: name,
    RegistryValueData: data,
    PreviousRegistryKey: RUN_KEY,
  });
}
