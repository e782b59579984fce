import type { World } from './call.ts';
import { recordedAction, recordedAlert, recordedIndicator, recordedMachine } from '../seed/recorded-properties.ts';
import type { ActionRow, AlertRow, IndicatorRow, InvestigationRow, MachineRow, UserRow } from '../seed/rows.ts';

// Values that no page documents; about a third of the rows get them, always the same ones.
function strange<Row extends { id: string }>(world: World, row: Row, values: Partial<Row>): Row {
  if (!world.quirks.unknownEnumValues) return row;
  let sum = 0;
  for (const letter of row.id) sum += letter.charCodeAt(0);
  return sum % 3 === 0 ? { ...row, ...values } : row;
}

/** An alert as JSON; without `withEvidence` its evidence is an empty array. */
export function renderAlert(world: World, alert: AlertRow, withEvidence: boolean): object {
  const shown = strange(world, alert, { severity: 'Catastrophic', status: 'Parked', investigationState: 'Dreaming' });
  return recordedAlert(withEvidence ? shown : withoutEvidence(shown));
}

/** A copy that does not look at the evidence, which is made when it is looked at. */
function withoutEvidence(alert: AlertRow): AlertRow {
  const copy: Record<string, unknown> = {};
  for (const property of Object.keys(alert) as (keyof AlertRow)[]) {
    copy[property] = property === 'evidence' ? [] : alert[property];
  }
  return copy as unknown as AlertRow;
}

/** A device as JSON. */
export function renderMachine(world: World, machine: MachineRow): object {
  return recordedMachine(strange(world, machine, { healthStatus: 'Hibernating', riskScore: 'Extreme' }));
}

/** A machine action as the single-entity operations show it. */
export function renderAction(world: World, action: ActionRow): object {
  return recordedAction(strange(world, action, { status: 'Deferred' }));
}

/** A machine action as lists show it: there the update time has another name (get-machineactions-collection.md). */
export function renderListedAction(world: World, action: ActionRow): object {
  const { lastUpdateDateTimeUtc, ...rest } = renderAction(world, action) as Partial<ActionRow>;
  return { ...rest, lastUpdateTimeUtc: lastUpdateDateTimeUtc };
}

export function renderInvestigation(world: World, investigation: InvestigationRow): InvestigationRow {
  return strange(world, investigation, { state: 'Dreaming' });
}

export function renderIndicator(world: World, indicator: IndicatorRow): object {
  return recordedIndicator(strange(world, indicator, { action: 'Quarantine' }));
}

/** A user as the log-on list of a device shows it: a subset of the members (get-machine-log-on-users.md). */
export function renderLogonUser({ id, accountName, accountDomain, isDomainAdmin, isOnlyNetworkUser }: UserRow): object {
  return { id, accountName, accountDomain, isDomainAdmin, isOnlyNetworkUser };
}

/** The four members by which inventories refer to a device. */
export function renderReference({ id, computerDnsName, osPlatform, rbacGroupName }: MachineRow): object {
  return { id, computerDnsName, osPlatform, rbacGroupName };
}
