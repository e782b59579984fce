/** What is shown of all values that have no label of their own. */
const OTHER = 'other';

/** Values of a label that come from outside: those that are known, and as many new ones as there is room for. */
export class BoundedLabels {
  readonly #known: Set<string>;
  readonly #max: number;

  /** `max` values get labels of their own; of a longer list the first. */
  constructor(known: Iterable<string>, max: number) {
    this.#known = new Set([...known].slice(0, max));
    this.#max = max;
  }

  /** Whether a value has a label of its own. */
  has(value: string): boolean {
    return this.#known.has(value);
  }

  /** The label of a value; `mayLearn` gives a new one a label of its own while there is room. */
  of(value: string, mayLearn = false): string {
    if (this.#known.has(value)) return value;
    if (!mayLearn || this.#known.size >= this.#max) return OTHER;
    this.#known.add(value);
    return value;
  }
}
