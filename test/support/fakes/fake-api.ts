import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ApiCall {
  method: string;
  /** Path without the query. */
  path: string;
  query: URLSearchParams;
  headers: IncomingMessage['headers'];
  body: string;
}

/** JSON to answer with, or a function that answers by hand. */
export type Reply = object | ((call: ApiCall, response: ServerResponse) => void | Promise<void>);

export interface FakeApi {
  url: string;
  /** Every arrival, in order. */
  calls: ApiCall[];
  /** Paths that no one expected; a test that leaves any has failed. */
  unexpected: string[];
  close(): Promise<void>;
}

/** A list as servers give it that count: what came is all there is. A test of other servers answers by hand. */
function counted(reply: object): object {
  const { value } = reply as { value?: unknown };
  const isWhole = Array.isArray(value) && !('@odata.nextLink' in reply);
  return isWhole ? { '@odata.count': value.length, ...reply } : reply;
}

/** A real HTTP server on loopback with the replies given by `METHOD /path`; anything else is 599 and remembered. */
export async function startFakeApi(replies: Record<string, Reply>): Promise<FakeApi> {
  const calls: ApiCall[] = [];
  const unexpected: string[] = [];
  // Closes no idle connection: where the machine stood still, one would be closed at the moment of its use.
  const server = createServer({ keepAliveTimeout: 0 }, (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const url = new URL(request.url ?? '/', 'http://127.0.0.1');
      const call: ApiCall = {
        method: request.method ?? '',
        path: decodeURIComponent(url.pathname),
        query: url.searchParams,
        headers: request.headers,
        body: Buffer.concat(chunks).toString(),
      };
      calls.push(call);
      const reply = replies[`${call.method} ${call.path}`];
      if (typeof reply === 'function') {
        void reply(call, response);
        return;
      }
      if (reply === undefined) unexpected.push(`${call.method} ${call.path}`);
      response.writeHead(reply === undefined ? 599 : 200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(counted(reply ?? {})));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    unexpected,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
