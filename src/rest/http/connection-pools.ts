import { Agent, type Dispatcher } from 'undici';

/** Connections of all callers together; the quota scheduler bounds what one of them may use. */
const MOST = 256;
const MOST_OF_STRANGERS = 64;

/** Time limits are ours (http-exchange.ts); the agent's own would cut a 200 s hunt. */
const SETTINGS = { pipelining: 1, headersTimeout: 0, bodyTimeout: 0 };

/** Separate connection pools for reads, mutations and unverified callers, so that none waits for another. */
export class Connections {
  readonly #reads = new Agent({ ...SETTINGS, connections: MOST });
  /** For callers whose credential Defender has not accepted yet. */
  readonly #strangers = new Agent({ ...SETTINGS, connections: MOST_OF_STRANGERS });
  /** A kept-alive connection may be closed at the moment of use, and then it is unknown whether a mutation arrived. */
  readonly #changes = new Agent({ ...SETTINGS, connections: MOST });

  of({ isRead, isKnown }: { isRead: boolean; isKnown: boolean }): { dispatcher: Dispatcher; ownConnection: boolean } {
    const known = isRead ? this.#reads : this.#changes;
    return { dispatcher: isKnown ? known : this.#strangers, ownConnection: !isRead };
  }

  /** Ends all connections, waiting for calls in flight. */
  async close(): Promise<void> {
    await Promise.all([this.#reads, this.#strangers, this.#changes].map((agent) => agent.close()));
  }
}
