import { batchLoader, type Context } from '../../context.ts';
import { batchGet } from '../../rest/batch/load-each.ts';
import { operation } from '../../rest/operation.ts';
import type { ListRequest, RestPage } from '../../rest/paging/list-page.ts';
import { readPage } from '../../rest/paging/read-page.ts';
import { listOf, textOf } from '../../rest/rows/read-value.ts';
import type { RemediationTask } from './remediation-tasks.type.ts';

/** The pages state no figure of their own. */
const LIMIT = { perMinute: null, perHour: null };
const APPLICATION = ['RemediationTasks.Read.All'];

export const listRemediationTasksOperation = operation({
  id: 'listRemediationTasks',
  rowType: 'RemediationTask',
  method: 'GET',
  path: '/api/remediationTasks',
  permissions: { application: APPLICATION, delegated: ['RemediationTask.Read', 'RemediationTask.Read.Read'] },
  limit: LIMIT,
  source: 'get-remediation-all-activities.md',
  maxTop: 10_000,
  // The page writes `createdon`; names in filters match in any letter case.
  filter: { createdOn: 'date', status: 'text' },
});

/** Of the delegated permission its page has another spelling than that of the list; either may be the true one. */
export const getRemediationTaskOperation = operation({
  id: 'getRemediationTask',
  rowType: 'RemediationTask',
  method: 'GET',
  path: '/api/remediationTasks/{id}',
  permissions: { application: APPLICATION, delegated: ['RemediationTask.Read.Read', 'RemediationTask.Read'] },
  limit: LIMIT,
  source: 'get-remediation-one-activity.md',
});

/** A window of the tenant's remediation tasks, in the vendor's order. Throws RestError. */
export function listRemediationTasks({ rest }: Context, request: ListRequest): Promise<RestPage<RemediationTask>> {
  return readPage<RemediationTask>(rest, listRemediationTasksOperation, request);
}

/** Tasks by id, one call each, as the list cannot be filtered by it; null for one that there is not. */
export const remediationTaskLoader = batchLoader(batchGet<RemediationTask>(getRemediationTaskOperation));

/** The device groups of a task: a text in the page's table, a list in its example. */
export function groupNamesOf({ rbacGroupNames }: RemediationTask): string[] | null {
  return listOf(rbacGroupNames);
}

/** The id of the product that a task is about; null where it names none. */
export function productOfTask({ productId }: RemediationTask): string | null {
  return textOf(productId).trim() || null;
}

/**
 * The id of the recommendation that a task was made of: `sca-_-` and the setting, else `va-_-` and the product, as ids of
 * recommendations are made (get-all-recommendations.md). Null where it names neither.
 */
export function recommendationOfTask(task: RemediationTask): string | null {
  const [setting, product] = [textOf(task.scid), productOfTask(task)];
  if (setting !== '') return `sca-_-${setting}`;
  return product === null ? null : `va-_-${product}`;
}
