import type { RestClient } from '../../../rest/client/rest-client.ts';
import type { WithRows } from '../../../rest/http/parse-json.ts';
import type { ReadResult } from '../../../rest/cache/read-result.ts';
import {
  tokenOfLink,
  tokenQuery,
  type TokenListOperation,
  type TokenPosition,
} from '../../../rest/paging/token-page.ts';
import { RestError } from '../../../rest/rest-error.ts';
import type { AssessmentOptions } from '../assessments.rows.api.ts';
import { waitForQuota } from './export-quota-wait.ts';

/** Rows as the JSON texts in which they came, and where to go on behind them; null at the end. */
export interface ExportBatch<Position> {
  rows: readonly string[];
  next: Position | null;
}

/** About 5 MB of text, held once: 200,000 rows are 40 calls. */
const PAGE_ROWS = 5_000;
/** Rows that are made texts at a time. */
const BATCH_ROWS = 500;

/** One line, however the row was written. Throws RestError UPSTREAM_ERROR for what is no JSON. */
function oneLine(text: string): string {
  if (!text.includes('\n')) return text;
  try {
    return JSON.stringify(JSON.parse(text));
  } catch (cause) {
    throw new RestError('UPSTREAM_ERROR', 'Defender sent a row that cannot be written as one line.', { cause });
  }
}

interface PagesOptions {
  /** A client for each page: one request may take 30 s, and an export minutes. */
  client: () => RestClient;
  rows: TokenListOperation;
  start: TokenPosition;
  options: AssessmentOptions;
  signal: AbortSignal;
}

function readPage({ client, rows, options }: PagesOptions, token: string): Promise<ReadResult<WithRows<object>>> {
  // Kept as text while it streams in, and never cached: each row passes once.
  const operation = { ...rows, rows: 'value', cacheSeconds: 0 };
  const query = tokenQuery(PAGE_ROWS, token, { sinceTime: options.sinceTime });
  return client().read<WithRows<object>>(operation, { query, emptyAs: { rows: [], answer: {} } });
}

/**
 * The rows of an assessment from a position on, in the vendor's order, at the memory of one page. Throws RestError, also
 * for links that lead nowhere: what came is then not the whole.
 */
export async function* exportPages(options: PagesOptions): AsyncGenerator<ExportBatch<TokenPosition>> {
  let { token, index } = options.start;
  const followed = new Set<string>();
  for (let isFirst = true; ; isFirst = false) {
    followed.add(token);
    const read = () => readPage(options, token);
    // Before the first row a refusal is an answer with a status; behind it the reader waits.
    const { body } = isFirst ? await read() : await waitForQuota(read, options.signal);
    const next = tokenOfLink((body.answer as { '@odata.nextLink'?: unknown })['@odata.nextLink']);
    if (typeof next === 'string' || (next !== null && followed.has(next.token))) {
      const reason = typeof next === 'string' ? next : 'NEXT_LINK_REPEATS';
      throw new RestError('UPSTREAM_ERROR', `Defender did not lead ${options.rows.id} to its end (${reason}).`);
    }
    const { length } = body.rows;
    do {
      const end = Math.min(index + BATCH_ROWS, length);
      const rows = body.rows.slice(index, end).map(oneLine);
      const isLast = end >= length;
      index = end;
      yield { rows, next: isLast ? next && { token: next.token, index: 0 } : { token, index } };
    } while (index < length);
    if (next === null) return;
    token = next.token;
    index = 0;
  }
}
