import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import ts from 'typescript';
import { namesOf } from '../../scripts/slice-names.ts';
import { writeSlice } from '../../scripts/new-slice.ts';
import { breachesOf } from '../architecture/import-rule.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const COPIED = ['src', 'scripts', 'schema', 'test/support', 'package.json', 'tsconfig.json', 'jest.config.js'];

let copy: string;
let written: string[];
const at = (file: string): string => join(copy, file);
const write = (...argv: string[]): Promise<string[]> => writeSlice(pathToFileURL(`${copy}/`), argv);

beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), 'new-slice-'));
  for (const path of COPIED) await cp(join(ROOT, path), at(path), { recursive: true });
  await symlink(join(ROOT, 'node_modules'), at('node_modules'));
  written = [...(await write('sample-tasks', '--where')), ...(await write('hardware', '--list=hardwareInventory'))];
});
afterAll(() => rm(copy, { recursive: true, force: true }));

describe('a new slice', () => {
  test('has the files of every slice, with a filter where it is asked for', () => {
    expect([...new Set(written)].sort()).toEqual([
      'src/resources/hardware/hardware.api.ts',
      'src/resources/hardware/hardware.resolver.ts',
      'src/resources/hardware/hardware.type.ts',
      'src/resources/sample-tasks/sample-tasks.api.ts',
      'src/resources/sample-tasks/sample-tasks.args.ts',
      'src/resources/sample-tasks/sample-tasks.resolver.ts',
      'src/resources/sample-tasks/sample-tasks.type.ts',
      'src/schema.ts',
      'test/hardware.test.ts',
      'test/sample-tasks.test.ts',
    ]);
  });

  test('compiles without a finding', () => {
    const config = ts.getParsedCommandLineOfConfigFile(at('tsconfig.json'), undefined, {
      ...ts.sys,
      onUnRecoverableConfigFileDiagnostic: ({ messageText }) => {
        throw new Error(ts.flattenDiagnosticMessageText(messageText, '\n'));
      },
    });
    if (config === undefined) throw new Error('tsconfig.json cannot be read.');
    const jest = join(ROOT, 'node_modules/@types/jest/index.d.ts');
    const program = ts.createProgram([...written.map(at), jest], config.options);
    const findings = [...new Set(written)].flatMap((file) => {
      const source = program.getSourceFile(at(file));
      return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
    });
    expect(findings.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))).toEqual([]);
  });

  test('keeps the rules of the house', async () => {
    const sources = written.filter((file) => file.startsWith('src/'));
    const texts = sources.map(async (file) => [file.slice('src/'.length), await readFile(at(file), 'utf8')] as const);
    expect(breachesOf(new Map(await Promise.all(texts)))).toEqual([]);
  });

  test('passes the tests that it comes with, as it is written', async () => {
    const { NODE_OPTIONS: _, JEST_WORKER_ID: __, ...env } = process.env;
    const jest = join(ROOT, 'node_modules/jest/bin/jest.js');
    const tests = written.filter((file) => file.endsWith('.test.ts'));
    const argv = ['--experimental-vm-modules', jest, '--runInBand', '--json', ...tests];
    const { stdout } = await promisify(execFile)(process.execPath, argv, { cwd: copy, env });
    expect(JSON.parse(stdout)).toMatchObject({ success: true, numTotalTests: 9, numPassedTests: 9 });
  });

  test('puts its resolver into the list, once', async () => {
    const schema = await readFile(at('src/schema.ts'), 'utf8');
    expect(schema.split('\n').filter((line) => /(Hardware|SampleTasks)Resolver/.test(line))).toEqual([
      "import { HardwareResolver } from './resources/hardware/hardware.resolver.ts';",
      "import { SampleTasksResolver } from './resources/sample-tasks/sample-tasks.resolver.ts';",
      '  HardwareResolver,',
      '  SampleTasksResolver,',
    ]);
  });

  test('leaves a slice alone that is there', async () => {
    const before = await readFile(at('src/schema.ts'), 'utf8');
    await expect(write('alerts')).rejects.toThrow(/alerts\.type\.ts.* is there already/);
    expect(await readFile(at('src/schema.ts'), 'utf8')).toBe(before);
  });

  test.each([['Alerts'], ['alerts.old'], ['../alerts'], ['-'], [''], ['a b']])('is not called %j', async (name) => {
    await expect(write(name)).rejects.toThrow('cannot be called');
  });
});

test.each([
  ['alerts', {}, 'Alert', 'alert', 'alerts'],
  ['missing-kbs', {}, 'MissingKb', 'missingKb', 'missingKbs'],
  ['vulnerabilities', {}, 'Vulnerability', 'vulnerability', 'vulnerabilities'],
  ['security-patches', {}, 'SecurityPatch', 'securityPatch', 'securityPatches'],
  ['user-access', {}, 'UserAccess', 'userAccess', 'userAccessList'],
  ['software', {}, 'Software', 'software', 'softwareList'],
  ['software', { list: 'softwareInventory' }, 'Software', 'software', 'softwareInventory'],
  ['people', { type: 'Person' }, 'Person', 'person', 'people'],
])('a slice %s with %j has the type %s, and the queries %s and %s', (folder, given, type, field, list) => {
  expect(namesOf(folder, given)).toMatchObject({ folder, type, field, list });
});
