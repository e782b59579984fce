import type { Context } from '../../context.ts';
import { operation } from '../../rest/operation.ts';
import type { ListRequest, RestPage } from '../../rest/paging/list-page.ts';
import { readPage } from '../../rest/paging/read-page.ts';
import { textOf } from '../../rest/rows/read-value.ts';
import type { BaselineProfile } from './baseline-profiles.type.ts';

/** The page names no permission; these are those of export-security-baseline-assessment.md, which has the same data. */
const READ = {
  application: ['SecurityBaselinesAssessment.Read.All'],
  delegated: ['SecurityBaselinesAssessment.Read'],
};

export const listBaselineProfilesOperation = operation({
  id: 'listBaselineProfiles',
  rowType: 'BaselineProfile',
  method: 'GET',
  path: '/api/baselineProfiles',
  permissions: READ,
  limit: { perMinute: null, perHour: null },
  source: 'get-security-baselines-assessment-profiles.md',
  maxTop: 10_000,
  filter: {
    id: 'text',
    name: 'text',
    operatingSystem: 'text',
    operatingSystemVersion: 'text',
    status: 'boolean',
    settingsNumber: 'number',
    passedDevices: 'number',
    totalDevices: 'number',
  },
});

/** The times under the names that the page's table has; its example has others. */
interface OtherNames {
  createdOnTimeOffset?: string | null;
  lastUpdateTimeOffset?: string | null;
}

/** The first year stands for no date; anything else is left as it came. */
function dateIn(value: string | null | undefined): string | null {
  return value === undefined || textOf(value).startsWith('0001-01-01') ? null : value;
}

function readProfile(row: BaselineProfile & OtherNames): BaselineProfile {
  return {
    ...row,
    createdOnTimestampUTC: dateIn(row.createdOnTimestampUTC ?? row.createdOnTimeOffset),
    lastUpdateTimestampUTC: dateIn(row.lastUpdateTimestampUTC ?? row.lastUpdateTimeOffset),
  };
}

/** A window of the tenant's baseline profiles, in the vendor's order. Throws RestError. */
export async function listBaselineProfiles(
  { rest }: Context,
  request: ListRequest,
): Promise<RestPage<BaselineProfile>> {
  const page = await readPage<BaselineProfile>(rest, listBaselineProfilesOperation, request);
  return { ...page, rows: page.rows.map(readProfile) };
}
