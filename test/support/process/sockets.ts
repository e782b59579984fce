import { once } from 'node:events';
import { createServer, Socket, type AddressInfo } from 'node:net';

export interface Connections {
  /** `host:port` of every connection that this process tried to open, in order, before any name was looked up. */
  tried: string[];
  stop(): void;
}

interface Target {
  host?: string;
  port?: number | string;
  path?: string;
}

/**
 * Watches the one place that every client connection of Node passes, whatever library opens it: `net.Socket.connect`.
 * Connections are only recorded, not kept from being made.
 */
export function watchConnections(): Connections {
  const connect = Object.getOwnPropertyDescriptor(Socket.prototype, 'connect')?.value as Socket['connect'];
  const tried: string[] = [];
  const describe = (given: unknown, host: unknown): string => {
    // `net.connect` hands over its arguments in one array, TLS an object, others port and host.
    const first: unknown = Array.isArray(given) ? given[0] : given;
    if (typeof first !== 'object' || first === null) return `${String(host ?? 'localhost')}:${String(first)}`;
    const target = first as Target;
    return target.path ?? `${target.host ?? 'localhost'}:${target.port}`;
  };
  Socket.prototype.connect = function (this: Socket, ...values: unknown[]) {
    tried.push(describe(values[0], values[1]));
    return Reflect.apply(connect, this, values) as Socket;
  };
  return { tried, stop: () => void (Socket.prototype.connect = connect) };
}

export interface Trap {
  port: number;
  /** Connections that arrived. */
  arrivals: number;
  close(): Promise<void>;
}

/** A listener on one port of every address of this machine, 127.0.0.2 and ::1 among them; it counts who connects. */
export async function startTrap(): Promise<Trap> {
  const server = createServer((socket) => {
    trap.arrivals += 1;
    socket.on('error', () => undefined).destroy();
  });
  server.listen(0);
  await once(server, 'listening');
  const trap: Trap = {
    port: (server.address() as AddressInfo).port,
    arrivals: 0,
    close: async () => {
      server.close();
      await once(server, 'close');
    },
  };
  return trap;
}
