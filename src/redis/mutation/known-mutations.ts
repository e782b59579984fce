import { LRUCache } from 'lru-cache';
import { maxEntries } from '../../rest/max-entries.ts';
import { REMEMBER_MS } from '../../rest/mutation/idempotency-store.ts';
import type { Argument } from '../connection/generations.ts';

/** A record as it stands in Redis. */
export interface SavedMutation {
  tenantId: string;
  fingerprint: string;
  /** Sealed; empty where nothing is known any more. */
  state: Buffer;
  sender: string;
  /**
   * Microseconds of Redis's clock: of two versions of one record the later holds. Null for one that Redis has not confirmed,
   * the last word of its sender.
   */
  version: number | null;
}

interface Known extends SavedMutation {
  /** Milliseconds of performance.now(). */
  until: number;
}

const MAX_KNOWN = 100_000;
const MESSAGE = /^(\d+) (\{.*\})$/s;

/**
 * Records that this process or another one has saved, for ten minutes: a Redis that was emptied learns them again from any
 * process, though the one that saved them is gone.
 */
export class KnownMutations {
  readonly #known = new LRUCache<string, Known>({ ...maxEntries(MAX_KNOWN), ttl: REMEMBER_MS });

  /** Notes a record unless a later version is known; `name` is its key. */
  note(name: string, saved: SavedMutation): void {
    const known = this.#known.peek(name);
    const isOlder = saved.version !== null && (known?.version ?? 0) > saved.version;
    if (isOlder || (known?.version === null && known.sender === saved.sender && saved.version !== null)) return;
    this.#known.set(name, { ...saved, until: performance.now() + REMEMBER_MS });
  }

  /** Notes a record that Redis has confirmed to this process, its last word so far. */
  confirm(name: string, saved: SavedMutation & { version: number }): void {
    this.forget(name, saved.sender);
    this.note(name, saved);
  }

  /** Forgets what a sender had to say, as Redis has not taken it. */
  forget(name: string, sender: string): void {
    const known = this.#known.peek(name);
    if (known?.version === null && known.sender === sender) this.#known.delete(name);
  }

  /** What tells other processes of a record, but for its version, which Redis adds. */
  messageOf(name: string, { tenantId, fingerprint, state, sender }: Omit<SavedMutation, 'version'>): string {
    return JSON.stringify({ name, tenantId, fingerprint, state: state.toString('base64'), sender });
  }

  /** Notes what another process tells; anything that is not such a message is passed over. */
  receive(message: string): void {
    const [, version, body] = MESSAGE.exec(message) ?? [];
    if (body === undefined) return;
    const { name, tenantId, fingerprint, state, sender } = JSON.parse(body) as Record<string, unknown>;
    const texts = [name, tenantId, fingerprint, state, sender];
    if (!texts.every((text): text is string => typeof text === 'string')) return;
    const [key = '', tenant = '', print = '', sealed = '', token = ''] = texts;
    this.note(key, {
      tenantId: tenant,
      fingerprint: print,
      state: Buffer.from(sealed, 'base64'),
      sender: token,
      version: Number(version),
    });
  }

  tenants(): Set<string> {
    return new Set([...this.#known.values()].map(({ tenantId }) => tenantId));
  }

  /** The records of a tenant, as keys and arguments of the script that restores them. */
  of(tenantId: string): { keys: string[]; args: Argument[] } {
    const own = [...this.#known].filter(([, each]) => each.tenantId === tenantId);
    const now = performance.now();
    const args = own.flatMap(([, { fingerprint, state, sender, version, until }]) => [
      fingerprint,
      state,
      sender,
      version ?? '',
      Math.max(1, Math.ceil(until - now)),
    ]);
    return { keys: own.map(([name]) => name), args };
  }
}
