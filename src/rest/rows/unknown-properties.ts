/** A property that the vendor sends and the graph does not know, as it is counted. */
export interface UnknownProperty {
  type: string;
  property: string;
}

export interface UnknownPropertyObserver {
  /** Of an answer in which so many objects have the property. */
  met?: (unknown: UnknownProperty, objects: number) => void;
  /** Once of each property. */
  first?: (unknown: UnknownProperty) => void;
}

/** Pairs that are told apart; a server that made names up could otherwise fill the memory. */
const MOST = 200;
/** What all further ones are counted as. */
const OTHER: UnknownProperty = { type: 'other', property: 'other' };
const MAX_NAME = 100;

/** A name as a label and for a log: letters, digits and a few marks, at most 100 characters. */
function label(name: string): string {
  return name.slice(0, MAX_NAME).replace(/[^\w.-]/g, '_');
}

/** Which properties of which types the vendor was seen to send although the graph does not know them. */
export class UnknownProperties {
  readonly #seen = new Map<string, UnknownProperty>();
  readonly #observer: UnknownPropertyObserver;
  #full = false;

  constructor(observer: UnknownPropertyObserver) {
    this.#observer = observer;
  }

  /** Those seen so far, as `Machine.fooBar`, in the order of their names. */
  get names(): string[] {
    return [...this.#seen.keys()].sort();
  }

  /** Notes that so many objects of a type have this property. */
  note(type: string, property: string, objects: number): void {
    const unknown = this.#known(type, label(property));
    this.#observer.met?.(unknown, objects);
  }

  #known(type: string, property: string): UnknownProperty {
    const name = `${type}.${property}`;
    const seen = this.#seen.get(name);
    if (seen !== undefined) return seen;
    if (this.#seen.size < MOST) {
      const unknown = { type, property };
      this.#seen.set(name, unknown);
      this.#observer.first?.(unknown);
      return unknown;
    }
    if (!this.#full) this.#observer.first?.(OTHER);
    this.#full = true;
    return OTHER;
  }
}
