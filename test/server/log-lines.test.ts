import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tokenOf } from '../support/gateway/tokens.ts';
import { until } from '../support/clocks/until.ts';
import { addressOf, startProgram, type Program } from '../support/process/program.ts';

let program: Program;
afterEach(async () => {
  program.child.kill('SIGKILL');
  await program.ended;
});

async function ask(address: string, token: string, query: string): Promise<number> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  const response = await fetch(`${address}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) });
  await response.text();
  return response.status;
}

async function sandboxToken(address: string): Promise<string> {
  const answer = await fetch(`${address}/sandbox/token`, {
    method: 'POST',
    headers: { accept: 'text/plain', 'content-type': 'application/x-www-form-urlencoded' },
    body: 'as=reader',
  });
  return (await answer.text()).trim();
}

const requests = (): Record<string, unknown>[] => program.logs().filter(({ message }) => message === 'request');

describe('the lines of the log', () => {
  test('are all written when the program ends on SIGTERM', async () => {
    program = startProgram({});
    const address = await addressOf(program);
    const token = await sandboxToken(address);
    const ask50 = Array.from({ length: 50 }, (_, index) => ask(address, token, `query Q${index} { viewer { name } }`));
    expect(new Set(await Promise.all(ask50))).toEqual(new Set([200]));
    program.child.kill('SIGTERM');
    await expect(program.ended).resolves.toBe(0);
    const names = requests().map(({ operationName }) => String(operationName));
    expect(names.sort()).toEqual(Array.from({ length: 50 }, (_, index) => `Q${index}`).sort());
    expect(program.logs().at(-1)).toMatchObject({ message: 'stopping' });
  });

  test.each([
    ['uncaughtException', "throw new Error('planted')"],
    ['unhandledRejection', "Promise.reject(new Error('planted')); Promise.reject(new Error('another'))"],
  ])('are all written when the program ends by an %s, and the last one tells it', async (origin, plant) => {
    const fault = `process.on('SIGUSR2', () => { ${plant}; })`;
    program = startProgram({
      SANDBOX: 'true',
      NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(fault)}`,
    });
    const address = await addressOf(program);
    const token = await sandboxToken(address);
    for (const name of ['A', 'B', 'C'])
      expect(await ask(address, token, `query ${name} { viewer { name } }`)).toBe(200);
    program.child.kill('SIGUSR2');
    await expect(program.ended).resolves.toBe(1);
    const fatal = program.logs().filter(({ level }) => level === 60);
    expect(fatal).toEqual([program.logs().at(-1)]);
    expect(fatal).toMatchObject([{ origin, err: { message: 'planted', stack: expect.any(String) as string } }]);
    expect(requests().map(({ operationName }) => operationName)).toEqual(['A', 'B', 'C']);
  });

  test('of warnings wait for no batch', async () => {
    const api = createServer((_, response) => void response.writeHead(500).end('{}')).listen(0, '127.0.0.1');
    await once(api, 'listening');
    program = startProgram({ DEFENDER_API_URL: `http://127.0.0.1:${(api.address() as AddressInfo).port}` });
    const address = await addressOf(program);
    const warnings = () => program.logs().filter(({ level }) => level === 40);
    let waited = 0;
    for (let count = 1; count <= 5; count += 1) {
      await ask(address, tokenOf({ oid: String(count) }), 'query Failing { machines(first: 1) { nodes { id } } }');
      const answered = performance.now();
      await until('the warning to be written', () => warnings().length >= count);
      waited += performance.now() - answered;
    }
    api.closeAllConnections();
    api.close();
    expect(warnings()[0]).toMatchObject({ message: 'a call failed' });
    // Batches are a second apart, so that five of them, one after the other, would take five.
    expect(waited).toBeLessThan(1_500);
  });
});
