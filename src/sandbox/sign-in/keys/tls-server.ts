import { once } from 'node:events';
import type { IncomingMessage, RequestListener } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { makeServerCertificate } from './certificates.ts';

/** A TLS server on the loopback address. */
export interface TlsServer {
  port: number;
  /** PEM. */
  ca: string;
  /** Ends the connection of a request with a TCP reset. */
  reset(request: IncomingMessage): void;
  /** Ends at once, whatever is open; may be called again. */
  close(): Promise<void>;
}

/** Listens with a certificate of its own making, for `host` too; `port` 0 takes any free one. */
export async function startTlsServer(port: number, listener: RequestListener, host?: string): Promise<TlsServer> {
  const { ca, certificate, privateKey } = await makeServerCertificate(host);
  // By the client's port: a reset needs the socket beneath TLS, and closing also those that never got through TLS.
  const sockets = new Map<number, Socket>();
  const server = createServer({ cert: certificate, key: privateKey }, listener);
  server.on('connection', (socket: Socket) => {
    const { remotePort = 0 } = socket;
    sockets.set(remotePort, socket);
    socket.once('close', () => sockets.delete(remotePort));
  });
  server.on('tlsClientError', (_, socket) => socket.destroy());
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    ca,
    reset: (request) => {
      sockets.get(request.socket.remotePort ?? 0)?.resetAndDestroy();
      request.socket.destroy();
    },
    close: async () => {
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      for (const socket of sockets.values()) socket.destroy();
      await closed;
    },
  };
}
