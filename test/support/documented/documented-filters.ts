/** How a property is filtered; an enum is given as one of its values: the graph's name and the vendor's text. */
export type FilterForm = 'text' | 'prefix' | 'id' | 'number' | 'measure' | 'date' | 'boolean' | 'tag';

export interface FilterableList {
  where: string;
  path: string;
  properties: Readonly<Record<string, FilterForm | readonly [name: string, vendor: string]>>;
}

/** The properties that each list's page documents as filterable. */
export const FILTERABLE: Readonly<Record<string, FilterableList>> = {
  // get-alerts.md
  alerts: {
    where: 'AlertWhere',
    path: '/api/alerts',
    properties: {
      id: 'id',
      alertCreationTime: 'date',
      lastUpdateTime: 'date',
      lastEventTime: 'date',
      incidentId: 'number',
      investigationId: 'number',
      assignedTo: 'text',
      detectionSource: 'text',
      category: 'text',
      severity: ['UN_SPECIFIED', 'UnSpecified'],
      status: ['IN_PROGRESS', 'InProgress'],
    },
  },
  // get-machines.md
  machines: {
    where: 'MachineWhere',
    path: '/api/machines',
    properties: {
      id: 'id',
      computerDnsName: 'prefix',
      version: 'text',
      osPlatform: 'text',
      lastIpAddress: 'text',
      aadDeviceId: 'text',
      lastSeen: 'date',
      rbacGroupId: 'number',
      machineTags: 'tag',
      deviceValue: ['NORMAL', 'Normal'],
      exposureLevel: ['NONE', 'None'],
      onboardingStatus: ['ONBOARDED', 'onboarded'],
      healthStatus: ['NO_SENSOR_DATA_IMPAIRED_COMMUNICATION', 'NoSensorDataImpairedCommunication'],
      riskScore: ['INFORMATIONAL', 'Informational'],
    },
  },
  // get-machineactions-collection.md
  machineActions: {
    where: 'MachineActionWhere',
    path: '/api/machineactions',
    properties: {
      id: 'id',
      machineId: 'id',
      requestor: 'text',
      creationDateTimeUtc: 'date',
      status: ['TIME_OUT', 'TimeOut'],
      type: ['RUN_ANTI_VIRUS_SCAN', 'RunAntiVirusScan'],
    },
  },
  // get-investigation-collection.md
  investigations: {
    where: 'InvestigationWhere',
    path: '/api/investigations',
    properties: {
      id: 'id',
      machineId: 'id',
      triggeringAlertId: 'id',
      startTime: 'date',
      state: ['UNSUPPORTED_OS', 'UnsupportedOs'],
    },
  },
  // defender-xdr: api-list-incidents.md
  incidents: {
    where: 'IncidentWhere',
    path: '/api/incidents',
    properties: {
      lastUpdateTime: 'date',
      createdTime: 'date',
      status: ['IN_PROGRESS', 'InProgress'],
      assignedTo: 'text',
    },
  },
  // get-ti-indicators-collection.md
  indicators: {
    where: 'IndicatorWhere',
    path: '/api/indicators',
    properties: {
      indicatorValue: 'text',
      application: 'text',
      title: 'text',
      createdBy: 'text',
      createdByDisplayName: 'text',
      rbacGroupNames: 'tag',
      rbacGroupIds: 'tag',
      creationTimeDateTimeUtc: 'date',
      expirationTime: 'date',
      indicatorType: ['FILE_SHA256', 'FileSha256'],
      action: ['BLOCK_AND_REMEDIATE', 'BlockAndRemediate'],
      severity: ['MEDIUM', 'Medium'],
      // A boolean on the wire, though the page calls it an enum.
      generateAlert: 'boolean',
    },
  },
  // get-software.md
  softwareInventory: {
    where: 'SoftwareWhere',
    path: '/api/Software',
    properties: { id: 'id', name: 'text', vendor: 'text' },
  },
  // get-all-vulnerabilities.md
  vulnerabilities: {
    where: 'VulnerabilityWhere',
    path: '/api/vulnerabilities',
    properties: {
      id: 'id',
      name: 'text',
      description: 'text',
      cvssV3: 'measure',
      publishedOn: 'date',
      severity: ['CRITICAL', 'Critical'],
      updatedOn: 'date',
    },
  },
  // get-all-vulnerabilities-by-machines.md
  machineVulnerabilities: {
    where: 'MachineVulnerabilityWhere',
    path: '/api/vulnerabilities/machinesVulnerabilities',
    properties: {
      id: 'text',
      cveId: 'id',
      machineId: 'id',
      fixingKbId: 'text',
      productName: 'text',
      productVersion: 'text',
      severity: ['HIGH', 'High'],
      productVendor: 'text',
    },
  },
  // get-all-recommendations.md
  recommendations: {
    where: 'RecommendationWhere',
    path: '/api/recommendations',
    properties: {
      id: 'id',
      productName: 'text',
      vendor: 'text',
      recommendedVersion: 'text',
      recommendationCategory: ['SECURITY_CONTROLS', 'SecurityControls'],
      subCategory: 'text',
      severityScore: 'measure',
      remediationType: ['CONFIGURATION_CHANGE', 'ConfigurationChange'],
      recommendedProgram: 'text',
      recommendedVendor: 'text',
      status: ['EXCEPTION', 'Exception'],
    },
  },
  // get-remediation-all-activities.md
  remediationTasks: {
    where: 'RemediationTaskWhere',
    path: '/api/remediationTasks',
    properties: { createdOn: 'date', status: ['COMPLETED', 'Completed'] },
  },
  // get-security-baselines-assessment-profiles.md
  baselineProfiles: {
    where: 'BaselineProfileWhere',
    path: '/api/baselineProfiles',
    properties: {
      id: 'text',
      name: 'text',
      operatingSystem: 'text',
      operatingSystemVersion: 'text',
      status: 'boolean',
      settingsNumber: 'measure',
      passedDevices: 'measure',
      totalDevices: 'measure',
    },
  },
  // get-security-baselines-assessment-configurations.md
  baselineConfigurations: {
    where: 'BaselineConfigurationWhere',
    path: '/api/baselineConfigurations',
    properties: { id: 'text', category: 'text', name: 'text', cce: 'text' },
  },
  // device-health-export-antivirus-health-report-api.md
  antivirusHealth: {
    where: 'DeviceAvInfoWhere',
    path: '/api/deviceavinfo',
    properties: {
      machineId: 'id',
      computerDnsName: 'text',
      osKind: ['MAC', 'mac'],
      osPlatform: 'text',
      osVersion: 'text',
      avMode: ['EDR_BLOCKED', '4'],
      avSignatureVersion: 'text',
      avEngineVersion: 'text',
      avPlatformVersion: 'text',
      quickScanResult: ['COMPLETED', 'Completed'],
      quickScanError: 'text',
      fullScanResult: ['CANCELED', 'Canceled'],
      fullScanError: 'text',
      avIsSignatureUpToDate: ['FALSE', 'False'],
      avIsEngineUpToDate: ['TRUE', 'True'],
      avIsPlatformUpToDate: ['UNKNOWN', 'Unknown'],
      rbacGroupId: 'number',
    },
  },
};
