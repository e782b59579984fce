import type { Context } from '../../context.ts';
import { wholeListOf } from '../../rest/batch/load-each.ts';
import { operation } from '../../rest/operation.ts';
import type { RowsResult } from '../../rest/paging/list-page.ts';
import { readRow } from '../../rest/rows/row-validation.ts';
import type { DeviceSecureScore, ExposureScore, MachineGroupExposureScore } from './scores.type.ts';

/** What the reads of scores have in common; a score has no id. */
const SCORE = {
  method: 'GET',
  permissions: { application: ['Score.Read.All'], delegated: ['Score.Read'] },
  limit: { perMinute: null, perHour: null },
  rowIds: [],
} as const;

export const getExposureScoreOperation = operation({
  ...SCORE,
  id: 'getExposureScore',
  rowType: 'ExposureScore',
  path: '/api/exposureScore',
  source: 'get-exposure-score.md',
});

export const listExposureScoreByMachineGroupsOperation = operation({
  ...SCORE,
  id: 'listExposureScoreByMachineGroups',
  rowType: 'MachineGroupExposureScore',
  path: '/api/exposureScore/ByMachineGroups',
  source: 'get-machine-group-exposure-score.md',
  paging: 'none',
});

/** Its path has another name than the feature. */
export const getDeviceSecureScoreOperation = operation({
  ...SCORE,
  id: 'getDeviceSecureScore',
  rowType: 'DeviceSecureScore',
  path: '/api/configurationScore',
  source: 'get-device-secure-score.md',
});

/** The tenant's exposure score, 0 to 100. Throws RestError. */
export async function getExposureScore({ rest }: Context): Promise<ExposureScore> {
  return readRow(getExposureScoreOperation, await rest.call<unknown>(getExposureScoreOperation));
}

/** The exposure score of each device group. Throws RestError. */
export async function listExposureScoreByMachineGroups({
  rest,
}: Context): Promise<RowsResult<MachineGroupExposureScore>> {
  const list = listExposureScoreByMachineGroupsOperation;
  return wholeListOf(list, await rest.call<unknown>({ ...list, emptyAs: { value: [] } }));
}

/** The tenant's secure score for devices, in points. Throws RestError. */
export async function getDeviceSecureScore({ rest }: Context): Promise<DeviceSecureScore> {
  return readRow(getDeviceSecureScoreOperation, await rest.call<unknown>(getDeviceSecureScoreOperation));
}
