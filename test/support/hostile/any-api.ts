import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface AnyApi {
  url: string;
  calls: number;
  close(): Promise<void>;
}

/** An object, a page without rows, a hunt without rows and a snapshot without files, all in one. */
const ANSWER = JSON.stringify({
  id: 'da-1',
  value: [],
  '@odata.count': 0,
  exportFiles: [],
  Schema: [],
  Results: [],
  schema: [],
  results: [],
});

/** An API on loopback that answers every call with success, so that what fails is the gateway. */
export async function startAnyApi(): Promise<AnyApi> {
  const server = createServer({ keepAliveTimeout: 0 }, (request, response) => {
    api.calls += 1;
    request.resume().once('end', () => response.writeHead(200, { 'content-type': 'application/json' }).end(ANSWER));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const api: AnyApi = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls: 0,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
  return api;
}
