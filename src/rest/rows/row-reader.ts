import type { Operation } from '../operation.ts';
import { UnknownProperties, type UnknownPropertyObserver } from './unknown-properties.ts';

/** The properties of a type of the vendor's JSON, each with the type of what it holds; null for a value. */
export interface RowType {
  readonly name: string;
  readonly properties: ReadonlyMap<string, RowType | null>;
  /** Properties, in small letters, that are taken out of the rows: secrets. */
  readonly withheld?: ReadonlySet<string>;
}

/** A type whose properties are also found by another spelling. */
interface ReadType {
  name: string;
  properties: Map<string, ReadType | null>;
  /** Name in small letters to name. */
  spellings: Map<string, string>;
  withheld: ReadonlySet<string>;
}

/** How often each unknown property was met in one answer. */
type Met = Map<ReadType, Map<string, number>>;

/** Unknown names of a type that are told apart within one answer. */
const MAX_NAMES = 200;

type Row = Record<string, unknown>;

const isRow = (value: unknown): value is Row => typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Gives rows the names of properties by which the graph knows them where the wire spells them in another letter case
 * (`externalId` beside the documented `externalID`, `CveId` beside `cveId`), takes out those that are secrets, and notes
 * those that the graph does not know.
 */
export class RowReader {
  readonly #types = new Map<string, ReadType>();
  readonly #unknown: UnknownProperties;

  constructor(types: ReadonlyMap<string, RowType>, observer: UnknownPropertyObserver = {}) {
    this.#unknown = new UnknownProperties(observer);
    for (const type of types.values()) this.#readType(type);
  }

  /** Properties met that the graph does not know, as `Machine.fooBar`, in the order of their names. */
  get unknown(): string[] {
    return this.#unknown.names;
  }

  /** Reads the rows of an answer in place: a list, the `value` of an envelope, or one object; anything else stays. */
  read(operation: Operation, body: unknown): void {
    const type = this.#typeOf(operation);
    if (type === undefined) return;
    const met: Met = new Map();
    const list = isRow(body) && Array.isArray(body.value) ? (body.value as unknown[]) : body;
    this.#value(type, list, met);
    for (const [{ name }, counts] of met) {
      for (const [property, rows] of counts) this.#unknown.note(name, property, rows);
    }
  }

  #typeOf({ rowType }: Operation): ReadType | undefined {
    return rowType === undefined ? undefined : this.#types.get(rowType);
  }

  #readType({ name, properties, withheld = new Set() }: RowType): ReadType {
    const known = this.#types.get(name);
    if (known !== undefined) return known;
    const made: ReadType = { name, properties: new Map(), spellings: new Map(), withheld };
    // Before what it holds is read, which may be of its own type.
    this.#types.set(name, made);
    for (const [property, below] of properties) {
      made.properties.set(property, below === null ? null : this.#readType(below));
      made.spellings.set(property.toLowerCase(), property);
    }
    return made;
  }

  #value(type: ReadType, value: unknown, met: Met): void {
    if (typeof value !== 'object' || value === null) return;
    if (!Array.isArray(value)) this.#row(type, value as Row, met);
    else for (const item of value as unknown[]) if (isRow(item)) this.#row(type, item, met);
  }

  #row(type: ReadType, row: Row, met: Met): void {
    // The usual row costs one look-up for each of its properties and is left as it is.
    for (const name in row) {
      const below = type.properties.get(name);
      if (below === null) continue;
      if (below !== undefined) this.#value(below, row[name], met);
      else this.#oddName(type, row, name, met);
    }
  }

  #oddName(type: ReadType, row: Row, name: string, met: Met): void {
    // Annotations such as `@odata.context` are no properties.
    if (name.includes('@')) return;
    if (type.withheld.has(name.toLowerCase())) {
      Reflect.deleteProperty(row, name);
      return;
    }
    const known = type.spellings.get(name.toLowerCase());
    if (known === undefined) return countIn(met, type, name);
    const below = type.properties.get(known) ?? null;
    if (below !== null) this.#value(below, row[name], met);
    row[known] ??= row[name];
  }
}

function countIn(met: Met, type: ReadType, name: string): void {
  const counts = met.get(type) ?? new Map<string, number>();
  met.set(type, counts);
  if (counts.size < MAX_NAMES || counts.has(name)) counts.set(name, (counts.get(name) ?? 0) + 1);
}
