import { Agent, type Dispatcher } from 'undici';

/** Of all callers together; what one of them may have is the governor's business. */
const MOST = 256;
const MOST_OF_STRANGERS = 64;

/** Time limits are ours (http-exchange.ts); the agent's own would cut a 200 s hunt. */
const SETTINGS = { pipelining: 1, headersTimeout: 0, bodyTimeout: 0 };

/** The connections to the API, so kept apart that none of their users waits for another kind. */
export class Connections {
  readonly #reads = new Agent({ ...SETTINGS, connections: MOST });
  /** Of callers whom Defender has not accepted. */
  readonly #strangers = new Agent({ ...SETTINGS, connections: MOST_OF_STRANGERS });
  /** A connection left open may be closed at the moment of use, and then nobody knows whether a change arrived. */
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
