import type { Random } from '../seed/random.ts';
import type { LibraryFileRow } from '../seed/rows.ts';

const FILES = [
  ['collect-logs.ps1', 'Copies the log folder', '-Path <folder>'],
  ['list-autoruns.ps1', 'Lists what starts by itself', null],
  ["o'neill cleanup.ps1", 'Löscht temporäre Dateien', null],
  ['unblock.sh', 'Lifts a firewall rule', '<rule name>'],
] as const;

/** Makes the files of the live response library. */
export function generateLibrary(random: Random, now: number): LibraryFileRow[] {
  return FILES.map(([fileName, description, parameters]): LibraryFileRow => {
    const created = now - random.int(20, 400) * 86_400_000;
    return {
      fileName,
      sha256: random.hex(64),
      description,
      creationTime: random.moment(created),
      lastUpdatedTime: random.moment(created + 3_600_000),
      createdBy: 'soc.day@contoso.example',
      hasParameters: parameters !== null,
      ...(parameters !== null && { parametersDescription: parameters }),
    };
  });
}
