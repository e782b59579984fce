import type { Dispatcher } from 'undici';
import { createDispatcher, type ProxySettings } from './egress.ts';

/** Connections of all callers together; the quota scheduler bounds what one of them may use. */
const MAX_CONNECTIONS = 256;
const MAX_UNVERIFIED_CONNECTIONS = 64;

/** Time limits are ours (http-exchange.ts); the agent's own would cut a 200 s hunt. */
const SETTINGS = { pipelining: 1, headersTimeout: 0, bodyTimeout: 0 };

/** Separate connection pools for reads, mutations and unverified callers, so that none waits for another. */
export class ConnectionPools {
  /** For files that answers link to, which lie at other hosts. */
  readonly files: Dispatcher;
  readonly #reads: Dispatcher;
  /** For callers whose credential Defender has not accepted yet. */
  readonly #unverified: Dispatcher;
  /** A kept-alive connection may be closed at the moment of use, and then it is unknown whether a mutation arrived. */
  readonly #mutations: Dispatcher;

  /** `proxy`: by which all of them go, but for those to this machine. */
  constructor(proxy: ProxySettings | null = null) {
    const pool = (connections: number): Dispatcher => createDispatcher({ ...SETTINGS, connections }, proxy);
    this.#reads = pool(MAX_CONNECTIONS);
    this.#unverified = pool(MAX_UNVERIFIED_CONNECTIONS);
    this.#mutations = pool(MAX_CONNECTIONS);
    this.files = createDispatcher({}, proxy);
  }

  select({ isRead, isKnown }: { isRead: boolean; isKnown: boolean }): {
    dispatcher: Dispatcher;
    ownConnection: boolean;
  } {
    const known = isRead ? this.#reads : this.#mutations;
    return { dispatcher: isKnown ? known : this.#unverified, ownConnection: !isRead };
  }

  /** Ends all connections, waiting for calls in flight. */
  async close(): Promise<void> {
    await Promise.all([this.#reads, this.#unverified, this.#mutations, this.files].map((agent) => agent.close()));
  }
}
