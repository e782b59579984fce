import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { until } from '../support/clocks/until.ts';
import { describeDeployment, startNginx, type Nginx } from '../support/deploy/nginx.ts';

interface Gateway {
  server: Server;
  port: number;
  arrivals: string[];
  /** Reads a request and answers nothing. */
  breaks: boolean;
  stopping: boolean;
}

async function startGateway(): Promise<Gateway> {
  const server = createServer((request, response) => {
    if (request.url === '/health/accepting') return void response.writeHead(gateway.stopping ? 503 : 200).end();
    request.resume().once('end', () => {
      gateway.arrivals.push(`${request.method} ${request.url}`);
      if (gateway.breaks) request.socket.destroy();
      else response.end('{}');
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const gateway: Gateway = { server, port, arrivals: [], breaks: false, stopping: false };
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

  /** Whether one gets nothing of so many requests. */
  const isLeftOut = async ({ arrivals }: Gateway, requests: number): Promise<boolean> => {
    const before = arrivals.length;
    for (let sent = 0; sent < requests; sent++) expect(await post()).toBe(200);
    return arrivals.length === before;
  };

  test('looks away from one that is being stopped, while it still answers', async () => {
    await start();
    await until('both to be asked', async () => {
      expect(await post()).toBe(200);
      return first.arrivals.length > 3 && second.arrivals.length > 3;
    });
    first.stopping = true;
    await until('the first to be left out', () => isLeftOut(first, 20));
    expect(await isLeftOut(first, 20)).toBe(true);
  });

  test('asks one all the same where both are left out', async () => {
    await start();
    first.stopping = true;
    await until('the first to be left out', () => isLeftOut(first, 20));
    first.stopping = false;
    second.stopping = true;
    for (let sent = 0; sent < 40; sent++) expect(await post()).toBe(200);
    const arrived = first.arrivals.length + second.arrivals.length;
    first.breaks = true;
    second.breaks = true;
    expect(await post()).toBe(502);
    expect(first.arrivals.length + second.arrivals.length).toBe(arrived + 1);
  });
});
