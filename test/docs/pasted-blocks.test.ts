import { execFile, execFileSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { parse, validate } from 'graphql';
import ts from 'typescript';
import { SCALARS } from '../../schema/scalars.ts';
import { readHuntFile } from '../../src/resources/hunting/saved/saved-hunt-file.ts';
import { createSchema } from '../../src/schema.ts';
import { addressOf, startProgram, type Program } from '../support/process/program.ts';
import { isQuoted, pastedBlocks, type Block } from './blocks.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Commands of shell blocks that are not run here, and why. The other commands of their blocks are. */
const NOT_RUN: readonly (readonly [RegExp, string])[] = [
  [/^npm (ci|install|test)\b/, 'takes the registry, or runs this; CI does what README.md says'],
  [/\bnpm (start|run build)$/, 'needs a build; the program that is built runs below'],
  [/^(NODE_ENV=production )?node dist\/main\.js$|^npx defender-graphql serve$/, 'serves a real tenant'],
  [/^npx defender-graphql (token|doctor|consent-url|reconcile)\b/, 'signs in to a real tenant; test/cli runs it'],
  [/^docker compose /, 'needs Docker'],
  [/^export .*<[\w ]+>/, 'has what is to be filled in'],
  [/-F '0=@collect-logs\.sh'$/, 'test/mutations/docs.test.ts runs it, and looks at what was uploaded'],
  [/\bnpx tsx examples\/services\//, 'test/client/package.test.ts runs the examples'],
  [/^curl -sN "?\$GATEWAY\/export/, 'test/resources/assessments/export-docs.test.ts runs it'],
];

/** Checked without running, or not made to be run at all. */
const OTHER_LANGUAGES = new Set(['graphql', 'json', 'kql', 'ts', 'tsx', 'mermaid']);

const HAS_SHELL = ['bash', 'curl', 'openssl'].every((program) => {
  try {
    execFileSync(program, [program === 'openssl' ? 'version' : '--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
});

const blocks = pastedBlocks();
const inLanguage = (language: string): Block[] => blocks.filter((block) => block.language === language);

/** Programs that are not quoted from `examples`, so that they have to compile by themselves. */
const programs = [...inLanguage('ts'), ...inLanguage('tsx')].filter((block) => !isQuoted(block));

/** The commands of a shell block, each with its continuation lines and without its comment. */
function commandsOf(text: string): string[] {
  const commands = text.match(/(?:.*\\\n)*.+/g) ?? [];
  return commands.map((command) => command.replace(/ +# .*$/gm, '').trim());
}

/** `npm ci && npm start` -> both; a command is not run where no part of it is. */
const partsOf = (command: string): string[] => command.split(' && ');
const isRun = (command: string): boolean =>
  !partsOf(command).every((part) => NOT_RUN.some(([pattern]) => pattern.test(part)));

const commandsToRun = ({ text }: Block): string[] => commandsOf(text).filter(isRun);

/** What TypeScript finds in files, with the strictness of a new project for the browser. */
function findingsIn(files: readonly string[]): string[] {
  const program = ts.createProgram(files, {
    target: ts.ScriptTarget.ES2023,
    lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
    module: ts.ModuleKind.Preserve,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    strict: true,
    skipLibCheck: true,
    noEmit: true,
    types: ['node'],
  });
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ file, messageText }) => `${file?.fileName ?? ''}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`);
}

/** An operation in the sources of a front-end, of which the preset is to make types. */
const EXAMPLE = `import { graphql } from './gql';
import type { ResultOf } from '@graphql-typed-document-node/core';

const OpenAlerts = graphql(\`
  query OpenAlerts($since: DateTime!) {
    alerts(where: { alertCreationTime: { ge: $since } }) {
      nodes { id title severity investigationId machine { vmMetadata } }
    }
  }
\`);
type Alert = ResultOf<typeof OpenAlerts>['alerts']['nodes'][number];

export const severityOf = (alert: Alert): 'HIGH' | 'LOW' | null =>
  alert.severity === 'HIGH' || alert.severity === 'LOW' ? alert.severity : null;
export const numberOf = (alert: Alert): number | null => alert.investigationId ?? null;
`;

let folder: string;
beforeAll(async () => {
  // Within the project, so that packages are found as a project of its own finds them.
  await mkdir(join(ROOT, 'build'), { recursive: true });
  folder = await mkdtemp(join(ROOT, 'build/pasted-'));
  await mkdir(join(folder, 'node_modules/.bin'), { recursive: true });
  await symlink(join(ROOT, 'node_modules/.bin/graphql-codegen'), join(folder, 'node_modules/.bin/graphql-codegen'));
  await symlink(join(ROOT, 'dist/cli.js'), join(folder, 'node_modules/.bin/defender-graphql'));
  await writeFile(join(folder, 'package.json'), '{ "type": "module", "private": true }\n');
  await cp(join(ROOT, 'schema/schema.graphql'), join(folder, 'schema.graphql'));
  await mkdir(join(folder, 'src'));
  await writeFile(join(folder, 'src/example.ts'), EXAMPLE);
  for (const { file, text } of programs) if (file !== undefined) await writeFile(join(folder, file), text);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('the blocks are in languages that are checked here', () => {
  expect(blocks.length).toBeGreaterThan(40);
  const others = blocks.filter(({ language }) => language !== 'sh' && !OTHER_LANGUAGES.has(language));
  expect(others.map(({ place, language }) => `${place} ${language}`)).toEqual([]);
});

test('every command that is not run has its reason, and every reason its command', () => {
  const commands = inLanguage('sh').flatMap(({ text }) => commandsOf(text));
  const unused = NOT_RUN.filter(([pattern]) => !commands.flatMap(partsOf).some((part) => pattern.test(part)));
  expect(unused.map(([pattern]) => String(pattern))).toEqual([]);
});

test('documents fit the schema, objects are JSON, and a saved hunt is one', async () => {
  const schema = await createSchema();
  const faults = inLanguage('graphql').flatMap(({ place, text }) =>
    validate(schema, parse(text)).map(({ message }) => `${place} ${message}`),
  );
  expect(faults).toEqual([]);
  for (const { text } of inLanguage('json')) expect(() => JSON.parse(text) as unknown).not.toThrow();
  for (const { text } of inLanguage('kql')) expect(() => readHuntFile('a.kql', text)).not.toThrow();
});

test('codegen.ts of the docs has the types of every scalar', () => {
  const members = Object.entries({ ID: 'string', ...SCALARS }).map(([name, type]) => `${name}: '${type}',`);
  const [, scalars = ''] =
    /scalars: \{\n(.*?)\}/s.exec(programs.find(({ file }) => file === 'codegen.ts')?.text ?? '') ?? [];
  expect(scalars.trim().split(/\n */)).toEqual(expect.arrayContaining(members));
  expect(scalars.trim().split('\n')).toHaveLength(members.length);
});

test('TypeScript compiles, or is what a program in examples says', () => {
  expect(programs.map(({ place, file }) => file ?? place)).toEqual(['codegen.ts']);
  expect(findingsIn(programs.map(({ file = '' }) => join(folder, file)))).toEqual([]);
});

(HAS_SHELL ? describe : describe.skip)('shell commands (skipped where there is no bash, curl or openssl)', () => {
  let program: Program;
  let address: string;
  beforeAll(async () => {
    program = startProgram({ SANDBOX: 'true' });
    address = await addressOf(program);
    const answer = await fetch(`${address}/sandbox/token`, {
      method: 'POST',
      headers: { accept: 'text/plain' },
      body: new URLSearchParams({ as: 'reader', audience: 'defender' }),
    });
    const token = await answer.text();
    for (const name of ['token', 'graph-token']) await writeFile(join(folder, name), token);
  });
  afterAll(async () => {
    program.child.kill();
    await program.ended;
  });

  /** What a block prints, without the commands that are not run. */
  async function run(block: Block): Promise<string> {
    const script = commandsToRun(block).join('\n').replaceAll('http://127.0.0.1:4000', address);
    const bash = promisify(execFile)('bash', ['-euo', 'pipefail', '-c', script], { cwd: folder });
    return (await bash).stdout;
  }

  test.each(inLanguage('sh').filter((block) => commandsToRun(block).length > 0))('$place', async (block) => {
    const printed = await run(block);
    if (!block.text.includes('curl')) return;
    const answer = JSON.parse(printed) as { errors?: unknown; error?: unknown };
    expect([answer.errors, answer.error]).toEqual([undefined, undefined]);
  });

  test('the preset of docs/using-the-graph.md has made types that a front-end compiles with', async () => {
    expect(await readFile(join(folder, 'src/gql/graphql.ts'), 'utf8')).toContain('OpenAlertsQuery');
    expect(findingsIn([join(folder, 'src/example.ts')])).toEqual([]);
  });

  test('the first answer of README.md has the form that stands below it', async () => {
    const at = blocks.findIndex(({ page, text }) => page === 'README.md' && text.startsWith('curl'));
    const [command, answer] = blocks.slice(at);
    const formOf = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(formOf);
      if (typeof value !== 'object' || value === null) return typeof value;
      return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, formOf(member)]));
    };
    // With more in `extensions`, where the sandbox lists the upstream calls.
    expect(formOf(JSON.parse(await run(command as Block)))).toMatchObject(
      formOf(JSON.parse(answer?.text ?? '')) as object,
    );
  });
});
