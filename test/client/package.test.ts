import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createClient } from '../../src/client/client.ts';
import { addressOf, startProgram, type Program } from '../support/process/program.ts';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../', import.meta.url));
const modules = join(root, 'node_modules');

/** A program of somebody else's, beside the examples, which knows nothing but the package. */
const STRANGER = `
import { createClient, OneMachineDocument, RequestError, type OneMachineQuery } from 'defender-graphql/client';
const client = createClient({ url: 'http://127.0.0.1:4000/graphql', token: () => 'a token' });
export const found: Promise<OneMachineQuery> = client.request(OneMachineDocument, { id: 'a1' });
// @ts-expect-error it has a variable that must be given
export const missing = client.request(OneMachineDocument);
// @ts-expect-error which is a text
export const wrong = client.request(OneMachineDocument, { id: 5 });
export const codeOf = (error: unknown): string | null => (error instanceof RequestError ? error.code : null);
`;

const options = {
  target: 'es2022',
  strict: true,
  rewriteRelativeImportExtensions: true,
  outDir: 'out',
  rootDir: '.',
  types: ['node'],
  typeRoots: [join(modules, '@types')],
};

let folder: string;
let program: Program;
let gateway: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'packed-'));
  program = startProgram({});
  const installed = join(folder, 'node_modules/defender-graphql');
  await mkdir(installed, { recursive: true });
  // As `npm pack` does by itself, but for the build, which other tests are running.
  await run(process.execPath, ['--import', 'tsx', 'scripts/write-declarations.ts'], { cwd: root });
  await run('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], { cwd: root });
  const [archive = ''] = (await readdir(folder)).filter((file) => file.endsWith('.tgz'));
  await run('tar', ['-xzf', join(folder, archive), '-C', installed, '--strip-components=1']);
  await symlink(
    join(modules, '@graphql-typed-document-node'),
    join(folder, 'node_modules/@graphql-typed-document-node'),
  );
  const examples = join(root, 'examples/services');
  const sources = (await readdir(examples)).filter((file) => file.endsWith('.ts'));
  for (const file of sources) await cp(join(examples, file), join(folder, file));
  await writeFile(join(folder, 'stranger.ts'), STRANGER);
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
  gateway = await addressOf(program);
});
afterAll(async () => {
  program.child.kill('SIGKILL');
  await program.ended;
  await rm(folder, { recursive: true, force: true });
});

interface How {
  /** Path below `node_modules`. */
  compiler: string;
  skipLibCheck: boolean;
}

async function compile(module: string, moduleResolution: string, { compiler, skipLibCheck }: How): Promise<string> {
  const file = join(folder, `tsconfig.${moduleResolution}.json`);
  const compilerOptions = { ...options, module, moduleResolution, skipLibCheck };
  await writeFile(file, JSON.stringify({ compilerOptions, include: ['*.ts'] }));
  return run(process.execPath, [join(modules, compiler), '-p', file]).then(
    ({ stdout }) => stdout,
    ({ stdout, stderr }: { stdout: string; stderr: string }) => `It failed: ${stdout}${stderr}`,
  );
}

/** Runs an example as it was compiled; what it wrote, and its exit code. */
async function example(name: string, words: readonly string[], input = '') {
  const env = { PATH: process.env.PATH, GATEWAY_URL: gateway };
  const child = spawn(process.execPath, [join(folder, 'out', `${name}.js`), ...words], { env });
  child.stdin.end(input);
  const ended = once(child, 'close');
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { stdout: stdout.trim(), stderr: stderr.trim(), code: child.exitCode };
}

test.each([
  // The native compiler checks the declarations as well, which takes the other one a quarter of a minute.
  ['esnext', 'bundler', { compiler: '@typescript/native-preview/bin/tsgo', skipLibCheck: false }],
  ['node16', 'node16', { compiler: 'typescript/bin/tsc', skipLibCheck: true }],
])('the packed client type-checks for module %s and resolution %s', async (module, resolution, how) => {
  expect(await compile(module, resolution, how)).toBe('');
});

describe('the examples, compiled against the packed client', () => {
  interface Machines {
    machines: { nodes: { computerDnsName: string }[] };
  }

  test('isolate a device by plan and token, once', async () => {
    const token = async (): Promise<string> => {
      const body = new URLSearchParams({ as: 'reader' });
      const init = { method: 'POST', headers: { accept: 'text/plain' }, body };
      return (await fetch(`${gateway}/sandbox/token`, init)).text();
    };
    const ACTIVE =
      '{ machines(first: 1, where: { healthStatus: { eq: ACTIVE }, osPlatform: { eq: "Windows11" } }) { nodes { computerDnsName } } }';
    const { machines } = await createClient({ url: `${gateway}/graphql`, token }).request<Machines, object>(ACTIVE);
    const words = [machines.nodes[0]?.computerDnsName ?? '', 'Incident 4711', 'incident-4711-isolate'];
    for (const time of ['first', 'again']) {
      const isolated = await example('isolate-device', words);
      expect([time, isolated]).toEqual([time, { stdout: 'CREATED, SUCCEEDED', stderr: '', code: 0 }]);
    }
    const unknown = await example('isolate-device', ['nobody.contoso.example', ...words.slice(1)]);
    expect([unknown.code, unknown.stderr]).toEqual([1, expect.stringContaining('0 devices have this name.')]);
    const withoutKey = await example('isolate-device', words.slice(0, 2));
    expect([withoutKey.code, withoutKey.stderr]).toEqual([1, expect.stringContaining('Usage: ')]);
  });

  test('import a list of indicators, and tell which were refused', async () => {
    const list = '192.0.2.80\n\nscan.fabrikam.example\nnot a name\n';
    const { stdout, stderr } = await example('import-indicators', ['Fabrikam scan', 'Scans our mail servers'], list);
    expect(stdout).toBe('2 of 3 imported');
    expect(stderr).toMatch(/^not a name: /);
  });

  test('hunt with bound parameters', async () => {
    const found = await example('hunt-processes', ['powershell.exe', 'P2D']);
    expect(found.stdout).toMatch(/^[1-9]\d* processes\n\{"Timestamp":/);
    const injected = await example('hunt-processes', ['x" or 1 == 1 //', 'P2D']);
    expect(injected).toEqual({ stdout: '0 processes', stderr: '', code: 0 });
  });
});

test('the page on services quotes the examples as they are', async () => {
  const page = await readFile(join(root, 'docs/services.md'), 'utf8');
  const quoted = [...page.matchAll(/^```(?:ts|graphql)\n([^]*?)^```/gm)].map(([, code]) => code);
  const files = ['connect.ts', 'operations.graphql', 'isolate-device.ts', 'import-indicators.ts', 'hunt-processes.ts'];
  const examples = files.map((file) => readFile(join(root, 'examples/services', file), 'utf8'));
  expect(quoted).toEqual(await Promise.all(examples));
});
