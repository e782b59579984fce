/** Bytes: a file of 20 MB, the largest that the library of live response takes, and the form around it. */
export const MAX_FORM_BYTES = 20 * 1024 * 1024 + 200 * 1024;
/** Bytes; what counts once here is in memory some four times over. */
const MAX_TOTAL_BYTES = 4 * MAX_FORM_BYTES;

/** The memory for uploads is used up. */
export class UploadLimitError extends Error {}

/** The memory reserved by one form; it grows with the bytes that come in. */
export interface Reservation {
  /** Throws UploadLimitError. */
  grow(bytes: number): void;
  /** Gives everything back. */
  release(): void;
}

/**
 * Bytes of the forms that come in or are worked upon: each owner may have as many as the largest form has, and all
 * together four times that.
 */
export class UploadMemoryLimiter {
  readonly #held = new Map<string | null, number>();
  #sum = 0;

  /** A reservation for a form of `owner`; all unverified callers are one owner, null. */
  open(owner: string | null): Reservation {
    let taken = 0;
    return {
      grow: (bytes) => {
        const held = (this.#held.get(owner) ?? 0) + bytes;
        if (held > MAX_FORM_BYTES) {
          throw new UploadLimitError(
            owner === null
              ? 'Too many files of callers new to Defender are coming in; run a query first, or try again.'
              : 'Your files that are coming in have more than 20 MB together; send one after the other.',
          );
        }
        if (this.#sum + bytes > MAX_TOTAL_BYTES) throw new UploadLimitError('Too many files are coming in; try again.');
        this.#held.set(owner, held);
        this.#sum += bytes;
        taken += bytes;
      },
      release: () => {
        const left = (this.#held.get(owner) ?? 0) - taken;
        if (left > 0) this.#held.set(owner, left);
        else this.#held.delete(owner);
        this.#sum -= taken;
        taken = 0;
      },
    };
  }
}
