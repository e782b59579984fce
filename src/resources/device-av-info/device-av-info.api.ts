import { batchLoader, type Context } from '../../context.ts';
import { loadByParent } from '../../rest/batch/load-by-key.ts';
import { operation } from '../../rest/operation.ts';
import type { ListRequest, RestPage } from '../../rest/paging/list-page.ts';
import { readPage, truncationError } from '../../rest/paging/read-page.ts';
import type { DeviceAvInfo } from './device-av-info.type.ts';

/** Gives 20 rows unless it is asked for a number; neither `id` nor `rbacGroupName` can be filtered. */
export const listDeviceAvInfoOperation = operation({
  id: 'listDeviceAvInfo',
  rowType: 'DeviceAvInfo',
  method: 'GET',
  path: '/api/deviceavinfo',
  permissions: { application: ['Machine.Read.All'], delegated: ['Machine.Read'] },
  limit: { perMinute: 30, perHour: 1000 },
  source: 'device-health-export-antivirus-health-report-api.md',
  maxTop: 10_000,
  filter: {
    machineId: 'text',
    computerDnsName: 'text',
    osKind: 'text',
    osPlatform: 'text',
    osVersion: 'text',
    avMode: 'text',
    avSignatureVersion: 'text',
    avEngineVersion: 'text',
    avPlatformVersion: 'text',
    quickScanResult: 'text',
    quickScanError: 'text',
    fullScanResult: 'text',
    fullScanError: 'text',
    avIsSignatureUpToDate: 'text',
    avIsEngineUpToDate: 'text',
    avIsPlatformUpToDate: 'text',
    rbacGroupId: 'number',
  },
});

/** A window of the antivirus health of the tenant's devices, in the vendor's order. Throws RestError. */
export function listDeviceAvInfo({ rest }: Context, request: ListRequest): Promise<RestPage<DeviceAvInfo>> {
  return readPage<DeviceAvInfo>(rest, listDeviceAvInfoOperation, request);
}

/** The antivirus health of each device, null where none is told: a hundred devices are 1 call. */
export const antivirusHealthLoader = batchLoader(async (rest, machineIds) => {
  const source = { list: listDeviceAvInfoOperation, key: 'machineId' };
  const found = await loadByParent<DeviceAvInfo>(rest, source, machineIds);
  return found.map((each) =>
    each instanceof Error ? each : (each.rows[0] ?? truncationError(source.list, each.incomplete)),
  );
});

/** The result of a scan; the vendor writes empty text where there was none. */
export function scanResultIn(text: string | null | undefined): string | null {
  return text === undefined || text === '' ? null : text;
}
