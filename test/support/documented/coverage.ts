/** Documented operations that the graph does not call, each with the reason. */
export const NOT_CALLED: Readonly<Record<string, string>> = {
  getAlertMachine:
    '`Alert.machine` reads the device by the alert’s machineId: one call per hundred alerts, not one each.',
  countMachineAlerts:
    '`$count=true` of the list tells the same number with the first page, so `totalCount` needs no second path.',
  findMachineInfoByIp:
    'Superseded by `findMachinesByIp`: an older form of the same search, whose example calls a host that is gone.',
  findMachinesByTag:
    '`machines(where: { machineTags })` asks for the same by the documented filter, and pages and combines.',
  updateMachine:
    'The tag and device value operations change the same. Its page contradicts itself on whether tags that are left out are removed.',
  exportDeviceAvHealthFiles: 'The same method and path as `exportInfoGatheringFiles`, described on a second page.',
};

/** Documented operations that are called by something other than a field of the graph: what calls them. */
export const CALLED_ELSEWHERE: Readonly<Record<string, string>> = {};

/**
 * What is still to be built. An operation that a field reaches must leave this list, which ends empty.
 */
export const NOT_YET: readonly string[] = [
  'listSecureConfigurationsAssessmentByMachine',
  'exportSecureConfigurationsAssessmentFiles',
  'listSoftwareInventoryByMachine',
  'exportSoftwareInventoryFiles',
  'listSoftwareInventoryNoProductCodeByMachine',
  'exportSoftwareInventoryNonCpeFiles',
  'listSoftwareVulnerabilitiesByMachine',
  'exportSoftwareVulnerabilitiesFiles',
  'listSoftwareVulnerabilityChangesByMachine',
  'listBrowserExtensionsInventoryByMachine',
  'exportBrowserExtensionsInventoryFiles',
  'listBrowserExtensionPermissionsInfo',
  'listCertificateAssessmentByMachine',
  'exportCertificateAssessmentFiles',
  'listHardwareFirmwareInventoryByMachine',
  'exportHardwareFirmwareInventoryFiles',
  'exportInfoGatheringFiles',
  'listScanDefinitions',
  'createScanDefinition',
  'updateScanDefinition',
  'deleteScanDefinitions',
  'listScanAgents',
  'getScanAgent',
  'listScanHistoryByDefinition',
  'listScanHistoryBySession',
  'listBaselineProfiles',
  'listBaselineConfigurations',
  'listBaselineComplianceAssessmentByMachine',
  'exportBaselineComplianceAssessmentFiles',
  'listDeviceAvInfo',
  'listDomainAlerts',
  'listDomainMachines',
  'getDomainStatistics',
  'listFileAlerts',
  'listFileMachines',
  'getFileStatistics',
  'runAdvancedHunting',
  'listIpAlerts',
  'getIpStatistics',
  'findMachinesByIp',
  'listRecommendations',
  'getRecommendationSoftware',
  'listRecommendationMachineReferences',
  'listRecommendationVulnerabilities',
  'listRemediationTasks',
  'getRemediationTask',
  'listRemediationTaskMachineReferences',
  'getExposureScore',
  'getDeviceSecureScore',
  'listExposureScoreByMachineGroups',
  'listSoftware',
  'listSoftwareVersionDistributions',
  'listSoftwareMachineReferences',
  'listSoftwareVulnerabilities',
  'listSoftwareMissingKbs',
  'listUserAlerts',
  'listUserMachines',
  'listVulnerabilityMachineReferences',
];
