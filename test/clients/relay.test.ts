import { transformAsync } from '@babel/core';
import { build, type Plugin } from 'esbuild';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type * as alerts from '../../examples/clients/relay/alerts.ts';
import type * as environments from '../../examples/clients/relay/environment.ts';
import type * as machines from '../../examples/clients/relay/machine.ts';
import { startPersistedGateway } from '../support/clients/persisted-gateway.ts';
import type { SandboxGateway } from '../support/gateway/gateway.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const RELAY = join(ROOT, 'examples/clients/relay');

/** Puts what relay-compiler has made in the place of each `graphql` tag, as the bundlers of front-ends do. */
const relay: Plugin = {
  name: 'relay',
  setup(bundler) {
    bundler.onLoad({ filter: /clients\/relay\/\w+\.ts$/ }, async ({ path }) => {
      const result = await transformAsync(await readFile(path, 'utf8'), {
        filename: path,
        configFile: false,
        parserOpts: { plugins: ['typescript'] },
        plugins: [['relay', { eagerEsModules: true }]],
      });
      return { contents: result?.code ?? '', loader: 'ts' };
    });
  },
};

type Bundle = typeof alerts & typeof environments & typeof machines;

let folder: string;
let bundle: Bundle;
let gateway: SandboxGateway;
beforeAll(async () => {
  // Within the project, where packages are found.
  await mkdir(join(ROOT, 'build'), { recursive: true });
  folder = await mkdtemp(join(ROOT, 'build/relay-'));
  const outfile = join(folder, 'relay.mjs');
  const contents = ['alerts', 'environment', 'machine'].map((name) => `export * from './${name}.ts';`).join('\n');
  await build({
    stdin: { contents, resolveDir: RELAY },
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    define: { 'process.env.NODE_ENV': '"development"' },
    plugins: [relay],
  });
  bundle = (await import(pathToFileURL(outfile).href)) as Bundle;
  gateway = await startPersistedGateway(['relay/persisted-documents.json']);
});
afterAll(async () => {
  await gateway.close();
  await rm(folder, { recursive: true });
});

describe('Relay', () => {
  const start = () => bundle.createEnvironment(`${gateway.url}/graphql`, () => gateway.sandbox.mintToken('responder'));

  test('puts the pages of a connection together', async () => {
    const environment = start();
    const variables = { first: 5, where: { severity: { eq: 'HIGH' as const } } };
    const key = await bundle.firstPage(environment, variables);
    if (key === undefined) throw new Error('There is no page.');
    expect(bundle.rowsOf(environment, key).alerts.edges).toHaveLength(5);
    await bundle.nextPage(environment, bundle.rowsOf(environment, key), variables);
    const { edges, pageInfo } = bundle.rowsOf(environment, key).alerts;
    expect(new Set(edges.map(({ node }) => node.id)).size).toBe(10);
    expect(pageInfo.hasNextPage).toBe(true);
  });

  test('fetches an object again by its id, and shows it new where it stands', async () => {
    const environment = start();
    const key = await bundle.firstPage(environment, { first: 20 });
    if (key === undefined) throw new Error('There is no page.');
    const shown = bundle.rowsOf(environment, key).alerts.edges.flatMap(({ node }) => node.machine ?? []);
    const [first] = shown;
    if (first === undefined) throw new Error('No alert has a device.');
    const row = gateway.sandbox.tenant.machines.find(
      ({ computerDnsName }) => computerDnsName === bundle.machineOf(environment, first).computerDnsName,
    );
    if (row === undefined) throw new Error('The device is not there.');
    const before = bundle.machineOf(environment, first).riskScore;
    row.riskScore = before === 'HIGH' ? 'Low' : 'High';
    await bundle.refetchMachine(environment, first.id);
    expect(bundle.machineOf(environment, first).riskScore).toBe(before === 'HIGH' ? 'LOW' : 'HIGH');
  });
});

test('relay.config.json of the example has the types of every scalar', async () => {
  const read = async (path: string) => JSON.parse(await readFile(join(ROOT, path), 'utf8')) as Record<string, unknown>;
  expect(await read('examples/clients/relay/relay.config.json')).toMatchObject(
    await read('schema/client-config/relay.config.json'),
  );
});
