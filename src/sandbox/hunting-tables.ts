import { alertEvidence, alertInfo } from './hunting/alert-tables.ts';
import { deviceInfo, deviceNetworkInfo } from './hunting/device-tables.ts';
import { EVENT_COLUMNS } from './hunting/event-columns.ts';
import {
  deviceEvents,
  deviceFileCertificateInfo,
  deviceFileEvents,
  deviceImageLoadEvents,
  deviceNetworkEvents,
  deviceRegistryEvents,
} from './hunting/event-tables.ts';
import { readWorld, type HuntingRow, type HuntingWorld } from './hunting/hunting-world.ts';
import { deviceLogonEvents } from './hunting/logon-table.ts';
import { deviceProcessEvents } from './hunting/process-table.ts';
import { softwareInventory, softwareVulnerabilities } from './hunting/software-tables.ts';
import { STATE_COLUMNS } from './hunting/state-columns.ts';
import type { KqlDatabase, KqlTable, KqlType } from './kql/run-kql.ts';
import type { Tenant } from './tenant.ts';

const COLUMNS = { ...EVENT_COLUMNS, ...STATE_COLUMNS };

const ROWS: Record<keyof typeof COLUMNS, (world: HuntingWorld) => Iterable<HuntingRow>> = {
  AlertEvidence: alertEvidence,
  AlertInfo: alertInfo,
  DeviceEvents: deviceEvents,
  DeviceFileCertificateInfo: deviceFileCertificateInfo,
  DeviceFileEvents: deviceFileEvents,
  DeviceImageLoadEvents: deviceImageLoadEvents,
  DeviceInfo: deviceInfo,
  DeviceLogonEvents: deviceLogonEvents,
  DeviceNetworkEvents: deviceNetworkEvents,
  DeviceNetworkInfo: deviceNetworkInfo,
  DeviceProcessEvents: deviceProcessEvents,
  DeviceRegistryEvents: deviceRegistryEvents,
  DeviceTvmSoftwareInventory: softwareInventory,
  DeviceTvmSoftwareVulnerabilities: softwareVulnerabilities,
};

/** The hunting tables of a tenant; rows are made when read, the same ones for the same tenant, and cover 30 days. */
export function huntingTables(tenant: Tenant): KqlDatabase {
  const tables = Object.entries(ROWS).map(([name, rows]): [string, KqlTable] => [
    name,
    { columns: readColumns(COLUMNS[name as keyof typeof COLUMNS]), rows: () => rows(readWorld(tenant)) },
  ]);
  return Object.fromEntries(tables);
}

function readColumns(text: string): KqlTable['columns'] {
  return text
    .trim()
    .split(/\s+/)
    .map((word) => {
      const [name = '', type = 'string'] = word.split(':');
      return { name, type: type as KqlType };
    });
}
