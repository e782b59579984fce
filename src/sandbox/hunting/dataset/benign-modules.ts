import { createRandom } from '../../seed/random.ts';
import { eventColumns } from './alert-scene.ts';
import { combine, daysSeen, momentOf, type HuntingRow, type HuntingWorld } from './hunting-dataset.ts';
import { fileColumns, initiatingColumns, privilegeColumns, shellOf } from './process-columns.ts';

/** Modules of every Windows device, which no alert speaks of. */
const MODULES = [
  { fileName: 'wingtip-shell.dll', folder: 'C:\\ProgramData\\Wingtip', signer: 'Wingtip Software Ltd' },
  // Its signature has not been looked at yet.
  { fileName: 'adatum-plugin.dll', folder: 'C:\\ProgramData\\Adatum', signer: null },
] as const;

interface EverydayLoad {
  module: (typeof MODULES)[number];
  sha1: string;
  machine: { id: string; name: string };
  /** Date-time text. */
  time: string;
}

function* everydayLoads(world: HuntingWorld): Iterable<EverydayLoad> {
  for (const { id, firstSeen, lastSeen, osPlatform, computerDnsName: name } of world.tenant.machines) {
    const day = daysSeen(world, firstSeen, lastSeen).at(-1);
    if (day === undefined || !osPlatform.startsWith('Windows')) continue;
    const random = createRandom(`modules:${id}`);
    for (const module of MODULES) {
      const time = random.moment(momentOf(world, day, random.next(), lastSeen));
      yield { module, sha1: createRandom(module.fileName).hex(40), machine: { id, name }, time };
    }
  }
}

export function* everydayModuleLoads(world: HuntingWorld): Iterable<HuntingRow> {
  for (const { module, sha1, machine, time } of everydayLoads(world)) {
    const logon = world.logons.get(machine.id)?.[0];
    const actor = shellOf(`modules:${machine.id}`, time, world.accounts.get(logon?.userId ?? ''));
    const base = eventColumns(time, machine.id, machine.name, `module:${module.fileName}:${machine.id}`);
    yield combine(base, initiatingColumns(world, actor), privilegeColumns(actor), fileColumns(world, sha1), {
      ActionType: 'ImageLoaded',
      FileName: module.fileName,
      FolderPath: `${module.folder}\\${module.fileName}`,
    });
  }
}

export function* everydaySignatures(world: HuntingWorld): Iterable<HuntingRow> {
  for (const { module, sha1, machine, time } of everydayLoads(world)) {
    if (module.signer === null) continue;
    yield combine(eventColumns(time, machine.id, machine.name, `signature:${sha1}:${machine.id}`), {
      SHA1: sha1,
      IsSigned: true,
      SignatureType: 'Embedded',
      Signer: module.signer,
      SignerHash: createRandom(module.signer).hex(40),
      Issuer: 'Tailspin Code Signing CA 3',
      IsTrusted: true,
      IsRootSignerMicrosoft: false,
    });
  }
}
