import type { Socket } from 'node:net';
import { setImmediate as immediate, setTimeout as delay } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';

/** How long what is in flight may take to end once a stop has begun. */
const GRACE_MS = 25_000;
const CHECK_INTERVAL_MS = 50;
/** Longer than this a client does not take for the first byte of a request on a connection that it has just opened. */
const FIRST_REQUEST_MS = 1_000;

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
  /** When connections were made that have not sent a request yet. */
  const silent = new Map<Socket, number>();
  let inFlight = 0;
  let ready = true;
  app.server.on('connection', (socket) => {
    sockets.add(socket);
    silent.set(socket, performance.now());
    socket.once('close', () => {
      sockets.delete(socket);
      silent.delete(socket);
    });
  });
  app.server.on('request', ({ socket }, response) => {
    silent.delete(socket);
    inFlight += 1;
    response.once('close', () => (inFlight -= 1));
  });
  app.addHook('onSend', async (_, reply) => {
    // A connection kept alive by an answer sent while stopping would hold up the end until its client lets go of it.
    if (!ready) void reply.header('connection', 'close');
  });

  const isAwaited = (since: number): boolean => performance.now() - since < FIRST_REQUEST_MS;
  const idle = (): boolean =>
    inFlight === 0 &&
    [...sockets].every(({ writableLength }) => writableLength === 0) &&
    ![...silent.values()].some(isAwaited);
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
      // Right after a look for new connections: one that waits to be accepted while the port closes is reset.
      await immediate();
      const closed = app.close();
      const until = performance.now() + GRACE_MS;
      while (!idle() && performance.now() < until) await delay(CHECK_INTERVAL_MS);
      app.server.closeAllConnections();
      await closed;
    },
  };
}
