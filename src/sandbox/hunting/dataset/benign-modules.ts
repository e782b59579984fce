import { createRandom } from '../../seed/random.ts';
import { eventColumns } from './alert-scene.ts';
import { combine, daysSeen, momentOf, type HuntingRow, type HuntingDataset } from './hunting-dataset.ts';
import { fileColumns, initiatingColumns, privilegeColumns, shellOf } from './process-columns.ts';

/** Modules of every Windows device, which no alert speaks of. */
const MODULES = [
  { fileName: 'wingtip-shell.dll', folder: 'C:\\ProgramData\\Wingtip', signer: 'Wingtip Software Ltd' },
  // Its signature has not been looked at yet.
  { fileName: 'adatum-plugin.dll', folder: 'C:\\ProgramData\\Adatum', signer: null },
] as const;

interface BenignLoad {
  module: (typeof MODULES)[number];
  sha1: string;
  machine: { id: string; name: string };
  /** Date-time text. */
  time: string;
}

function* benignLoads(dataset: HuntingDataset): Iterable<BenignLoad> {
  for (const { id, firstSeen, lastSeen, osPlatform, computerDnsName: name } of dataset.tenant.machines) {
    const day = daysSeen(dataset, firstSeen, lastSeen).at(-1);
    if (day === undefined || !osPlatform.startsWith('Windows')) continue;
    const random = createRandom(`modules:${id}`);
    for (const module of MODULES) {
      const time = random.moment(momentOf(dataset, day, random.next(), lastSeen));
      yield { module, sha1: createRandom(module.fileName).hex(40), machine: { id, name }, time };
    }
  }
}

export function* benignModuleLoads(dataset: HuntingDataset): Iterable<HuntingRow> {
  for (const { module, sha1, machine, time } of benignLoads(dataset)) {
    const logon = dataset.logons.get(machine.id)?.[0];
    const actor = shellOf(`modules:${machine.id}`, time, dataset.accounts.get(logon?.userId ?? ''));
    const base = eventColumns(time, machine.id, machine.name, `module:${module.fileName}:${machine.id}`);
    yield combine(base, initiatingColumns(dataset, actor), privilegeColumns(actor), fileColumns(dataset, sha1), {
      ActionType: 'ImageLoaded',
      FileName: module.fileName,
      FolderPath: `${module.folder}\\${module.fileName}`,
    });
  }
}

export function* benignSignatures(dataset: HuntingDataset): Iterable<HuntingRow> {
  for (const { module, sha1, machine, time } of benignLoads(dataset)) {
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
