import { DOMAINS } from '../seed/alert-scenarios.ts';
import type { AlertScenario } from '../seed/alert-scenarios.ts';
import type { KnownFile } from './generate-files.ts';
import type { Random } from '../seed/random.ts';
import type { DirectoryAccount, EvidenceRow } from '../seed/rows.ts';

const EMPTY: Omit<EvidenceRow, 'entityType' | 'evidenceCreationTime'> = {
  sha1: null,
  sha256: null,
  fileName: null,
  filePath: null,
  processId: null,
  processCommandLine: null,
  processCreationTime: null,
  parentProcessId: null,
  parentProcessCreationTime: null,
  parentProcessFileName: null,
  parentProcessFilePath: null,
  ipAddress: null,
  url: null,
  registryKey: null,
  registryHive: null,
  registryValueType: null,
  registryValue: null,
  accountName: null,
  domainName: null,
  userSid: null,
  aadUserId: null,
  userPrincipalName: null,
  detectionStatus: null,
};

/** The files that evidence may name, by what they are. */
export interface EvidenceFiles {
  malicious: readonly KnownFile[];
  benign: readonly KnownFile[];
}

/** Makes the evidence of one alert; `time` in milliseconds is when the alert was made. */
export function generateEvidence(
  random: Random,
  story: AlertScenario,
  files: EvidenceFiles,
  account: DirectoryAccount | undefined,
  time: number,
): EvidenceRow[] {
  const culprit = random.pick(files.malicious);
  const tool = random.pick(files.benign);
  return story.evidence.flatMap((entityType) => {
    const filled = fill(random, entityType, culprit, tool, account, time);
    if (!filled) return [];
    return [{ entityType, evidenceCreationTime: random.moment(time + random.int(0, 900)), ...EMPTY, ...filled }];
  });
}

function fill(
  random: Random,
  entityType: AlertScenario['evidence'][number],
  culprit: KnownFile,
  tool: KnownFile,
  account: DirectoryAccount | undefined,
  time: number,
): Partial<EvidenceRow> | null {
  const detectionStatus = random.pick(['Detected', 'Blocked', 'Prevented']);
  switch (entityType) {
    case 'User':
      return account
        ? {
            accountName: account.accountName,
            domainName: account.accountDomain,
            userSid: account.accountSid,
            aadUserId: account.aadUserId,
            userPrincipalName: account.userPrincipalName,
          }
        : null;
    case 'Process':
      return {
        ...hashes(tool),
        processId: random.int(400, 30_000),
        processCommandLine: commandLine(tool, culprit),
        processCreationTime: random.moment(time - random.int(60_000, 240_000)),
        parentProcessId: random.int(400, 30_000),
        parentProcessCreationTime: random.moment(time - random.int(240_000, 900_000)),
        parentProcessFileName: 'explorer.exe',
        parentProcessFilePath: 'C:\\Windows',
        detectionStatus,
      };
    case 'File':
      return { ...hashes(culprit), detectionStatus };
    case 'Ip':
      return { ipAddress: `198.51.100.${random.int(1, 60)}`, detectionStatus };
    case 'Url':
      return { url: `https://${random.pick(DOMAINS)}/p/${random.hex(6)}?q=1`, detectionStatus };
    case 'Registry':
      return {
        registryKey: 'SOFTWARE\\Contoso\\Run',
        registryHive: 'HKEY_LOCAL_MACHINE',
        registryValueType: 'String',
        registryValue: `${culprit.filePath}\\${culprit.fileName}`,
        detectionStatus,
      };
  }
}

/** PowerShell's `-enc` takes Base64 of UTF-16; the other tools are called in one way. */
function commandLine(tool: KnownFile, culprit: KnownFile): string {
  const target = `${culprit.filePath}\\${culprit.fileName}`;
  if (tool.fileName !== 'powershell.exe') return `"${tool.fileName}" -arg "${target}" /q`;
  const script = Buffer.from(`Start-Process -FilePath "${target}" -WindowStyle Hidden`, 'utf16le');
  return `powershell.exe -NoProfile -WindowStyle Hidden -enc ${script.toString('base64')}`;
}

function hashes({ row, fileName, filePath }: KnownFile): Partial<EvidenceRow> {
  return { sha1: row.sha1, sha256: row.sha256, fileName, filePath };
}
