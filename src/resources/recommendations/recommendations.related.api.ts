import { batchLoader, type Context } from '../../context.ts';
import { loadByParent } from '../../rest/batch/load-by-key.ts';
import type { RowsResult } from '../../rest/paging/list-page.ts';
import { textOf } from '../../rest/rows/read-value.ts';
import { listRecommendationsOperation } from './recommendations.api.ts';
import type { Recommendation } from './recommendations.type.ts';

/** Recommendations by the name of the product: a hundred names are 1 call. */
const productNameLoader = batchLoader((rest, names) =>
  loadByParent<Recommendation>(rest, { list: listRecommendationsOperation, key: 'productName' }, names),
);

/**
 * The recommendations that name a product and its publisher; none where its name is not known. Of one name there may be
 * products of several publishers, and a filter by both would take a call for each product.
 */
export async function recommendationsOfProduct(
  context: Context,
  { name, vendor }: { name: string | null; vendor: string | null },
): Promise<RowsResult<Recommendation>> {
  const product = textOf(name);
  if (product === '') return { rows: [], incomplete: null };
  const found = await productNameLoader(context).load(product);
  const publisher = textOf(vendor).toLowerCase();
  return { ...found, rows: found.rows.filter((row) => textOf(row.vendor).toLowerCase() === publisher) };
}
