import type { AlertRow, EvidenceRow } from '../../seed/rows.ts';
import { combine, type HuntingRow, type HuntingDataset } from '../dataset/hunting-dataset.ts';

/** How hunting words the alert API's sources; it knows the same detectors by other names. */
const SOURCES: Record<string, string> = {
  WindowsDefenderAtp: 'EDR',
  WindowsDefenderAv: 'Antivirus',
  WindowsDefenderSmartScreen: 'SmartScreen',
  CustomDetection: 'Custom detection',
  CustomTI: 'Custom TI',
  AutomatedInvestigation: 'Automated investigation',
  MicrosoftDefenderForOffice365: 'Microsoft Defender for Office 365',
};

const ENTITY_TYPES: Record<string, string> = { Registry: 'RegistryValue' };

export function* alertInfo(dataset: HuntingDataset): Iterable<HuntingRow> {
  for (const alert of dataset.alerts) {
    yield {
      Timestamp: alert.alertCreationTime,
      AlertId: alert.id,
      Title: alert.title,
      Category: alert.category,
      Severity: alert.severity,
      ServiceSource: 'Microsoft Defender for Endpoint',
      DetectionSource: SOURCES[alert.detectionSource] ?? alert.detectionSource,
      AttackTechniques: techniques(alert),
    };
  }
}

/** One row for the device of each alert and one for each piece of its evidence. */
export function* alertEvidence(dataset: HuntingDataset): Iterable<HuntingRow> {
  for (const alert of dataset.alerts) {
    const base: HuntingRow = {
      Timestamp: alert.alertCreationTime,
      AlertId: alert.id,
      Title: alert.title,
      Categories: JSON.stringify([alert.category]),
      AttackTechniques: techniques(alert),
      ServiceSource: 'Microsoft Defender for Endpoint',
      DetectionSource: SOURCES[alert.detectionSource] ?? alert.detectionSource,
      Severity: alert.severity,
      ThreatFamily: alert.threatFamilyName,
      DeviceId: alert.machineId,
      DeviceName: alert.computerDnsName,
    };
    const address = dataset.machines.get(alert.machineId)?.lastIpAddress;
    yield combine({ EntityType: 'Machine', EvidenceRole: 'Impacted', LocalIP: address }, base);
    for (const evidence of alert.evidence) yield combine(evidenceColumns(dataset, evidence), base);
  }
}

function evidenceColumns(dataset: HuntingDataset, evidence: EvidenceRow): HuntingRow {
  return {
    EntityType: ENTITY_TYPES[evidence.entityType] ?? evidence.entityType,
    EvidenceRole: evidence.entityType === 'User' ? 'Impacted' : 'Related',
    FileName: evidence.fileName,
    FolderPath: evidence.filePath,
    SHA1: evidence.sha1,
    SHA256: evidence.sha256,
    FileSize: dataset.files.get(evidence.sha1 ?? '')?.size ?? null,
    RemoteIP: evidence.ipAddress,
    RemoteUrl: evidence.url,
    AccountName: evidence.accountName,
    AccountDomain: evidence.domainName,
    AccountSid: evidence.userSid,
    AccountObjectId: evidence.aadUserId,
    AccountUpn: evidence.userPrincipalName,
    ProcessCommandLine: evidence.processCommandLine,
    RegistryKey: evidence.registryKey && `${evidence.registryHive ?? ''}\\${evidence.registryKey}`,
    RegistryValueData: evidence.registryValue,
    AdditionalFields: evidence.detectionStatus && JSON.stringify({ DetectionStatus: evidence.detectionStatus }),
  };
}

function techniques(alert: AlertRow): string {
  return alert.mitreTechniques.length > 0 ? JSON.stringify(alert.mitreTechniques) : '';
}
