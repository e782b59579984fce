// Written by `npm run client-config` from schema/schema.graphql.
import type { PossibleTypesMap, TypePolicies } from '@apollo/client';
import { relayStylePagination } from '@apollo/client/utilities';

/** `InMemoryCache({ possibleTypes })`: what `... on Alert` may match where a field is a `Node`. */
export const possibleTypes: PossibleTypesMap = {
  Node: [
    'Alert',
    'Domain',
    'File',
    'Incident',
    'Indicator',
    'Investigation',
    'Ip',
    'LibraryFile',
    'Machine',
    'MachineAction',
    'Recommendation',
    'RemediationTask',
    'ScanAgent',
    'ScanDefinition',
    'Software',
    'User',
    'Vulnerability',
  ],
};

/**
 * `InMemoryCache({ typePolicies })`: pages of a list are put together, one list for each filter and order; objects without
 * an id are kept in the object around them, field by field; other lists are replaced as a whole.
 */
export const typePolicies: TypePolicies = {
  ActionPlan: {
    keyFields: false,
    merge: true,
  },
  AddMachineTagPayload: {
    keyFields: false,
    merge: true,
  },
  Alert: {
    fields: {
      comments: { merge: false },
      domains: { merge: false },
      evidence: { merge: false },
      files: { merge: false },
      ips: { merge: false },
      loggedOnUsers: { merge: false },
    },
  },
  AlertComment: {
    keyFields: false,
    merge: true,
  },
  AlertEvidence: {
    keyFields: false,
    merge: true,
  },
  AlertLoggedOnUser: {
    keyFields: false,
    merge: true,
  },
  AlertRelatedUser: {
    keyFields: false,
    merge: true,
  },
  AlertSummary: {
    keyFields: false,
    merge: true,
  },
  AlertSummaryGroup: {
    keyFields: false,
    merge: true,
  },
  AlertUpdate: {
    keyFields: false,
    merge: true,
  },
  BaselineComplianceAssessment: {
    keyFields: false,
    merge: true,
  },
  BaselineConfiguration: {
    keyFields: false,
    merge: true,
  },
  BaselineProfile: {
    keyFields: false,
    merge: true,
  },
  BrowserExtensionPermission: {
    keyFields: false,
    merge: true,
  },
  BrowserExtensionPermissionUse: {
    keyFields: false,
    merge: true,
  },
  BrowserExtensionRecord: {
    keyFields: false,
    merge: true,
  },
  CertificateAssessment: {
    keyFields: false,
    merge: true,
  },
  Completeness: {
    keyFields: false,
    merge: true,
  },
  CreateAlertPayload: {
    keyFields: false,
    merge: true,
  },
  CreateScanDefinitionPayload: {
    keyFields: false,
    merge: true,
  },
  DeleteIndicatorPayload: {
    keyFields: false,
    merge: true,
  },
  DeleteIndicatorsPayload: {
    keyFields: false,
    merge: true,
  },
  DeleteLibraryFilePayload: {
    keyFields: false,
    merge: true,
  },
  DeleteScanDefinitionsPayload: {
    keyFields: false,
    merge: true,
  },
  DeviceAvInfo: {
    keyFields: false,
    merge: true,
  },
  DeviceSecureScore: {
    keyFields: false,
    merge: true,
  },
  Domain: {
    fields: {
      alerts: relayStylePagination(),
      machines: relayStylePagination(),
    },
  },
  DomainStatistics: {
    keyFields: false,
    merge: true,
  },
  ExportFiles: {
    keyFields: false,
    merge: true,
  },
  ExposureScore: {
    keyFields: false,
    merge: true,
    fields: {
      machineGroups: relayStylePagination(),
    },
  },
  File: {
    fields: {
      alerts: relayStylePagination(),
      machines: relayStylePagination(),
    },
  },
  FileStatistics: {
    keyFields: false,
    merge: true,
  },
  HardwareFirmwareAssessment: {
    keyFields: false,
    merge: true,
  },
  HuntValidation: {
    keyFields: false,
    merge: true,
  },
  HuntingColumn: {
    keyFields: false,
    merge: true,
  },
  HuntingDiagnostic: {
    keyFields: false,
    merge: true,
  },
  HuntingResult: {
    keyFields: false,
    merge: true,
    fields: {
      rows: relayStylePagination(),
    },
  },
  HuntingRow: {
    keyFields: false,
    merge: true,
  },
  HuntingSlice: {
    keyFields: false,
    merge: true,
  },
  HuntingTable: {
    keyFields: false,
    merge: true,
  },
  ImportIndicatorResult: {
    keyFields: false,
    merge: true,
  },
  ImportIndicatorsPayload: {
    keyFields: false,
    merge: true,
  },
  Incident: {
    fields: {
      alerts: { merge: false },
      comments: { merge: false },
    },
  },
  IncidentAlert: {
    keyFields: false,
    merge: true,
  },
  IncidentComment: {
    keyFields: false,
    merge: true,
  },
  IncidentDevice: {
    keyFields: false,
    merge: true,
  },
  IncidentEntity: {
    keyFields: false,
    merge: true,
  },
  IndicatorDeletion: {
    keyFields: false,
    merge: true,
  },
  Ip: {
    fields: {
      alerts: relayStylePagination(),
      machines: relayStylePagination(['at']),
    },
  },
  IpAddress: {
    keyFields: false,
    merge: true,
  },
  IpStatistics: {
    keyFields: false,
    merge: true,
  },
  LatestScan: {
    keyFields: false,
    merge: true,
  },
  LiveResponseCommand: {
    keyFields: false,
    merge: true,
  },
  LiveResponseCommandResult: {
    keyFields: false,
    merge: true,
  },
  LiveResponseParam: {
    keyFields: false,
    merge: true,
  },
  Machine: {
    fields: {
      actions: relayStylePagination(['where']),
      alerts: relayStylePagination(),
      investigations: relayStylePagination(['where']),
      ipAddresses: { merge: false },
      logonUsers: relayStylePagination(),
      missingKbs: relayStylePagination(),
      recommendations: relayStylePagination(),
      software: relayStylePagination(),
      vulnerabilities: relayStylePagination(),
    },
  },
  MachineAction: {
    fields: {
      commands: { merge: false },
    },
  },
  MachineActionPayload: {
    keyFields: false,
    merge: true,
  },
  MachineCodeRestriction: {
    keyFields: false,
    merge: true,
  },
  MachineContainment: {
    keyFields: false,
    merge: true,
  },
  MachineGroupExposureScore: {
    keyFields: false,
    merge: true,
  },
  MachineIsolation: {
    keyFields: false,
    merge: true,
  },
  MachineReference: {
    keyFields: false,
    merge: true,
  },
  MachineSummary: {
    keyFields: false,
    merge: true,
  },
  MachineSummaryGroup: {
    keyFields: false,
    merge: true,
  },
  MachineTagUpdate: {
    keyFields: false,
    merge: true,
  },
  MachineVulnerability: {
    keyFields: false,
    merge: true,
  },
  MissingKb: {
    keyFields: false,
    merge: true,
  },
  NonCpeSoftwareRecord: {
    keyFields: false,
    merge: true,
  },
  PlannedTarget: {
    keyFields: false,
    merge: true,
  },
  Query: {
    fields: {
      alerts: relayStylePagination(['orderBy', 'where']),
      antivirusHealth: relayStylePagination(['where']),
      baselineComplianceAssessments: relayStylePagination(),
      baselineConfigurations: relayStylePagination(['where']),
      baselineProfiles: relayStylePagination(['where']),
      browserExtensionPermissions: relayStylePagination(),
      browserExtensionRecords: relayStylePagination(),
      budgets: { merge: false },
      certificateAssessments: relayStylePagination(),
      hardwareFirmwareAssessments: relayStylePagination(),
      huntingTables: { merge: false },
      incidents: relayStylePagination(['where']),
      indicators: relayStylePagination(['orderBy', 'where']),
      investigations: relayStylePagination(['orderBy', 'where']),
      libraryFiles: relayStylePagination(),
      machineActions: relayStylePagination(['orderBy', 'where']),
      machineVulnerabilities: relayStylePagination(['where']),
      machines: relayStylePagination(['orderBy', 'where']),
      machinesByIp: relayStylePagination(['at', 'ip']),
      machinesByTag: relayStylePagination(['startsWith', 'tag']),
      nodes: { merge: false },
      nonCpeSoftwareRecords: relayStylePagination(),
      recommendations: relayStylePagination(['where']),
      remediationTasks: relayStylePagination(['where']),
      savedHunts: { merge: false },
      scanAgents: relayStylePagination(),
      scanDefinitions: relayStylePagination(),
      scanSessions: { merge: false },
      search: { merge: false },
      secureConfigurationAssessments: relayStylePagination(),
      softwareInventory: relayStylePagination(['where']),
      softwareInventoryRecords: relayStylePagination(),
      softwareVulnerabilityChanges: relayStylePagination(['sinceTime']),
      softwareVulnerabilityRecords: relayStylePagination(),
      vulnerabilities: relayStylePagination(['where']),
    },
  },
  Recommendation: {
    fields: {
      machines: relayStylePagination(),
      vulnerabilities: relayStylePagination(),
    },
  },
  RelatedFileInfo: {
    keyFields: false,
    merge: true,
  },
  RemediationTask: {
    fields: {
      machines: relayStylePagination(),
    },
  },
  RemoveMachineTagPayload: {
    keyFields: false,
    merge: true,
  },
  SavedHunt: {
    keyFields: false,
    merge: true,
  },
  SavedHuntParameter: {
    keyFields: false,
    merge: true,
  },
  ScanAuthenticationParams: {
    keyFields: false,
    merge: true,
  },
  ScanDefinition: {
    fields: {
      history: relayStylePagination(),
    },
  },
  ScanDefinitionDeletion: {
    keyFields: false,
    merge: true,
  },
  ScanRun: {
    keyFields: false,
    merge: true,
  },
  ScanSession: {
    keyFields: false,
    merge: true,
  },
  ScannedTarget: {
    keyFields: false,
    merge: true,
  },
  ScannerAgent: {
    keyFields: false,
    merge: true,
  },
  SearchHit: {
    keyFields: false,
    merge: true,
  },
  SecureConfigurationAssessment: {
    keyFields: false,
    merge: true,
  },
  SetDeviceValuePayload: {
    keyFields: false,
    merge: true,
  },
  Software: {
    fields: {
      distributions: relayStylePagination(),
      machines: relayStylePagination(),
      missingKbs: relayStylePagination(),
      recommendations: relayStylePagination(),
      vulnerabilities: relayStylePagination(),
    },
  },
  SoftwareInventoryRecord: {
    keyFields: false,
    merge: true,
  },
  SoftwareVersionDistribution: {
    keyFields: false,
    merge: true,
  },
  SoftwareVulnerabilityChange: {
    keyFields: false,
    merge: true,
  },
  SoftwareVulnerabilityRecord: {
    keyFields: false,
    merge: true,
  },
  StartInvestigationPayload: {
    keyFields: false,
    merge: true,
  },
  SubmitIndicatorPayload: {
    keyFields: false,
    merge: true,
  },
  UpdateAlertPayload: {
    keyFields: false,
    merge: true,
  },
  UpdateAlertsPayload: {
    keyFields: false,
    merge: true,
  },
  UpdateIncidentPayload: {
    keyFields: false,
    merge: true,
  },
  UpdateMachineTagsPayload: {
    keyFields: false,
    merge: true,
  },
  UpdateScanDefinitionPayload: {
    keyFields: false,
    merge: true,
  },
  UploadLibraryFilePayload: {
    keyFields: false,
    merge: true,
  },
  UpstreamBudget: {
    keyFields: false,
    merge: true,
  },
  User: {
    fields: {
      alerts: relayStylePagination(),
      machines: relayStylePagination(),
    },
  },
  Viewer: {
    keyFields: false,
    merge: true,
  },
  Vulnerability: {
    fields: {
      machines: relayStylePagination(),
    },
  },
};
