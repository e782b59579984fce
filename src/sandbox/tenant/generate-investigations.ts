import type { Random } from '../seed/random.ts';
import type { AlertRow, InvestigationRow } from '../seed/rows.ts';

const STATES = {
  Benign: 30,
  SuccessfullyRemediated: 28,
  PartiallyInvestigated: 8,
  PendingApproval: 6,
  TerminatedBySystem: 6,
  Failed: 5,
  TerminatedByUser: 3,
  PartiallyRemediated: 3,
};

/** Makes the automated investigation that an alert set off; only young ones may still run. */
export function makeInvestigation(random: Random, id: string, trigger: AlertRow, now: number): InvestigationRow {
  const start = Date.parse(trigger.alertCreationTime) + random.int(1_000, 60_000);
  const young = now - start < 86_400_000;
  const state = young && random.chance(0.5) ? 'Running' : random.weigh(STATES);
  const end = Math.min(start + random.int(120_000, 6_000_000), now);
  return {
    id,
    startTime: random.moment(start),
    endTime: state === 'Running' || state === 'PendingApproval' ? null : random.moment(end),
    state,
    cancelledBy: state === 'TerminatedByUser' ? 'soc.day@contoso.example' : null,
    statusDetails: state === 'Failed' ? 'The device stopped answering' : null,
    machineId: trigger.machineId,
    computerDnsName: trigger.computerDnsName,
    triggeringAlertId: trigger.id,
  };
}
