import type { Arguments } from './query-per-type.ts';

const HUNT = 'query: "DeviceInfo", maxRows: 3, slice: { column: "Timestamp", by: "15d" }';

/** What fields are given that cannot be asked without; a type that is reached by another field needs nothing here. */
export const GIVEN: Arguments = {
  'Query.alertSummary': 'by: [SEVERITY, DAY]',
  'Query.machineSummary': 'by: [RISK_SCORE, OS_PLATFORM]',
  'Query.hunt': HUNT,
  'Query.planAction': `input: { action: ISOLATE_MACHINE, machineIds: ["${'0'.repeat(40)}"] }`,
  // Two calls a minute.
  'MachineAction.packageUri': null,
  'Query.softwareVulnerabilityChanges': `sinceTime: "${new Date(Date.now() - 12 * 86_400_000).toISOString()}"`,
  'Query.search': 'text: "desk"',
  'Query.validateHunt': 'query: "DeviceInfo | where Nothing == 1"',
};
