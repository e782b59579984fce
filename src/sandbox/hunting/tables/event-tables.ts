import { createRandom } from '../../seed/random.ts';
import type { EvidenceRow } from '../../seed/rows.ts';
import { eventColumns, scenes, type AlertScene } from '../dataset/alert-scene.ts';
import { everydayModuleLoads, everydaySignatures } from '../dataset/benign-modules.ts';
import { combine, type HuntingRow, type HuntingWorld } from '../dataset/hunting-dataset.ts';
import { fileColumns, initiatingColumns, privilegeColumns } from '../dataset/process-columns.ts';
import { renamedFiles } from '../dataset/renamed-files.ts';
import { runKeyChanges } from '../dataset/run-keys.ts';

type Scene = AlertScene & { evidence: EvidenceRow };

/** What each event of an alert has: when, on which device, and which program did it. */
function bare(world: HuntingWorld, { alert, actor, evidence }: Scene): HuntingRow {
  const key = `${alert.id}:${evidence.entityType}`;
  const event = eventColumns(alert.lastEventTime, alert.machineId, alert.computerDnsName, key);
  return combine(event, initiatingColumns(world, actor));
}

function common(world: HuntingWorld, scene: Scene): HuntingRow {
  return combine(bare(world, scene), privilegeColumns(scene.actor));
}

function evidenceFile(world: HuntingWorld, evidence: EvidenceRow): HuntingRow {
  return combine(fileColumns(world, evidence.sha1 ?? ''), {
    FileName: evidence.fileName,
    FolderPath: `${evidence.filePath ?? ''}\\${evidence.fileName ?? ''}`,
  });
}

export function* deviceFileEvents(world: HuntingWorld): Iterable<HuntingRow> {
  for (const scene of scenes(world, 'File')) {
    const random = createRandom(`file:${scene.alert.id}`);
    const fromWeb = scene.alert.evidence.find((evidence) => evidence.url)?.url;
    yield combine(common(world, scene), evidenceFile(world, scene.evidence), {
      ActionType: random.pick(['FileCreated', 'FileCreated', 'FileModified', 'FileRenamed']),
      FileOriginUrl: fromWeb,
      RequestAccountName: scene.account?.accountName,
      RequestAccountDomain: scene.account?.accountDomain,
      RequestAccountSid: scene.account?.accountSid,
      IsAzureInfoProtectionApplied: false,
    });
  }
  yield* renamedFiles(world);
}

/** Connections to the addresses and URLs that alerts name. */
export function* deviceNetworkEvents(world: HuntingWorld): Iterable<HuntingRow> {
  for (const scene of scenes(world, 'Ip', 'Url')) {
    const { alert, evidence, machine } = scene;
    const random = createRandom(`connection:${alert.id}:${evidence.entityType}`);
    const address = evidence.ipAddress ?? alert.evidence.find((one) => one.ipAddress)?.ipAddress;
    yield combine(common(world, scene), {
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

export function* deviceRegistryEvents(world: HuntingWorld): Iterable<HuntingRow> {
  for (const scene of scenes(world, 'Registry')) {
    const { evidence } = scene;
    yield combine(common(world, scene), {
      ActionType: 'RegistryValueSet',
      RegistryKey: `${evidence.registryHive ?? ''}\\${evidence.registryKey ?? ''}`,
      RegistryValueType: evidence.registryValueType,
      RegistryValueName: 'Updater',
      RegistryValueData: evidence.registryValue,
      PreviousRegistryKey: `${evidence.registryHive ?? ''}\\${evidence.registryKey ?? ''}`,
    });
  }
  yield* runKeyChanges(world);
}

/** What fits no other table: detections of files and warnings about URLs. */
export function* deviceEvents(world: HuntingWorld): Iterable<HuntingRow> {
  for (const scene of scenes(world, 'File', 'Url')) {
    const { alert, evidence, account } = scene;
    const base = combine(bare(world, scene), {
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
    yield combine(base, evidenceFile(world, evidence), { ActionType, AdditionalFields: JSON.stringify(details) });
  }
}

export function* deviceImageLoadEvents(world: HuntingWorld): Iterable<HuntingRow> {
  for (const scene of scenes(world, 'File')) {
    if (!scene.evidence.fileName?.endsWith('.dll')) continue;
    yield combine(common(world, scene), evidenceFile(world, scene.evidence), { ActionType: 'ImageLoaded' });
  }
  yield* everydayModuleLoads(world);
}

/** Signatures of the signed files and programs that alerts name, once for each device. */
export function* deviceFileCertificateInfo(world: HuntingWorld): Iterable<HuntingRow> {
  const seen = new Set<string>();
  for (const { alert, evidence } of scenes(world, 'File', 'Process')) {
    const file = world.files.get(evidence.sha1 ?? '');
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
  yield* everydaySignatures(world);
}
