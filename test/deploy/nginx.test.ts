import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describeDeployment, startNginx, type Nginx } from '../support/deploy/nginx.ts';

interface Gateway {
  server: Server;
  port: number;
  arrivals: string[];
  /** Reads a request and answers nothing. */
  breaks: boolean;
}

async function startGateway(): Promise<Gateway> {
  const server = createServer((request, response) => {
    request.resume().once('end', () => {
      gateway.arrivals.push(`${request.method} ${request.url}`);
      if (gateway.breaks) request.socket.destroy();
      else response.end('{}');
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const gateway: Gateway = { server, port, arrivals: [], breaks: false };
  return gateway;
}

describeDeployment('nginx in front of two gateways', () => {
  let first: Gateway;
  let second: Gateway;
  let nginx: Nginx;

  const start = async (): Promise<void> => {
    [first, second] = [await startGateway(), await startGateway()];
    nginx = await startNginx([first.port, second.port]);
  };
  afterEach(async () => {
    await nginx.close();
    for (const { server } of [first, second]) {
      server.close();
      server.closeAllConnections();
    }
  });
  const post = async (): Promise<number> => {
    const response = await fetch(`${nginx.url}/graphql`, { method: 'POST', body: '{}' });
    await response.arrayBuffer();
    return response.status;
  };

  test('does not repeat a POST that was sent', async () => {
    await start();
    first.breaks = true;
    second.breaks = true;
    expect(await post()).toBe(502);
    expect([...first.arrivals, ...second.arrivals]).toEqual(['POST /graphql']);
  });

  test('sends a POST to the other one where it could not be sent', async () => {
    await start();
    first.server.close();
    for (let sent = 0; sent < 20; sent++) expect(await post()).toBe(200);
    expect(second.arrivals).toHaveLength(20);
  });
});
