import type { Context } from '../../context.ts';
import { operation } from '../../rest/operation.ts';
import type { ListRequest, RestPage } from '../../rest/paging/list-page.ts';
import { readPage } from '../../rest/paging/read-page.ts';
import { listOf } from '../../rest/rows/read-value.ts';
import type { BaselineConfiguration } from './baseline-configurations.type.ts';

/** The page names no permission; these are those of export-security-baseline-assessment.md, which has the same data. */
const READ = {
  application: ['SecurityBaselinesAssessment.Read.All'],
  delegated: ['SecurityBaselinesAssessment.Read'],
};

export const listBaselineConfigurationsOperation = operation({
  id: 'listBaselineConfigurations',
  rowType: 'BaselineConfiguration',
  // Benchmarks have settings of the same `id`.
  rowKey: 'uniqueId',
  method: 'GET',
  path: '/api/baselineConfigurations',
  permissions: READ,
  limit: { perMinute: null, perHour: null },
  source: 'get-security-baselines-assessment-configurations.md',
  maxTop: 10_000,
  // The page writes `CCE`; names in filters match in any letter case.
  filter: { id: 'text', category: 'text', name: 'text', cce: 'text' },
});

/** The page's table has a text where its example has a list. */
function readConfiguration(row: BaselineConfiguration): BaselineConfiguration {
  return {
    ...row,
    complianceLevels: listOf(row.complianceLevels),
    source: listOf(row.source),
    recommendedValue: listOf(row.recommendedValue),
  };
}

/** A window of the settings that active profiles assess, in the vendor's order. Throws RestError. */
export async function listBaselineConfigurations(
  { rest }: Context,
  request: ListRequest,
): Promise<RestPage<BaselineConfiguration>> {
  const page = await readPage<BaselineConfiguration>(rest, listBaselineConfigurationsOperation, request);
  return { ...page, rows: page.rows.map(readConfiguration) };
}
