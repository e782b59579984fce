import type { Random } from './random.ts';
import type { AlertRow, MachineRow } from './rows.ts';

const ORDER = ['None', 'Informational', 'Low', 'Medium', 'High'];
const REACH = 30 * 86_400_000;

/** Sets each device's risk to the highest severity among its open alerts of the last 30 days; a few stay unrated. */
export function scoreRisk(
  random: Random,
  machines: readonly MachineRow[],
  alerts: readonly AlertRow[],
  now: number,
): void {
  const worst = new Map<string, number>();
  for (const alert of alerts) {
    if (alert.status === 'Resolved' || Date.parse(alert.alertCreationTime) < now - REACH) continue;
    worst.set(alert.machineId, Math.max(worst.get(alert.machineId) ?? 0, ORDER.indexOf(alert.severity)));
  }
  for (const machine of machines) {
    machine.riskScore = random.chance(0.03) ? null : (ORDER[worst.get(machine.id) ?? 0] ?? 'None');
  }
}
