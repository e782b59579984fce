import type { GraphQLResolveInfo } from 'graphql';
import { pageOfRows, type Page } from '../../../graphql/connection/connection.ts';
import { inputError } from '../../../graphql/schema/input-error.ts';
import { argumentsOf } from '../../../graphql/document/selection.ts';
import { parsePageArguments, type PageArguments, type PageWindow } from '../../../graphql/connection/page-arguments.ts';
import { partRows, UnreadableRow } from '../../../rest/rows/row-validation.ts';
import { planSlices } from './hunt-slices.ts';
import type { HuntSliceInput } from '../hunting.hunt.args.ts';
import type { HuntingResult, HuntingRow } from '../hunting.type.ts';

/**
 * The cursor behind which the rows of a hunt are selected; null where their first page is. Throws BAD_USER_INPUT for a
 * size that no page has, before the hunt costs a call.
 */
export function afterOf(info: GraphQLResolveInfo): string | null {
  const pages = argumentsOf(info, 'rows') as PageArguments[];
  for (const { first = null } of pages) parsePageArguments({ first }, readNothing);
  const cursors = pages.map(({ after }) => after);
  return cursors.find((after) => typeof after === 'string') ?? null;
}

function readNothing(): never {
  throw new Error('There is no cursor to be read.');
}

function isPlaced(row: HuntingRow | Error): row is HuntingRow | UnreadableRow {
  return !(row instanceof Error) || row instanceof UnreadableRow;
}

/** One page of what a hunt found. Throws BAD_CURSOR for a cursor of another result. */
export async function pageOfResult(result: HuntingResult, window: PageWindow): Promise<Page<HuntingRow>> {
  const { found, incomplete, asOf, calls, resultId } = result;
  if (window.resume !== undefined && (resultId === null || Buffer.compare(window.resume, resultId) !== 0)) {
    throw inputError('All cursors below one hunt must be of one result.', 'BAD_CURSOR');
  }
  const page = pageOfRows(found, window, incomplete);
  const read = (await found.read(page.rows)).filter(isPlaced);
  const { rows, indexes, unreadable } = partRows<HuntingRow>(read, page.offsets);
  const [first, last] = [page.offsets[0], page.offsets.at(-1)];
  return {
    ...page,
    rows,
    offsets: indexes,
    ends: first === undefined || last === undefined ? null : [first, last],
    incomplete: incomplete ?? (unreadable.length > 0 ? 'ROW_UNREADABLE' : null),
    unreadable,
    asOf,
    upstreamPages: calls,
    ...(resultId !== null && { resumeAt: () => resultId }),
  };
}

/** Calls that a hunt makes: one, or one for each slice; faults in them are told when it is run. */
export function huntCalls({ slice, timespan }: Readonly<Record<string, unknown>>): number {
  if (slice == null) return 1;
  try {
    return planSlices(slice as HuntSliceInput, Date.now(), (timespan ?? null) as string | null).length;
  } catch {
    return 1;
  }
}
