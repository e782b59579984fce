import { idLoader, perRequest, type Context } from '../../../context.ts';
import { quote } from '../../../kql/parameters/quote.ts';
import { hasStatus, reworded } from '../../../rest/mutation/mutation-result.ts';
import type { WithRows } from '../../../rest/http/parse-json.ts';
import { jsonOf } from '../../../rest/rows/read-value.ts';
import { asError } from '../../../rest/batch/load-each.ts';
import { huntingOf } from '../../hunting/run/hunting.backends.api.ts';

/** What the last report of a device says of what was done to contain it. */
export interface Mitigation {
  /** Those of `isolated`, `contained` and `restricted` that hold. */
  words: ReadonlySet<string>;
  /** What it says besides and is not understood, at most 100 characters; null for nothing. */
  odd: string | null;
  /** When it was reported; when it was asked for where nothing was. ISO 8601. */
  asOf: string;
  /** Why nothing is known of the device; null where something is. */
  missing: string | null;
}

/** Devices of one hunt: the text stays below 50 kB. */
const MAX_DEVICES = 1_000;
/** A device has a row for each spelling of its id at the most. */
const MAX_ROWS = 10 * MAX_DEVICES;
const MAX_ODD = 100;
const DEEPEST = 5;
const WORDS: ReadonlySet<string> = new Set(['isolated', 'contained', 'restricted']);
const YES: ReadonlySet<string> = new Set(['true', 'yes', '1']);
const NO: ReadonlySet<string> = new Set(['', 'false', 'no', '0', 'none', 'null']);

/** Takes in what a status says: a word, several with commas between, a list of them, or an object of words to truth. */
function take(value: unknown, words: Set<string>, odd: string[], depth = 0): void {
  if (depth > DEEPEST) {
    odd.push('what is nested too deep');
  } else if (Array.isArray(value)) {
    for (const item of value as unknown[]) take(item, words, odd, depth + 1);
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, held] of Object.entries(value)) takeMember([name, held], words, odd, depth + 1);
  } else {
    for (const part of String(value ?? '').split(/[,;|]/)) {
      const word = part.trim().toLowerCase();
      if (WORDS.has(word)) words.add(word);
      else if (!NO.has(word)) odd.push(part.trim());
    }
  }
}

function takeMember([name, held]: [string, unknown], words: Set<string>, odd: string[], depth: number): void {
  const truth =
    typeof held === 'object' && held !== null
      ? ''
      : String(held ?? '')
          .trim()
          .toLowerCase();
  const word = name.trim().toLowerCase();
  if (!WORDS.has(word)) take(YES.has(truth) ? name : held, words, odd, depth);
  else if (YES.has(truth)) words.add(word);
  else if (!NO.has(truth) || typeof held === 'object') odd.push(`${name}: ${jsonOf(held)}`);
}

/** A value of the column, which is text or dynamic; dynamic values come parsed or as their JSON text. */
function readStatus(status: unknown): Pick<Mitigation, 'words' | 'odd'> {
  const words = new Set<string>();
  const odd: string[] = [];
  let value = status;
  try {
    if (typeof status === 'string' && /^\s*[[{"]/.test(status)) value = JSON.parse(status);
  } catch {
    // It is then a text of its own, in which no word is known.
  }
  take(value, words, odd);
  const text = odd.join(', ').replace(/\p{C}/gu, ' ').slice(0, MAX_ODD);
  return { words, odd: odd.length === 0 ? null : text };
}

interface HuntedRow {
  DeviceId: string;
  Timestamp: string | null;
  /** Undefined where the row has no such column. */
  MitigationStatus: unknown;
}

/** In small letters, as the letter case of a column is the backend's. */
const COLUMNS = ['deviceid', 'timestamp', 'mitigationstatus'] as const;

function readRow(text: string): HuntedRow | null {
  let row: Record<string, unknown> | null;
  try {
    row = JSON.parse(text) as Record<string, unknown> | null;
  } catch {
    return null;
  }
  const named = new Map(Object.entries(row ?? {}).map(([name, value]) => [name.toLowerCase(), value]));
  const [DeviceId, Timestamp, MitigationStatus] = COLUMNS.map((name) => named.get(name));
  if (typeof DeviceId !== 'string') return null;
  const isTime = typeof Timestamp === 'string' && !Number.isNaN(Date.parse(Timestamp));
  return { DeviceId, Timestamp: isTime ? Timestamp : null, MitigationStatus };
}

/** The last row of each device, by its id in small letters. */
async function lastRows(context: Context, machineIds: readonly string[]): Promise<Map<string, HuntedRow>> {
  const { backend, rest } = huntingOf(context);
  const ids = machineIds.map(quote).filter((text) => text !== null);
  const query = [
    'DeviceInfo',
    `| where DeviceId in~ (${ids.join(', ')})`,
    '| summarize arg_max(Timestamp, MitigationStatus) by DeviceId',
  ].join('\n');
  const last = new Map<string, HuntedRow>();
  if (ids.length === 0) return last;
  const { rows } = await rest
    .call<WithRows<unknown>>(backend.operation, { body: backend.body(query, null) })
    .catch((error: unknown) => {
      // The fault is in a query that the caller has not written.
      if (!hasStatus(error, 400) || error.code !== 'BAD_USER_INPUT') throw error;
      throw reworded(error, 'UPSTREAM_ERROR', `The hunt for the state of devices was refused: ${error.message}`);
    });
  for (const row of rows.slice(0, MAX_ROWS).map(readRow)) {
    if (row === null) continue;
    const id = row.DeviceId.toLowerCase();
    if ((last.get(id)?.Timestamp ?? '') <= (row.Timestamp ?? '')) last.set(id, row);
  }
  return last;
}

async function mitigationsOf(context: Context, machineIds: readonly string[]): Promise<Mitigation[]> {
  const asked = new Date().toISOString();
  const last = await lastRows(context, machineIds);
  return machineIds.map((id) => {
    const row = last.get(id.toLowerCase());
    if (row !== undefined && row.MitigationStatus === undefined) {
      const missing = 'The report of the device has no MitigationStatus.';
      return { words: new Set(), odd: null, asOf: row.Timestamp ?? asked, missing };
    }
    if (row !== undefined) return { ...readStatus(row.MitigationStatus), asOf: row.Timestamp ?? asked, missing: null };
    return { words: new Set(), odd: null, asOf: asked, missing: 'The device sent no report within the last 30 days.' };
  });
}

const loaderOf = perRequest((context) =>
  idLoader<Mitigation>(
    context,
    (machineIds) => mitigationsOf(context, machineIds).catch((error) => machineIds.map(() => asError(error))),
    { maxBatchSize: MAX_DEVICES },
  ),
);

/** What hunting knows of one device: one hunt for up to 1,000 of them. Throws RestError. */
export function mitigation(context: Context, machineId: string): Promise<Mitigation> {
  return loaderOf(context).load(machineId);
}
