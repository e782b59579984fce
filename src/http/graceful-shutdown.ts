import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';

/** How long what is in flight may take to end once a stop has begun. */
const GRACE_MS = 25_000;
const CHECK_INTERVAL_MS = 50;

export interface GracefulShutdown {
  /** False from the moment a stop begins. */
  readonly ready: boolean;
  /** Requests that are not answered yet. */
  readonly inFlight: number;
  /** See `Gateway.close`. */
  stop(notice: number, hurry?: AbortSignal): Promise<void>;
}

/**
 * Watches a server's connections, so that a stop loses no answer and waits for nothing else: `app.close()` alone waits
 * for connections that never sent a request, and Node counts an answer as sent while most of it is still in its buffer.
 */
export function watchConnections(app: FastifyInstance): GracefulShutdown {
  const sockets = new Set<Socket>();
  let inFlight = 0;
  let ready = true;
  app.server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  app.server.on('request', (_, response) => {
    inFlight += 1;
    response.once('close', () => (inFlight -= 1));
  });
  app.addHook('onSend', async (_, reply) => {
    // A connection kept alive by an answer sent while stopping would hold up the end until its client lets go of it.
    if (!ready) void reply.header('connection', 'close');
  });

  const idle = (): boolean => inFlight === 0 && [...sockets].every(({ writableLength }) => writableLength === 0);
  return {
    get ready() {
      return ready;
    },
    get inFlight() {
      return inFlight;
    },
    stop: async (notice, hurry) => {
      ready = false;
      if (notice > 0) await delay(notice, undefined, hurry && { signal: hurry }).catch(() => undefined);
      const closed = app.close();
      const until = performance.now() + GRACE_MS;
      while (!idle() && performance.now() < until) await delay(CHECK_INTERVAL_MS);
      app.server.closeAllConnections();
      await closed;
    },
  };
}
