import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

type Fault = (response: ServerResponse, request: IncomingMessage) => void;

/** What can go wrong on the wire, by path. */
const FAULTS: Readonly<Record<string, Fault>> = {
  '/silent': () => undefined,
  '/stalls': (response) => response.writeHead(200, { 'content-length': '100' }).write('{"value":'),
  '/resets': (response) => response.socket?.resetAndDestroy(),
  '/hangs-up': (response) => response.socket?.destroy(),
  '/truncates': (response) =>
    response.writeHead(200, { 'content-length': '100' }).write('{"value":', () => response.socket?.destroy()),
  '/breaks-a-chunk': (response) => response.writeHead(200).write('{"value":', () => response.socket?.destroy()),
  '/floods': (response) => {
    const pour = (): void => {
      while (!response.destroyed && response.write('x'.repeat(64 * 1024)));
      response.once('drain', pour);
    };
    pour();
  },
  '/nonsense': (response) => response.socket?.end('HTTP/9 hello\r\n\r\n'),
  '/html': (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html>node 7</html>'),
  '/half-json': (response) => response.writeHead(200).end('{"value":[{"id":"node 7"'),
  '/empty': (response) => response.writeHead(200).end(),
  '/no-content': (response) => response.writeHead(204).end(),
};

export interface FaultServer {
  url: string;
  /** Paths in the order of arrival. */
  arrivals: string[];
  /** How many connections were ever opened. */
  connections: number;
  /** Those that are open now. */
  sockets: Set<Socket>;
  /** Where `/redirects` points. */
  redirectTo: string;
  close(): Promise<void>;
}

/** A real HTTP server on loopback that misbehaves as its path says; any other path echoes the request as JSON. */
export async function startFaultServer(): Promise<FaultServer> {
  const arrivals: string[] = [];
  const sockets = new Set<Socket>();
  const state = { redirectTo: '', connections: 0 };
  // Closes no idle connection: where the machine stood still, one would be closed at the moment of its use.
  const server = createServer({ keepAliveTimeout: 0 }, (request, response) => {
    const path = request.url ?? '/';
    arrivals.push(path);
    if (path === '/redirects') response.writeHead(302, { location: state.redirectTo }).end('{}');
    else if (FAULTS[path] !== undefined) FAULTS[path](response, request);
    else void echo(request, response);
  });
  server.on('connection', (socket) => {
    state.connections += 1;
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    // A reset is what some of these tests are about.
    socket.on('error', () => undefined);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return Object.assign(state, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    arrivals,
    sockets,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  });
}

async function echo(request: IncomingMessage, response: ServerResponse): Promise<void> {
  let body = '';
  for await (const chunk of request as AsyncIterable<Buffer>) body += chunk.toString();
  const { method, headers } = request;
  const text = JSON.stringify({ method, headers, body });
  response.writeHead(200, { 'retry-after': '7', 'content-length': Buffer.byteLength(text) }).end(text);
}
