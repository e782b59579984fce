/** Exports at a time: each holds a page of the vendor's in memory, some 10 MB. */
const MAX_EXPORTS = 8;
const MAX_PER_CALLER = 2;
/** Of all callers together whose credential has not been accepted yet: made-up ones must not take the place of others. */
const MAX_UNVERIFIED = 2;

/** A place for one export. */
export interface ExportSlot {
  /** Tells that the vendor has accepted the credential. */
  verify(): void;
  release(): void;
}

/** Places for exports, of which no caller may take all. */
export class ExportSlots {
  readonly #perCaller = new Map<string, number>();
  #total = 0;
  #unverified = 0;

  /** A place for a caller; a message with the bound that leaves none. */
  take(caller: string, isKnown: boolean): ExportSlot | string {
    const own = this.#perCaller.get(caller) ?? 0;
    if (own >= MAX_PER_CALLER) return `You have ${own} exports running, the most at a time; wait for one to end.`;
    if (this.#total >= MAX_EXPORTS) return `${this.#total} exports run already, the most at a time; try again later.`;
    if (!isKnown && this.#unverified >= MAX_UNVERIFIED) {
      return 'Too many callers who are new to the gateway begin an export at this moment; try again later.';
    }
    this.#perCaller.set(caller, own + 1);
    this.#total += 1;
    let isUnverified = !isKnown;
    if (isUnverified) this.#unverified += 1;
    const verify = (): void => {
      if (isUnverified) this.#unverified -= 1;
      isUnverified = false;
    };
    let isReleased = false;
    const release = (): void => {
      if (isReleased) return;
      isReleased = true;
      verify();
      this.#total -= 1;
      const left = (this.#perCaller.get(caller) ?? 1) - 1;
      if (left > 0) this.#perCaller.set(caller, left);
      else this.#perCaller.delete(caller);
    };
    return { verify, release };
  }
}
