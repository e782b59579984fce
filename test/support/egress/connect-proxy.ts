import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/** What becomes of a CONNECT. */
export type Answer = 'tunnel' | 'refuse' | 'hang up' | 'reset' | 'say nothing';

/** A proxy that opens tunnels, and finds every name of a host on this machine. */
export interface ConnectProxy {
  /** With the name and the password that it wants. */
  url: string;
  password: string;
  /** `host:port` of each CONNECT, in order. */
  targets: string[];
  /** Requests that are none: a call that was sent to the proxy itself. */
  requests: string[];
  /** What clients sent through tunnels, as it passed by. */
  passed(): Buffer;
  /** How the next CONNECT fares; may be changed. */
  answer: Answer;
  close(): Promise<void>;
}

const USER = 'gateway';
const PASSWORD = 'canary-of-the-proxy';

/** Starts a proxy on a free port of the loopback address. */
export async function startConnectProxy(): Promise<ConnectProxy> {
  const sockets = new Set<Duplex>();
  const seen: Buffer[] = [];
  const targets: string[] = [];
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    response.writeHead(400).end();
  });
  const keep = (socket: Duplex): void => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy()).once('close', () => sockets.delete(socket));
  };
  server.on('connection', keep);
  server.on('connect', (request, client: Socket) => {
    const target = request.url ?? '';
    targets.push(target);
    const wanted = `Basic ${Buffer.from(`${USER}:${PASSWORD}`).toString('base64')}`;
    if (request.headers['proxy-authorization'] !== wanted) {
      return void client.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
    }
    if (proxy.answer === 'refuse') return void client.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
    if (proxy.answer === 'hang up') return void client.end();
    if (proxy.answer === 'reset') return void client.resetAndDestroy();
    if (proxy.answer === 'say nothing') return;
    const upstream = connect(Number(target.split(':').at(-1)), '127.0.0.1');
    keep(upstream);
    upstream.once('connect', () => client.write('HTTP/1.1 200 Connection Established\r\n\r\n'));
    client.on('data', (chunk: Buffer) => seen.push(chunk));
    client.pipe(upstream).pipe(client);
    client.once('close', () => upstream.destroy());
    upstream.once('close', () => client.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const proxy: ConnectProxy = {
    url: `http://${USER}:${PASSWORD}@127.0.0.1:${(server.address() as AddressInfo).port}`,
    password: PASSWORD,
    targets,
    requests,
    passed: () => Buffer.concat(seen),
    answer: 'tunnel',
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
  return proxy;
}
