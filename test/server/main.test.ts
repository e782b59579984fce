import { execFile, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  buildClientSchema,
  buildSchema,
  getIntrospectionQuery,
  introspectionFromSchema,
  lexicographicSortSchema,
  printSchema,
  type GraphQLSchema,
  type IntrospectionQuery,
} from 'graphql';
import { startSandbox } from '../../src/sandbox/sandbox.ts';
import { addressOf, startProgram, type Program } from '../support/process/program.ts';
import { until } from '../support/clocks/until.ts';

interface Alerts {
  alerts: { nodes: { title: string; machine: { computerDnsName: string } | null }[] };
}

const QUERY = '{ alerts(first: 3) { nodes { title severity machine { computerDnsName } } } }';

const started: Program[] = [];
function start(variables: Readonly<Record<string, string>>): Program {
  const program = startProgram(variables);
  started.push(program);
  return program;
}
afterEach(async () => {
  for (const program of started.splice(0)) {
    program.child.kill('SIGKILL');
    await program.ended;
  }
});

async function ask<T = Alerts>(address: string, token: string, query = QUERY): Promise<{ data: T }> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  const response = await fetch(`${address}/graphql`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ query }),
  });
  return (await response.json()) as { data: T };
}

describe('the program without configuration', () => {
  async function printedCommand(program: Program): Promise<string> {
    await until('the command to be printed', () => program.stderr.endsWith('\n\n'));
    return /Try:\n\n([\s\S]+?)\n\n/.exec(program.stderr)?.[1] ?? '';
  }

  test('serves the sandbox, and prints the explorer and a command to paste', async () => {
    const program = start({});
    const address = await addressOf(program);
    expect(program.logs()[0]).toMatchObject({
      explorer: `${address}/`,
      message: expect.stringMatching(/sandbox/i) as string,
    });
    expect(await printedCommand(program)).toMatch(/^curl /);
    expect(program.stderr).toContain(`Explorer: ${address}/\n`);
    const explorer = await fetch(`${address}/`);
    expect([explorer.status, explorer.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  });

  test('serves the whole schema, each type under its name though the program is a bundle', async () => {
    const program = start({});
    const address = await addressOf(program);
    const body = new URLSearchParams({ as: 'reader' });
    const token = await fetch(`${address}/sandbox/token`, { method: 'POST', body, headers: { accept: 'text/plain' } });
    const { data } = await ask<IntrospectionQuery>(
      address,
      await token.text(),
      getIntrospectionQuery({ specifiedByUrl: true }),
    );
    const written = await readFile(new URL('../../schema/schema.graphql', import.meta.url), 'utf8');
    const sdlOf = (schema: GraphQLSchema): string => printSchema(lexicographicSortSchema(schema));
    expect(sdlOf(buildClientSchema(data))).toBe(
      sdlOf(buildClientSchema(introspectionFromSchema(buildSchema(written)))),
    );
  });

  const hasCurl = spawnSync('curl', ['--version']).status === 0;
  const pasted = 'prints a command that works when pasted';
  (hasCurl ? test : test.skip)(hasCurl ? pasted : `${pasted} (not tried: curl is not installed here)`, async () => {
    const program = start({});
    await addressOf(program);
    const { stdout } = await promisify(execFile)('bash', ['-c', await printedCommand(program)]);
    const { nodes } = (JSON.parse(stdout) as { data: Alerts }).data.alerts;
    expect(nodes).toHaveLength(3);
    expect(nodes.every(({ title }) => title.length > 5)).toBe(true);
    expect(nodes.some(({ machine }) => (machine?.computerDnsName ?? '') !== '')).toBe(true);
  });

  test.each(['SIGTERM', 'SIGINT'] as const)('ends on %s with exit code 0, and says so', async (signal) => {
    const program = start({});
    await addressOf(program);
    program.child.kill(signal);
    await expect(program.ended).resolves.toBe(0);
    expect(program.logs().at(-1)).toMatchObject({ signal, message: 'stopping' });
  });
});

describe('the program with faults in its configuration', () => {
  test('ends with exit code 1 and lists every fault, before it listens', async () => {
    const program = start({
      PORT: 'http',
      LOG_LEVEL: 'loud',
      SANDBOX: 'perhaps',
      DEFENDER_API_URL: 'http://contoso.example',
    });
    await expect(program.ended).resolves.toBe(1);
    for (const name of ['PORT', 'LOG_LEVEL', 'SANDBOX', 'DEFENDER_API_URL']) {
      expect(program.stderr).toMatch(new RegExp(`^- ${name}: .+$`, 'm'));
    }
    expect(program.stderr).not.toMatch(/\.js:\d|node:/);
    expect(program.stdout).toBe('');
  });

  test('ends with exit code 1 where changes could not be written down', async () => {
    const program = start({ AUDIT_LOG: join(tmpdir(), 'no', 'such', 'folder', 'audit.jsonl'), SANDBOX: 'true' });
    expect(await program.ended).toBe(1);
    expect(program.stderr).toMatch(/^AUDIT_LOG: the file cannot be written: ENOENT/);
    expect(program.logs()).toEqual([]);
  });

  test('refuses the sandbox in production', async () => {
    const program = start({ SANDBOX: 'true', NODE_ENV: 'production' });
    await expect(program.ended).resolves.toBe(1);
    expect(program.stderr).toContain('- SANDBOX: ');
  });
});

describe('the program on a port that is taken', () => {
  test('ends with exit code 1 and says what to do, without a stack', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const program = start({ PORT: String(port), LOG_LEVEL: 'info' });
    await expect(program.ended).resolves.toBe(1);
    expect(program.stderr).toBe(`Port ${port} is taken; set PORT to another one.\n`);
    expect(program.stdout).toBe('');
    await promisify(other.close.bind(other))();
  });
});

interface Coverage {
  result: { url: string }[];
}

describe('the program before another server', () => {
  test('answers the same data as the sandbox does, with none of the sandbox’s code loaded', async () => {
    const sandbox = await startSandbox({ machines: 20, alerts: 60 });
    const folder = await mkdtemp(join(tmpdir(), 'coverage-'));
    try {
      const program = start({ DEFENDER_API_URL: sandbox.url, NODE_ENV: 'production', NODE_V8_COVERAGE: folder });
      const address = await addressOf(program);
      expect(program.logs()[0]).toMatchObject({ defender: sandbox.url, message: 'serving a real tenant' });
      const { nodes } = (await ask(address, await sandbox.mintToken('reader'))).data.alerts;
      const newest = [...sandbox.tenant.alerts]
        .sort((a, b) => String(b.alertCreationTime).localeCompare(String(a.alertCreationTime)))
        .slice(0, 3);
      expect(nodes.map(({ title }) => title)).toEqual(newest.map(({ title }) => title));
      expect((await fetch(`${address}/`)).status).toBe(404);
      expect((await fetch(`${address}/sandbox/token`, { method: 'POST' })).status).toBe(404);

      program.child.kill('SIGTERM');
      await expect(program.ended).resolves.toBe(0);
      const urls = (await coverageIn(folder)).flatMap(({ result }) => result.map(({ url }) => url));
      const sources = (await Promise.all(urls.filter((url) => url.includes('/dist/')).map(sourcesOf))).flat();
      expect(sources).toContain('../src/server.ts');
      const unused = /^\.\.\/src\/(sandbox|explorer|cli)|@azure\/msal|@peculiar\/|otel-sdk|@opentelemetry\/(?!api\/)/;
      expect(sources.filter((source) => unused.test(source))).toEqual([]);
      expect(urls.filter((url) => url.includes('/node_modules/@kusto/'))).toEqual([]);
    } finally {
      await sandbox.close();
      await rm(folder, { recursive: true, force: true });
    }
  });
});

/** The files that a file of the bundle was made of. */
async function sourcesOf(url: string): Promise<string[]> {
  const { sources } = JSON.parse(await readFile(new URL(`${url}.map`), 'utf8')) as { sources: string[] };
  return sources;
}

async function coverageIn(folder: string): Promise<Coverage[]> {
  const files = await readdir(folder);
  expect(files.length).toBeGreaterThan(0);
  return Promise.all(files.map(async (file) => JSON.parse(await readFile(join(folder, file), 'utf8')) as Coverage));
}
