import type { Context } from '../../../context.ts';
import type { Where } from '../../../rest/odata/filter.ts';
import {
  countByGroups,
  MAX_GROUP_CALLS,
  type GroupCounts,
  type RowGrouping,
} from '../../../rest/paging/group-counts.ts';
import { listAlertsOperation } from '../alerts.api.ts';

/** Calls of one summary at the most. */
export const MAX_CALLS = MAX_GROUP_CALLS;

/** The tenant's alerts that a filter lets through, counted by groups. Throws RestError. */
export function countAlerts({ rest }: Context, where: Where, groupings: readonly RowGrouping[]): Promise<GroupCounts> {
  return countByGroups(rest, listAlertsOperation, where, groupings);
}
