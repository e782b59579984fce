import { request as forward } from 'node:http';
import { startTlsServer, type TlsServer } from '../../../src/sandbox/sign-in/keys/tls-server.ts';

/** A server behind TLS under a name of its own. */
export interface TlsFront extends TlsServer {
  /** `https://HOST:PORT`. */
  url: string;
}

/** Serves over TLS what is served at an address of this machine, as `host`. */
export async function startTlsFront(host: string, target: string): Promise<TlsFront> {
  const server = await startTlsServer(
    0,
    (incoming, outgoing) => {
      const { method, headers } = incoming;
      const call = forward(new URL(incoming.url ?? '/', target), { method, headers }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      });
      call.on('error', () => outgoing.destroy());
      incoming.pipe(call);
    },
    host,
  );
  return { ...server, url: `https://${host}:${server.port}` };
}
