import { hash } from 'node:crypto';
import { apiLabel, type Operation } from '../operation.ts';
import { isObject, jsonOf, textOf } from './read-value.ts';
import { RestError } from '../rest-error.ts';

/**
 * An element of a list that is no row of it. It keeps its place among the rows, so that offsets stay those of the vendor's
 * list, and is left out only when a page is made of them.
 */
export class UnreadableRow extends Error {
  /** Made of its content, so that a page sent twice is known to be one. */
  readonly id: string;
  /** Whom and what was asked: `Defender answered listMachines`. */
  readonly answer: string;
  /** Name of the operation. */
  readonly operation: string;
  /** What is wrong with it: `it has no usable id`. */
  readonly why: string;
  /** The element as it came; never shown. */
  readonly element: unknown;

  constructor(operation: Operation, element: unknown, why: string, id = '') {
    super(`${apiLabel(operation)} answered ${operation.id} with a row that cannot be read: ${why}.`);
    this.name = 'UnreadableRow';
    this.id = id;
    this.answer = `${apiLabel(operation)} answered ${operation.id}`;
    this.operation = operation.id;
    this.why = why;
    this.element = element;
  }
}

/** Whether a value can name an object: text that says something, or a number, which some answers have in its place. */
function isId(value: unknown): value is string | number {
  return typeof value === 'string' ? value.trim() !== '' : typeof value === 'number';
}

/** Properties without which a row of an operation cannot be read. */
function idsOf({ idProperty = 'id', rowIds = [idProperty] }: Operation): readonly string[] {
  return rowIds;
}

/** What tells a row of a list from the others: `property`, or its id where it has none. */
export function rowKeyOf(row: { readonly id: string }, property = 'id'): string {
  const key: unknown = Reflect.get(row, property);
  return isId(key) ? String(key) : String(row.id);
}

/** Why a value is no row of an operation; null for one that is. */
function faultOf(value: unknown, operation: Operation): string | null {
  if (value === null) return 'it is null';
  if (Array.isArray(value)) return 'it is a list';
  if (typeof value !== 'object') return `it is a ${typeof value}`;
  const missing = idsOf(operation).find((name) => !isId(Reflect.get(value, name)));
  return missing === undefined ? null : `it has no usable ${missing}`;
}

/** A row whose ids are text, its own under `id`. */
function withTextIds(row: object, operation: Operation): object {
  const { idProperty } = operation;
  const ids = new Map(idsOf(operation).map((name) => [name, Reflect.get(row, name) as unknown]));
  if (idProperty === undefined && ![...ids.values()].some((id) => typeof id === 'number')) return row;
  const texts = [...ids].map(([name, id]) => [name, typeof id === 'number' ? String(id) : id] as const);
  const own = idProperty === undefined ? {} : { id: textOf(Reflect.get(row, idProperty)) };
  return { ...row, ...Object.fromEntries(texts), ...own };
}

/** The only object of an answer. Throws UPSTREAM_ERROR for anything that is no row of the operation. */
export function readRow<Row extends object>(operation: Operation, value: unknown): Row {
  const fault = faultOf(value, operation);
  if (isObject(value) && fault === null) return withTextIds(value, operation) as Row;
  const what = isObject(value) ? `an object that cannot be read: ${fault}` : 'something other than an object';
  throw new RestError('UPSTREAM_ERROR', `${apiLabel(operation)} answered ${operation.id} with ${what}.`);
}

/** Elements that are no rows: a list of more of them is no list of such rows, and each takes longer than a row does. */
const MAX_UNREADABLE = 1_000;

/**
 * The rows of a list in its order, each element that is none as an UnreadableRow in its place. Throws RestError
 * UPSTREAM_ERROR for more than 1,000 of those.
 */
export function readRows<Row>(operation: Operation, elements: readonly unknown[]): (Row | UnreadableRow)[] {
  const times = new Map<string, number>();
  let unreadable = 0;
  return elements.map((element) => {
    const fault = faultOf(element, operation);
    if (fault === null) return withTextIds(element as object, operation) as Row;
    unreadable += 1;
    if (unreadable > MAX_UNREADABLE) {
      const message = `${apiLabel(operation)} answered ${operation.id} with more than ${MAX_UNREADABLE} rows that cannot be read.`;
      throw new RestError('UPSTREAM_ERROR', message);
    }
    const content = hash('sha256', jsonOf(element), 'hex');
    const time = times.get(content) ?? 0;
    times.set(content, time + 1);
    return new UnreadableRow(operation, element, fault, `unreadable ${content} ${time}`);
  });
}

/** An element of a list that was left out of its rows. */
export interface Unreadable {
  /** From 0, in the vendor's list. */
  index: number;
  fault: UnreadableRow;
}

/** Rows without those that cannot be read; `indexes` are the places of all, from 0 on unless given. */
export function partRows<Row>(
  rows: readonly (Row | UnreadableRow)[],
  indexes?: readonly number[],
): { rows: Row[]; indexes: number[]; unreadable: Unreadable[] } {
  const parted = { rows: [] as Row[], indexes: [] as number[], unreadable: [] as Unreadable[] };
  for (const [at, row] of rows.entries()) {
    const index = indexes?.[at] ?? at;
    if (row instanceof UnreadableRow) {
      parted.unreadable.push({ index, fault: row });
      continue;
    }
    parted.rows.push(row);
    parted.indexes.push(index);
  }
  return parted;
}
