import { SingleFlight } from '../../concurrency/single-flight.ts';
import { RestError } from '../../rest/rest-error.ts';

/** A failing sign-in host is asked once in this time, and an unknown key id makes no more calls than that. */
const RETRY_MS = 30_000;

interface Slot<T> {
  held: { value: T; readAt: number } | null;
  triedAt: number;
}

/**
 * A document of the sign-in host per tenant: concurrent reads are coalesced, attempts are 30 s apart, and the last good
 * document is served while the host is down (stale-if-error). Callers pass served tenants only, so it is bounded by
 * configuration.
 */
export class StaleIfErrorCache<T> {
  readonly #slots = new Map<string, Slot<T>>();
  readonly #readings = new SingleFlight<void>();
  readonly #read: (tenantId: string) => Promise<T>;
  readonly #now: () => number;

  constructor(read: (tenantId: string) => Promise<T>, now: () => number) {
    this.#read = read;
    this.#now = now;
  }

  /** The last good document and its age in milliseconds; null when none was ever read. */
  peek(tenantId: string): { value: T; age: number } | null {
    const held = this.#slots.get(tenantId)?.held;
    return held == null ? null : { value: held.value, age: this.#now() - held.readAt };
  }

  /** Reads again unless that was tried less than 30 s ago. Rejects as the read does. */
  refresh(tenantId: string): Promise<void> {
    const reading = this.#readings.get(tenantId);
    if (reading !== undefined) return reading;
    const slot: Slot<T> = this.#slots.get(tenantId) ?? { held: null, triedAt: -Infinity };
    this.#slots.set(tenantId, slot);
    if (this.#now() - slot.triedAt < RETRY_MS) return Promise.resolve();
    slot.triedAt = this.#now();
    return this.#readings.run(tenantId, async () => {
      const value = await this.#read(tenantId);
      slot.held = { value, readAt: this.#now() };
    });
  }

  /** Reads again in the background; a failure leaves the last good document. */
  refreshInBackground(tenantId: string): void {
    this.refresh(tenantId).catch(() => undefined);
  }

  /** The last good document, read first where there is none. Throws RestError where it cannot be had. */
  async get(tenantId: string): Promise<T> {
    if (this.peek(tenantId) === null) await this.refresh(tenantId);
    const held = this.peek(tenantId);
    if (held !== null) return held.value;
    const retryAfter = RETRY_MS / 1000;
    throw new RestError('UPSTREAM_UNAVAILABLE', 'The sign-in service cannot be reached.', { retryAfter });
  }
}
