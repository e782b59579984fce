import { Agent, type Dispatcher } from 'undici';

/** Connections of all callers together; the quota scheduler bounds what one of them may use. */
const MAX_CONNECTIONS = 256;
const MAX_UNVERIFIED_CONNECTIONS = 64;

/** Time limits are ours (http-exchange.ts); the agent's own would cut a 200 s hunt. */
const SETTINGS = { pipelining: 1, headersTimeout: 0, bodyTimeout: 0 };

/** Separate connection pools for reads, mutations and unverified callers, so that none waits for another. */
export class ConnectionPools {
  readonly #reads = new Agent({ ...SETTINGS, connections: MAX_CONNECTIONS });
  /** For callers whose credential Defender has not accepted yet. */
  readonly #unverified = new Agent({ ...SETTINGS, connections: MAX_UNVERIFIED_CONNECTIONS });
  /** A kept-alive connection may be closed at the moment of use, and then it is unknown whether a mutation arrived. */
  readonly #mutations = new Agent({ ...SETTINGS, connections: MAX_CONNECTIONS });

  select({ isRead, isKnown }: { isRead: boolean; isKnown: boolean }): {
    dispatcher: Dispatcher;
    ownConnection: boolean;
  } {
    const known = isRead ? this.#reads : this.#mutations;
    return { dispatcher: isKnown ? known : this.#unverified, ownConnection: !isRead };
  }

  /** Ends all connections, waiting for calls in flight. */
  async close(): Promise<void> {
    await Promise.all([this.#reads, this.#unverified, this.#mutations].map((agent) => agent.close()));
  }
}
