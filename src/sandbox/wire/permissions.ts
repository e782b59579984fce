/** Permission names that admit a caller to an operation; one of them is enough. */
export interface Permissions {
  application: readonly string[];
  delegated: readonly string[];
}

const either = (application: readonly string[], delegated: readonly string[]): Permissions => ({
  application,
  delegated,
});
const same = (name: string) => either([name], [name]);
const read = (name: string) => either([`${name}.All`], [name]);

export const ALERT_READ = either(['Alert.Read.All', 'Alert.ReadWrite.All'], ['Alert.Read', 'Alert.ReadWrite']);
export const ALERT_WRITE = read('Alert.ReadWrite');
export const MACHINE_READ = either(
  ['Machine.Read.All', 'Machine.ReadWrite.All'],
  ['Machine.Read', 'Machine.ReadWrite'],
);
export const MACHINE_WRITE = read('Machine.ReadWrite');
/** device-health-export-antivirus-health-report-api.md names the reading pair alone. */
export const MACHINE_READ_ONLY = read('Machine.Read');
/** Named by find-machine-info-by-ip.md, which knows no delegated permission. */
export const MACHINE_READ_APP_ONLY = either(['Machine.Read.All', 'Machine.ReadWrite.All'], []);
export const PACKAGE_READ = either(['Machine.Read.All', 'Machine.ReadWrite.All'], ['Machine.CollectForensics']);
export const RESULT_READ = either(['Machine.Read.All', 'Machine.ReadWrite.All'], ['Machine.LiveResponse']);
export const QUARANTINE = either(
  ['Machine.StopAndQuarantine', 'Machine.Read.All', 'Machine.ReadWrite.All'],
  ['Machine.StopAndQuarantine'],
);
/** The pages name these for persons too, the second in this spelling (add-a-new-scan-definition.md). */
export const AUTHENTICATED_SCAN_READ = same('Machine.Read.All');
export const AUTHENTICATED_SCAN_WRITE = either(['Machine.ReadWrite.All'], ['Machine.Read.Write']);
export const ISOLATE = same('Machine.Isolate');
export const RESTRICT = same('Machine.RestrictExecution');
export const SCAN = same('Machine.Scan');
export const OFFBOARD = same('Machine.Offboard');
export const COLLECT = same('Machine.CollectForensics');
export const LIVE_RESPONSE = same('Machine.LiveResponse');

const ANY_ACTION = [
  'Machine.CollectForensics',
  'Machine.Isolate',
  'Machine.RestrictExecution',
  'Machine.Scan',
  'Machine.Offboard',
  'Machine.StopAndQuarantine',
  'Machine.LiveResponse',
];
export const CANCEL = either(ANY_ACTION, ANY_ACTION);

export const URL_READ = same('URL.Read.All');
export const FILE_READ = same('File.Read.All');
export const IP_READ = same('Ip.Read.All');
export const USER_READ = same('User.Read.All');
export const USER_READ_APP_ONLY = either(['User.Read.All'], []);
export const SOFTWARE_READ = read('Software.Read');
/** get-missing-kbs-machine.md lists no delegated permission. */
export const SOFTWARE_READ_APP_ONLY = either(['Software.Read.All'], []);
/** list-recommendation-software.md pairs permissions of two kinds. */
export const RECOMMENDED_SOFTWARE_READ = either(['Software.Read.All'], ['SecurityRecommendation.Read']);
export const VULNERABILITY_READ = read('Vulnerability.Read');
export const RECOMMENDATION_READ = read('SecurityRecommendation.Read');
export const SCORE_READ = read('Score.Read');
export const REMEDIATION_READ = either(['RemediationTasks.Read.All'], ['RemediationTask.Read']);
/** get-remediation-one-activity.md spells the delegated one in another way than the page of the list; both are taken. */
export const REMEDIATION_READ_ONE = either(
  ['RemediationTasks.Read.All'],
  ['RemediationTask.Read.Read', 'RemediationTask.Read'],
);
/** The pages of profiles and settings name none; that of the export of the same data names these. */
export const BASELINE_READ = read('SecurityBaselinesAssessment.Read');
export const HUNT = read('AdvancedQuery.Read');
export const LIBRARY = same('Library.Manage');
export const INDICATOR = either(['Ti.ReadWrite', 'Ti.ReadWrite.All'], ['Ti.ReadWrite']);
/** The pages on deletion list no delegated permission. */
export const INDICATOR_DELETE = either(['Ti.ReadWrite', 'Ti.ReadWrite.All'], []);
