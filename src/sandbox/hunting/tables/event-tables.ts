import { createRandom } from '../../seed/random.ts';
import type { EvidenceRow } from '../../seed/rows.ts';
import { eventColumns, scenes, type AlertScene } from '../dataset/alert-scene.ts';
import { benignModuleLoads, benignSignatures } from '../dataset/benign-modules.ts';
import { combine, type HuntingRow, type HuntingDataset } from '../dataset/hunting-dataset.ts';
import { fileColumns, initiatingColumns, privilegeColumns } from '../dataset/process-columns.ts';
import { renamedFiles } from '../dataset/renamed-files.ts';
import { runKeyChanges } from '../dataset/run-keys.ts';

type Scene = AlertScene & { evidence: EvidenceRow };

/** What each event of an alert has: when, on which device, and which program did it. */
function bare(dataset: HuntingDataset, { alert, actor, evidence }: Scene): HuntingRow {
  const key = `${alert.id}:${evidence.entityType}`;
  const event = eventColumns(alert.lastEventTime, alert.machineId, alert.computerDnsName, key);
  return combine(event, initiatingColumns(dataset, actor));
}

function common(dataset: HuntingDataset, scene: Scene): HuntingRow {
  return combine(bare(dataset, scene), privilegeColumns(scene.actor));
}

function evidenceFile(dataset: HuntingDataset, evidence: EvidenceRow): HuntingRow {
  return combine(fileColumns(dataset, evidence.sha1 ?? ''), {
    FileName: evidence.fileName,
    FolderPath: `${evidence.filePath ?? ''}\\${evidence.fileName ?? ''}`,
  });
}

export function* deviceFileEvents(dataset: HuntingDataset): Iterable<HuntingRow> {
  for (const scene of scenes(dataset, 'File')) {
    const random = createRandom(`file:${scene.alert.id}`);
    const fromWeb = scene.alert.evidence.find((evidence) => evidence.url)?.url;
    yield combine(common(dataset, scene), evidenceFile(dataset, scene.evidence), {
      ActionType: random.pick(['FileCreated', 'FileCreated', 'FileModified', 'FileRenamed']),
      FileOriginUrl: fromWeb,
      RequestAccountName: scene.account?.accountName,
      RequestAccountDomain: scene.account?.accountDomain,
      RequestAccountSid: scene.account?.accountSid,
      IsAzureInfoProtectionApplied: false,
    });
  }
  yield* renamedFiles(dataset);
}

/** Connections to the addresses and URLs that alerts name. */
export function* deviceNetworkEvents(dataset: HuntingDataset): Iterable<HuntingRow> {
  for (const scene of scenes(dataset, 'Ip', 'Url')) {
    const { alert, evidence, machine } = scene;
    const random = createRandom(`connection:${alert.id}:${evidence.entityType}`);
    const address = evidence.ipAddress ?? alert.evidence.find((one) => one.ipAddress)?.ipAddress;
    yield combine(common(dataset, scene), {
      ActionType: evidence.detectionStatus === 'Detected' ? 'ConnectionSuccess' : 'ConnectionFailed',
      RemoteIP: address ?? `198.51.100.${random.int(100, 200)}`,
      RemotePort: evidence.url ? 443 : random.pick([443, 8080, 4444]),
      RemoteUrl: evidence.url,
      LocalIP: machine?.lastIpAddress,
      LocalPort: random.int(49_152, 65_535),
      Protocol: 'Tcp',
      LocalIPType: 'Private',
      RemoteIPType: 'Public',
    });
  }
}

export function* deviceRegistryEvents(dataset: HuntingDataset): Iterable<HuntingRow> {
  for (const scene of scenes(dataset, 'Registry')) {
    const { evidence } = scene;
    yield combine(common(dataset, scene), {
      ActionType: 'RegistryValueSet',
      RegistryKey: `${evidence.registryHive ?? ''}\\${evidence.registryKey ?? ''}`,
      RegistryValueType: evidence.registryValueType,
      RegistryValueName: 'Updater',
      RegistryValueData: evidence.registryValue,
      PreviousRegistryKey: `${evidence.registryHive ?? ''}\\${evidence.registryKey ?? ''}`,
    });
  }
  yield* runKeyChanges(dataset);
}

/** What fits no other table: detections of files and warnings about URLs. */
export function* deviceEvents(dataset: HuntingDataset): Iterable<HuntingRow> {
  for (const scene of scenes(dataset, 'File', 'Url')) {
    const { alert, evidence, account } = scene;
    const base = combine(bare(dataset, scene), {
      AccountName: account?.accountName,
      AccountDomain: account?.accountDomain,
      AccountSid: account?.accountSid,
    });
    if (evidence.entityType === 'Url') {
      const details = { Experience: 'Phishing', IsWarn: evidence.detectionStatus === 'Detected' };
      const blocked = evidence.detectionStatus === 'Blocked';
      const ActionType = blocked ? 'ExploitGuardNetworkProtectionBlocked' : 'SmartScreenUrlWarning';
      yield combine(base, { ActionType, RemoteUrl: evidence.url, AdditionalFields: JSON.stringify(details) });
      continue;
    }
    const details = { ThreatName: alert.threatName, WasRemediated: evidence.detectionStatus !== 'Detected' };
    const ActionType = alert.threatName ? 'AntivirusDetection' : 'AsrExecutableContentAudited';
    yield combine(base, evidenceFile(dataset, evidence), { ActionType, AdditionalFields: JSON.stringify(details) });
  }
}

export function* deviceImageLoadEvents(dataset: HuntingDataset): Iterable<HuntingRow> {
  for (const scene of scenes(dataset, 'File')) {
    if (!scene.evidence.fileName?.endsWith('.dll')) continue;
    yield combine(common(dataset, scene), evidenceFile(dataset, scene.evidence), { ActionType: 'ImageLoaded' });
  }
  yield* benignModuleLoads(dataset);
}

/** Signatures of the signed files and programs that alerts name, once for each device. */
export function* deviceFileCertificateInfo(dataset: HuntingDataset): Iterable<HuntingRow> {
  const seen = new Set<string>();
  for (const { alert, evidence } of scenes(dataset, 'File', 'Process')) {
    const file = dataset.files.get(evidence.sha1 ?? '');
    const key = `${alert.machineId}:${evidence.sha1}`;
    if (!file || seen.has(key)) continue;
    seen.add(key);
    const base = eventColumns(alert.lastEventTime, alert.machineId, alert.computerDnsName, `signature:${key}`);
    yield combine(base, {
      SHA1: file.sha1,
      IsSigned: file.signer !== null,
      SignatureType: file.signer ? 'Embedded' : 'Unknown',
      Signer: file.signer,
      SignerHash: file.signerHash,
      Issuer: file.issuer,
      IsTrusted: file.isValidCertificate ?? false,
      IsRootSignerMicrosoft: false,
    });
  }
  yield* benignSignatures(dataset);
}
