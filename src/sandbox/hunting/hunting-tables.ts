import { HUNTING_TABLES, type HuntingTableName } from '../../kql/schema/tables.ts';
import { alertEvidence, alertInfo } from './tables/alert-tables.ts';
import { deviceInfo, deviceNetworkInfo } from './tables/device-tables.ts';
import {
  deviceEvents,
  deviceFileCertificateInfo,
  deviceFileEvents,
  deviceImageLoadEvents,
  deviceNetworkEvents,
  deviceRegistryEvents,
} from './tables/event-tables.ts';
import { restrictedTo, readDataset, type HuntingRow, type HuntingDataset } from './dataset/hunting-dataset.ts';
import { deviceLogonEvents } from './tables/logon-table.ts';
import { deviceProcessEvents } from './tables/process-table.ts';
import { softwareInventory, softwareVulnerabilities } from './tables/software-tables.ts';
import type { KqlDatabase, KqlTable } from '../kql/run-kql.ts';
import type { Tenant } from '../tenant/tenant.ts';

const ROWS: Record<HuntingTableName, (dataset: HuntingDataset) => Iterable<HuntingRow>> = {
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
        const dataset = readDataset(tenant);
        return ROWS[name](hint?.column === 'DeviceId' ? restrictedTo(dataset, hint.text) : dataset);
      },
    },
  ]);
  return Object.fromEntries(tables);
}
