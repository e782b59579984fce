import { HUNTING_TABLES, type HuntingTableName } from '../kql/schema/tables.ts';
import { alertEvidence, alertInfo } from './hunting/alert-tables.ts';
import { deviceInfo, deviceNetworkInfo } from './hunting/device-tables.ts';
import {
  deviceEvents,
  deviceFileCertificateInfo,
  deviceFileEvents,
  deviceImageLoadEvents,
  deviceNetworkEvents,
  deviceRegistryEvents,
} from './hunting/event-tables.ts';
import { narrowedTo, readWorld, type HuntingRow, type HuntingWorld } from './hunting/hunting-world.ts';
import { deviceLogonEvents } from './hunting/logon-table.ts';
import { deviceProcessEvents } from './hunting/process-table.ts';
import { softwareInventory, softwareVulnerabilities } from './hunting/software-tables.ts';
import type { KqlDatabase, KqlTable } from './kql/run-kql.ts';
import type { Tenant } from './tenant.ts';

const ROWS: Record<HuntingTableName, (world: HuntingWorld) => Iterable<HuntingRow>> = {
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
  const tables = HUNTING_TABLES.map(({ name, columns }): [string, KqlTable] => [
    name,
    {
      columns: [...columns],
      rows: (hint) => {
        const world = readWorld(tenant);
        return ROWS[name](hint?.column === 'DeviceId' ? narrowedTo(world, hint.text) : world);
      },
    },
  ]);
  return Object.fromEntries(tables);
}
