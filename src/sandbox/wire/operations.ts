import { get, list, patch, post, remove, UNSTATED } from './operation.ts';
import type { Operation } from './operation.ts';
import * as may from './permissions.ts';

/** Every operation that the sandbox serves; literal paths stand before the patterns that would also match them. */
export const OPERATIONS: readonly Operation[] = [
  list('listAlerts', 'alerts', may.ALERT_READ),
  post('batchUpdateAlerts', 'alerts/batchUpdate', may.ALERT_WRITE, { perMinute: 10, perHour: 500 }),
  post('createAlertByReference', 'alerts/CreateAlertByReference', may.ALERT_WRITE, { perMinute: 15, perHour: null }),
  get('getAlert', 'alerts/{id}', may.ALERT_READ),
  patch('updateAlert', 'alerts/{id}', may.ALERT_WRITE),
  get('listAlertDomains', 'alerts/{id}/domains', may.URL_READ),
  get('listAlertFiles', 'alerts/{id}/files', may.FILE_READ),
  get('listAlertIps', 'alerts/{id}/ips', may.IP_READ),
  get('getAlertMachine', 'alerts/{id}/machine', may.MACHINE_READ),
  get('getAlertUser', 'alerts/{id}/user', may.USER_READ),

  list('listMachines', 'machines', may.MACHINE_READ),
  get('findMachinesByTag', 'machines/findbytag', may.MACHINE_READ),
  get('findMachinesByIp', "machines/findbyip(ip='{ip}',timestamp={timestamp})", may.MACHINE_READ),
  get('findMachineInfoByIp', 'machines/find(timestamp={timestamp},key={ip})', may.MACHINE_READ_APP_ONLY, UNSTATED),
  post('addOrRemoveTagForMultipleMachines', 'machines/AddOrRemoveTagForMultipleMachines', may.MACHINE_WRITE),
  get('getMachine', 'machines/{id}', may.MACHINE_READ),
  patch('updateMachine', 'machines/{id}', may.MACHINE_WRITE),
  get('listMachineLogonUsers', 'machines/{id}/logonusers', may.USER_READ),
  get('listMachineAlerts', 'machines/{id}/alerts', may.ALERT_READ),
  get('countMachineAlerts', 'machines/{id}/alerts/$count', may.ALERT_READ, UNSTATED),
  get('listMachineSoftware', 'machines/{id}/software', may.SOFTWARE_READ, UNSTATED),
  get('listMachineVulnerabilities', 'machines/{id}/vulnerabilities', may.VULNERABILITY_READ, {
    perMinute: 50,
    perHour: 1500,
  }),
  get('listMachineRecommendations', 'machines/{id}/recommendations', may.RECOMMENDATION_READ, UNSTATED),
  get('listMachineMissingKbs', 'machines/{id}/getmissingkbs', may.SOFTWARE_READ_APP_ONLY, UNSTATED),
  post('addOrRemoveMachineTag', 'machines/{id}/tags', may.MACHINE_WRITE),
  post('setDeviceValue', 'machines/{id}/setDeviceValue', may.MACHINE_WRITE),

  post('isolateMachine', 'machines/{id}/isolate', may.ISOLATE),
  post('unisolateMachine', 'machines/{id}/unisolate', may.ISOLATE),
  post('restrictCodeExecution', 'machines/{id}/restrictCodeExecution', may.RESTRICT),
  post('unrestrictCodeExecution', 'machines/{id}/unrestrictCodeExecution', may.RESTRICT),
  post('runAntiVirusScan', 'machines/{id}/runAntiVirusScan', may.SCAN),
  post('offboardMachine', 'machines/{id}/offboard', may.OFFBOARD),
  post('stopAndQuarantineFile', 'machines/{id}/StopAndQuarantineFile', may.QUARANTINE),
  post('collectInvestigationPackage', 'machines/{id}/collectInvestigationPackage', may.COLLECT),
  post('startInvestigation', 'machines/{id}/startInvestigation', may.ALERT_WRITE, { perMinute: null, perHour: 50 }),
  post('runLiveResponse', 'machines/{id}/runliveresponse', may.LIVE_RESPONSE, { perMinute: 10, perHour: null }),

  list('listMachineActions', 'machineactions', may.MACHINE_READ),
  get('getMachineAction', 'machineactions/{id}', may.MACHINE_READ),
  get('getPackageUri', 'machineactions/{id}/getPackageUri', may.PACKAGE_READ, { perMinute: 2, perHour: 120 }),
  get(
    'getLiveResponseResultDownloadLink',
    'machineactions/{id}/GetLiveResponseResultDownloadLink(index={index})',
    may.RESULT_READ,
  ),
  post('cancelMachineAction', 'machineactions/{id}/cancel', may.CANCEL),

  list('listInvestigations', 'investigations', may.ALERT_READ),
  get('getInvestigation', 'investigations/{id}', may.ALERT_READ),

  list('listIndicators', 'indicators', may.INDICATOR),
  post('submitIndicator', 'indicators', may.INDICATOR),
  post('importIndicators', 'indicators/import', may.INDICATOR, { perMinute: 30, perHour: null }),
  post('batchDeleteIndicators', 'indicators/BatchDelete', may.INDICATOR_DELETE, { perMinute: 30, perHour: 1500 }),
  remove('deleteIndicator', 'indicators/{id}', may.INDICATOR_DELETE),

  list('listSoftware', 'Software', may.SOFTWARE_READ, UNSTATED),
  get('getSoftware', 'Software/{id}', may.SOFTWARE_READ, UNSTATED),
  get('listSoftwareVersionDistributions', 'Software/{id}/distributions', may.SOFTWARE_READ, UNSTATED),
  get('listSoftwareMachineReferences', 'Software/{id}/machineReferences', may.SOFTWARE_READ, UNSTATED),
  get('listSoftwareVulnerabilities', 'Software/{id}/vulnerabilities', may.VULNERABILITY_READ, UNSTATED),
  get('listSoftwareMissingKbs', 'Software/{id}/getmissingkbs', may.SOFTWARE_READ, UNSTATED),

  list('listVulnerabilities', 'vulnerabilities', may.VULNERABILITY_READ, UNSTATED),
  list('listMachinesVulnerabilities', 'vulnerabilities/machinesVulnerabilities', may.VULNERABILITY_READ, UNSTATED),
  get('getVulnerability', 'vulnerabilities/{id}', may.VULNERABILITY_READ, UNSTATED),
  get('listVulnerabilityMachineReferences', 'vulnerabilities/{id}/machineReferences', may.VULNERABILITY_READ, UNSTATED),

  list('listRecommendations', 'recommendations', may.RECOMMENDATION_READ, UNSTATED),
  get('getRecommendation', 'recommendations/{id}', may.RECOMMENDATION_READ, UNSTATED),
  get('getRecommendationSoftware', 'recommendations/{id}/software', may.RECOMMENDED_SOFTWARE_READ, UNSTATED),
  get(
    'listRecommendationMachineReferences',
    'recommendations/{id}/machineReferences',
    may.RECOMMENDATION_READ,
    UNSTATED,
  ),
  get('listRecommendationVulnerabilities', 'recommendations/{id}/vulnerabilities', may.VULNERABILITY_READ, UNSTATED),

  get('listDomainAlerts', 'domains/{id}/alerts', may.ALERT_READ),
  get('listDomainMachines', 'domains/{id}/machines', may.MACHINE_READ),
  get('getDomainStatistics', 'domains/{id}/stats', may.URL_READ),
  get('getFile', 'files/{id}', may.FILE_READ),
  get('listFileAlerts', 'files/{id}/alerts', may.ALERT_READ),
  get('listFileMachines', 'files/{id}/machines', may.MACHINE_READ),
  get('getFileStatistics', 'files/{id}/stats', may.FILE_READ),
  get('listIpAlerts', 'ips/{id}/alerts', may.ALERT_READ),
  get('getIpStatistics', 'ips/{id}/stats', may.IP_READ),
  get('getUser', 'users/{id}', may.USER_READ_APP_ONLY, UNSTATED),
  get('listUserAlerts', 'users/{id}/alerts', may.ALERT_READ),
  // get-user-related-machines.md lists only the writing pair although it reads.
  get('listUserMachines', 'users/{id}/machines', may.MACHINE_WRITE),

  post('runAdvancedQuery', 'advancedqueries/run', may.HUNT, { perMinute: 45, perHour: 1500, wholeTenant: true }),

  get('listLibraryFiles', 'libraryfiles', may.LIBRARY),
  post('uploadLibraryFile', 'libraryfiles', may.LIBRARY),
  remove('deleteLibraryFile', 'libraryfiles/{id}', may.LIBRARY),
];
