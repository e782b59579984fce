import type { FileFacts } from './file-facts.ts';
import { createRandom } from '../../seed/random.ts';
import type { DirectoryAccount } from '../../seed/rows.ts';
import type { HuntingRow, HuntingDataset } from './hunting-dataset.ts';

/** A running program, as the event tables tell of it. */
export interface ProcessFacts {
  fileName: string;
  folderPath: string;
  sha1: string;
  id: number;
  commandLine: string;
  /** Date-time text. */
  createdAt: string;
  account: DirectoryAccount | undefined;
  parent: { id: number; fileName: string; createdAt: string };
}

const SYSTEM_SID = 'S-1-5-18';
// Not files of the tenant's, so that hunting meets hashes that the file API does not know.
const SHELL_SHA1 = createRandom('explorer.exe').hex(40);

/** The desktop shell that most programs of a user descend from. */
export function shellOf(key: string, createdAt: string, account: DirectoryAccount | undefined): ProcessFacts {
  const random = createRandom(`shell:${key}`);
  return {
    fileName: 'explorer.exe',
    folderPath: 'C:\\Windows',
    sha1: SHELL_SHA1,
    id: random.int(400, 30_000),
    commandLine: 'C:\\Windows\\Explorer.EXE',
    createdAt,
    account,
    parent: { id: random.int(400, 2_000), fileName: 'userinit.exe', createdAt },
  };
}

function fileFacts(dataset: HuntingDataset, sha1: string): FileFacts {
  const known = dataset.fileFacts.get(sha1);
  if (known) return known;
  const file = dataset.files.get(sha1);
  const facts: FileFacts = {
    sha256: file?.sha256 ?? createRandom(`sha256:${sha1}`).hex(64),
    md5: createRandom(`md5:${sha1}`).hex(32),
    size: file?.size ?? null,
    publisher: file?.filePublisher ?? null,
    product: file?.fileProductName ?? null,
  };
  dataset.fileFacts.set(sha1, facts);
  return facts;
}

/** Hashes and size of a file by its SHA-1. */
export function fileColumns(dataset: HuntingDataset, sha1: string): HuntingRow {
  const { sha256, md5, size } = fileFacts(dataset, sha1);
  return { SHA1: sha1, SHA256: sha256, MD5: md5, FileSize: size };
}

/** Columns of the process that an event is about. */
export function processColumns(dataset: HuntingDataset, process: ProcessFacts): HuntingRow {
  const { fileName, account } = process;
  const { sha256, md5, size, publisher, product } = fileFacts(dataset, process.sha1);
  return {
    FileName: fileName,
    FolderPath: `${process.folderPath}\\${fileName}`,
    SHA1: process.sha1,
    SHA256: sha256,
    MD5: md5,
    FileSize: size,
    ProcessVersionInfoCompanyName: publisher,
    ProcessVersionInfoProductName: product,
    ProcessVersionInfoInternalFileName: publisher && fileName,
    ProcessVersionInfoOriginalFileName: publisher && fileName,
    ProcessId: process.id,
    ProcessCommandLine: process.commandLine,
    ProcessCreationTime: process.createdAt,
    ProcessIntegrityLevel: account ? 'Medium' : 'System',
    ProcessTokenElevation: account ? 'TokenElevationTypeLimited' : 'TokenElevationTypeDefault',
    AccountDomain: account?.accountDomain ?? 'nt authority',
    AccountName: account?.accountName ?? 'system',
    AccountSid: account?.accountSid ?? SYSTEM_SID,
    AccountUpn: account?.userPrincipalName ?? '',
    AccountObjectId: account?.aadUserId ?? '',
  };
}

/** The same facts as columns of the process that set an event off. */
export function initiatingColumns(dataset: HuntingDataset, process: ProcessFacts): HuntingRow {
  const { fileName, account, parent } = process;
  const { sha256, md5, size, publisher, product } = fileFacts(dataset, process.sha1);
  return {
    InitiatingProcessAccountDomain: account?.accountDomain ?? 'nt authority',
    InitiatingProcessAccountName: account?.accountName ?? 'system',
    InitiatingProcessAccountSid: account?.accountSid ?? SYSTEM_SID,
    InitiatingProcessAccountUpn: account?.userPrincipalName ?? '',
    InitiatingProcessAccountObjectId: account?.aadUserId ?? '',
    InitiatingProcessSHA1: process.sha1,
    InitiatingProcessSHA256: sha256,
    InitiatingProcessMD5: md5,
    InitiatingProcessFileName: fileName,
    InitiatingProcessFolderPath: `${process.folderPath}\\${fileName}`.toLowerCase(),
    InitiatingProcessFileSize: size,
    InitiatingProcessVersionInfoCompanyName: publisher,
    InitiatingProcessVersionInfoProductName: product,
    InitiatingProcessVersionInfoInternalFileName: publisher && fileName,
    InitiatingProcessVersionInfoOriginalFileName: publisher && fileName,
    InitiatingProcessId: process.id,
    InitiatingProcessCommandLine: process.commandLine,
    InitiatingProcessCreationTime: process.createdAt,
    InitiatingProcessParentId: parent.id,
    InitiatingProcessParentFileName: parent.fileName,
    InitiatingProcessParentCreationTime: parent.createdAt,
    IsInitiatingProcessRemoteSession: false,
  };
}

/** How much the initiating process may do; DeviceEvents lacks these columns. */
export function privilegeColumns({ account }: ProcessFacts): HuntingRow {
  return {
    InitiatingProcessIntegrityLevel: account ? 'Medium' : 'System',
    InitiatingProcessTokenElevation: account ? 'TokenElevationTypeLimited' : 'TokenElevationTypeDefault',
  };
}
