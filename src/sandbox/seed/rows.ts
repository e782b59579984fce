/** A network interface of a device (get-alert-related-machine-info.md). */
export interface IpInterfaceRow {
  ipAddress: string;
  macAddress: string;
  operationalStatus: string;
}

/** A device as `GET /api/machines` gives it (machine.md). */
export interface MachineRow {
  id: string;
  /** Empty on a few devices, as in the vendor's own examples. */
  computerDnsName: string;
  firstSeen: string;
  lastSeen: string;
  osPlatform: string;
  onboardingStatus: string;
  osProcessor: string;
  version: string;
  osBuild: number | null;
  lastIpAddress: string;
  lastExternalIpAddress: string;
  healthStatus: string;
  rbacGroupName: string;
  /** Documented as a string, a number on the wire. */
  rbacGroupId: number;
  riskScore: string | null;
  aadDeviceId: string | null;
  machineTags: string[];
  exposureLevel: string | null;
  deviceValue: string | null;
  ipAddresses: IpInterfaceRow[];
  osArchitecture: string;
  isAadJoined: boolean;
}

export interface AlertCommentRow {
  comment: string;
  createdBy: string;
  createdTime: string;
}

/** One piece of evidence; `entityType` decides which members are filled (alerts.md). */
export interface EvidenceRow {
  entityType: string;
  evidenceCreationTime: string;
  sha1: string | null;
  sha256: string | null;
  fileName: string | null;
  filePath: string | null;
  processId: number | null;
  processCommandLine: string | null;
  processCreationTime: string | null;
  parentProcessId: number | null;
  parentProcessCreationTime: string | null;
  parentProcessFileName: string | null;
  parentProcessFilePath: string | null;
  ipAddress: string | null;
  url: string | null;
  registryKey: string | null;
  registryHive: string | null;
  registryValueType: string | null;
  registryValue: string | null;
  accountName: string | null;
  domainName: string | null;
  userSid: string | null;
  aadUserId: string | null;
  userPrincipalName: string | null;
  detectionStatus: string | null;
}

/** An alert with its evidence; lists hide the evidence unless it is expanded (alerts.md). */
export interface AlertRow {
  id: string;
  incidentId: number;
  /** A number, while `InvestigationRow.id` is a string. */
  investigationId: number | null;
  assignedTo: string | null;
  severity: string;
  status: string;
  classification: string | null;
  determination: string | null;
  investigationState: string;
  detectionSource: string;
  detectorId: string;
  category: string;
  threatFamilyName: string | null;
  title: string;
  description: string;
  alertCreationTime: string;
  firstEventTime: string;
  lastEventTime: string;
  lastUpdateTime: string;
  resolvedTime: string | null;
  machineId: string;
  computerDnsName: string;
  rbacGroupName: string;
  aadTenantId: string;
  threatName: string | null;
  mitreTechniques: string[];
  relatedUser: { userName: string; domainName: string } | null;
  comments: AlertCommentRow[];
  evidence: EvidenceRow[];
}

export interface LiveResponseCommandRow {
  index: number;
  startTime: string | null;
  endTime: string | null;
  commandStatus: string;
  errors: string[];
  command: { type: string; params: { key: string; value: string }[] };
}

/** A machine action as the single-entity operation gives it; lists rename `lastUpdateDateTimeUtc`. */
export interface ActionRow {
  id: string;
  type: string;
  title: string | null;
  scope: string | null;
  requestor: string;
  requestorComment: string;
  requestSource: string;
  externalID: string | null;
  status: string;
  machineId: string;
  computerDnsName: string;
  creationDateTimeUtc: string;
  lastUpdateDateTimeUtc: string;
  cancellationRequestor: string | null;
  cancellationComment: string | null;
  cancellationDateTimeUtc: string | null;
  errorHResult: number;
  relatedFileInfo: { fileIdentifier: string; fileIdentifierType: string } | null;
  commands: LiveResponseCommandRow[];
}

export interface InvestigationRow {
  /** Digits in a string. */
  id: string;
  startTime: string;
  endTime: string | null;
  state: string;
  cancelledBy: string | null;
  statusDetails: string | null;
  machineId: string;
  computerDnsName: string;
  triggeringAlertId: string;
}

export interface IndicatorRow {
  id: string;
  indicatorValue: string;
  indicatorType: string;
  action: string;
  application: string | null;
  externalID: string | null;
  source: string;
  createdBySource: string;
  sourceType: string;
  title: string;
  creationTimeDateTimeUtc: string;
  createdBy: string;
  createdByDisplayName: string;
  expirationTime: string | null;
  lastUpdateTime: string;
  lastUpdatedBy: string | null;
  severity: string;
  description: string;
  recommendedActions: string;
  generateAlert: boolean;
  educateUrl: string | null;
  rbacGroupNames: string[];
  rbacGroupIds: string[];
}

export interface UserRow {
  /** `domain\account`. */
  id: string;
  accountName: string;
  accountDomain: string;
  accountSid: string;
  firstSeen: string;
  lastSeen: string;
  mostPrevalentMachineId: string | null;
  leastPrevalentMachineId: string | null;
  logonTypes: string;
  logOnMachinesCount: number;
  isDomainAdmin: boolean;
  isOnlyNetworkUser: boolean | null;
}

/** What the directory knows of a user; not part of the user entity, but of alert evidence. */
export interface DirectoryAccount {
  userId: string;
  accountName: string;
  accountDomain: string;
  accountSid: string;
  aadUserId: string;
  userPrincipalName: string;
}

/** That a user logged on to a device: the link behind `machines/{id}/logonusers`. */
export interface LogonRow {
  machineId: string;
  userId: string;
  firstSeen: string;
  lastSeen: string;
  logonTypes: string;
}

export interface FileRow {
  sha1: string;
  sha256: string;
  globalPrevalence: number | null;
  globalFirstObserved: string;
  globalLastObserved: string;
  size: number | null;
  fileType: string;
  isPeFile: boolean;
  filePublisher: string | null;
  fileProductName: string | null;
  signer: string | null;
  issuer: string | null;
  signerHash: string | null;
  isValidCertificate: boolean | null;
  determinationType: string;
  determinationValue: string | null;
}

export interface LibraryFileRow {
  fileName: string;
  sha256: string;
  description: string | null;
  creationTime: string;
  lastUpdatedTime: string;
  createdBy: string;
  hasParameters: boolean;
  /** Missing from the JSON of files without parameters. */
  parametersDescription?: string;
}
