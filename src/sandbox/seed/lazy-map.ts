/** A map of known keys, each value made when it is first asked for. */
export class LazyMap<V> implements ReadonlyMap<string, V> {
  readonly #keys: readonly string[];
  readonly #make: (key: string) => V;
  readonly #made = new Map<string, V>();

  constructor(keys: Iterable<string>, make: (key: string) => V) {
    this.#keys = [...new Set(keys)];
    this.#make = make;
  }

  get size(): number {
    return this.#keys.length;
  }

  has(key: string): boolean {
    return this.#keys.includes(key);
  }

  get(key: string): V | undefined {
    if (!this.#made.has(key) && this.has(key)) this.#made.set(key, this.#make(key));
    return this.#made.get(key);
  }

  /** Values that exist already; makes none. */
  made(): V[] {
    return [...this.#made.values()];
  }

  keys() {
    return new Set(this.#keys).values();
  }

  values() {
    return this.#all().values();
  }

  entries() {
    return this.#all().entries();
  }

  [Symbol.iterator]() {
    return this.entries();
  }

  forEach(visit: (value: V, key: string, map: ReadonlyMap<string, V>) => void): void {
    this.#all().forEach((value, key) => visit(value, key, this));
  }

  #all(): Map<string, V> {
    return new Map(this.#keys.map((key) => [key, this.get(key) as V]));
  }
}
