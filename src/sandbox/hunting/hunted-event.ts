import type { World } from '../endpoint/call.ts';
import { canonicalTime } from '../wire/vendor-time.ts';

/** Whether hunting knows an event of this device, report id and seven-digit moment. */
export function hasHuntedEvent(dataset: World, machineId: string, reportId: string, eventTime: string): boolean {
  return Object.values(dataset.database()).some(({ columns, rows }) => {
    const names = new Set(columns.map((column) => column.name));
    if (!['DeviceId', 'ReportId', 'Timestamp'].every((name) => names.has(name))) return false;
    for (const row of rows()) {
      if (row['DeviceId'] !== machineId || String(row['ReportId']) !== reportId) continue;
      if (canonicalTime(String(row['Timestamp'])) === eventTime) return true;
    }
    return false;
  });
}
