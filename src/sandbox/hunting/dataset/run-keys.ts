import { createRandom } from '../../seed/random.ts';
import { eventColumns, scenes } from './alert-scene.ts';
import { combine, daysSeen, momentOf, type HuntingRow, type HuntingWorld } from './hunting-dataset.ts';
import { initiatingColumns, privilegeColumns, shellOf, type ProcessFacts } from './process-columns.ts';

const RUN_KEY = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Run';

/** Values of the Run key: those that alerts about persistence were raised for, and one that the company set itself. */
export function* runKeyChanges(world: HuntingWorld): Iterable<HuntingRow> {
  for (const { alert, actor, evidence } of scenes(world, 'Registry')) {
    if (alert.category !== 'Persistence') continue;
    const base = eventColumns(alert.lastEventTime, alert.machineId, alert.computerDnsName, `run:${alert.id}`);
    yield runKeySet(world, base, actor, 'Updater', evidence.registryValue ?? '');
  }
  for (const { id, firstSeen, lastSeen, osPlatform, computerDnsName } of world.tenant.machines) {
    const [day] = daysSeen(world, firstSeen, lastSeen);
    if (day === undefined || !osPlatform.startsWith('Windows')) continue;
    const random = createRandom(`tray:${id}`);
    const time = random.moment(momentOf(world, day, random.next(), lastSeen));
    const actor = shellOf(`tray:${id}`, time, undefined);
    const data = '"C:\\Program Files\\Wingtip\\tray.exe" /background';
    yield runKeySet(world, eventColumns(time, id, computerDnsName, `tray:${id}`), actor, 'WingtipTray', data);
  }
}

function runKeySet(world: HuntingWorld, base: HuntingRow, actor: ProcessFacts, name: string, data: string): HuntingRow {
  return combine(base, initiatingColumns(world, actor), privilegeColumns(actor), {
    ActionType: 'RegistryValueSet',
    RegistryKey: RUN_KEY,
    RegistryValueType: 'String',
    RegistryValueName: name,
    RegistryValueData: data,
    PreviousRegistryKey: RUN_KEY,
  });
}
