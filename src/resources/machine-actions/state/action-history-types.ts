import type { RowsResult } from '../../../rest/paging/list-page.ts';
import type { MachineAction } from '../machine-actions.type.ts';

/** The actions of one device that its states follow from, and when they were asked for, ISO 8601. */
export interface ActionHistory extends RowsResult<MachineAction> {
  asOf: string;
}
