import { readdirSync, readFileSync } from 'node:fs';
import { breachesOf, lengthBreaches, type Breach, type Sources } from './architecture/import-rule.ts';

/** Path below a folder beside `test` -> text, of everything in TypeScript. */
function sources(name: string): Map<string, string> {
  const folder = new URL(`../${name}/`, import.meta.url);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => file.replaceAll('\\', '/'));
  return new Map(
    files
      .filter((file) => /(?<!\.d|\.generated)\.tsx?$/.test(file))
      .map((file) => [file, readFileSync(new URL(file, folder), 'utf8')]),
  );
}

/** A small house in which everything is in its place, to plant breaches in. */
const HOUSE: Sources = new Map([
  ['main.ts', "import { start } from './server.ts';\nawait import('./sandbox/sandbox.ts');\nstart();\n"],
  [
    'config.ts',
    "import { CLOUDS } from './auth/entra/clouds.ts';\nimport type { AuthSettings } from './auth/create-auth.ts';\nexport type Settings = AuthSettings;\nexport const config = CLOUDS;\n",
  ],
  ['server.ts', "import { schema } from './schema.ts';\nexport const start = () => schema;\n"],
  ['schema.ts', "import { Cats } from './resources/cats/cats.resolver.ts';\nexport const schema = [Cats];\n"],
  ['context.ts', "import type { Rest } from './rest/client.ts';\nexport interface Context { rest: Rest }\n"],
  ['auth/entra/clouds.ts', 'export const CLOUDS = [];\n'],
  ['auth/create-auth.ts', 'export interface AuthSettings { authority: string }\n'],
  ['rest/client.ts', 'export interface Rest { url: string }\n'],
  ['rest/operation.ts', 'export const operation = (text: string) => text;\n'],
  ['graphql/connection.ts', "import { GraphQLError } from 'graphql';\nexport const error = GraphQLError;\n"],
  ['sandbox/sandbox.ts', "import { random } from './random.ts';\nexport const sandbox = random;\n"],
  ['sandbox/random.ts', 'export const random = 4;\n'],
  [
    'resources/cats/cats.type.ts',
    "import { error } from '../../graphql/connection.ts';\nexport class Cat { e = error }\n",
  ],
  ['resources/cats/cats.args.ts', "import { Cat } from './cats.type.ts';\nexport class CatsArgs { like?: Cat }\n"],
  [
    'resources/cats/cats.api.ts',
    "import type { Context } from '../../context.ts';\nimport type { Cat } from './cats.type.ts';\nexport const cats = (_: Context): Cat[] => [];\n",
  ],
  [
    'resources/cats/cats.resolver.ts',
    [
      "import { dogs } from '../dogs/dogs.api.ts';",
      "import { Dog } from '../dogs/dogs.type.ts';",
      "import { cats } from './cats.api.ts';",
      "import { CatsArgs } from './cats.args.ts';",
      'export const Cats = [dogs, Dog, cats, CatsArgs];\n',
    ].join('\n'),
  ],
  ['resources/dogs/dogs.type.ts', 'export class Dog {}\n'],
  ['resources/dogs/dogs.args.ts', 'export class DogsArgs {}\n'],
  ['resources/dogs/dogs.api.ts', 'export const dogs = () => [];\n'],
]);

/** The house with some text put before the one of a file, which is made if it is missing. */
function planted(file: string, text: string): Breach[] {
  return breachesOf(new Map([...HOUSE, [file, `${text}\n${HOUSE.get(file) ?? ''}`]]));
}

describe('the source', () => {
  const all = sources('src');

  test('is all read', () => {
    expect(all.size).toBeGreaterThan(100);
    for (const file of ['main.ts', 'server.ts', 'resources/alerts/alerts.api.ts'])
      expect([...all.keys()]).toContain(file);
  });

  const breaches = breachesOf(all);
  const rules = ['imports', 'cycle', 'default export', 'file name', 'file length', 'any'] as const;
  test.each(rules)('keeps the rule on %s', (name) => {
    expect(breaches.filter(({ rule }) => rule === name).map(({ file, detail }) => `${file} ${detail}`)).toEqual([]);
  });
});

test('no test is two things either, but for what is generated', () => {
  const tests = [...sources('test')];
  expect(tests.length).toBeGreaterThan(80);
  expect(tests.flatMap(([file, text]) => lengthBreaches(file, text)).map(({ file }) => file)).toEqual([]);
});

describe('the rules', () => {
  test('find nothing in a house where everything is in its place', () => {
    expect(breachesOf(HOUSE)).toEqual([]);
  });

  test.each([
    ['a library that knows the context', 'graphql/window.ts', "import type { Context } from '../context.ts';"],
    ['a library that knows another', 'rest/paging.ts', "import { error } from '../graphql/connection.ts';"],
    ['a queue that knows what it runs', 'concurrency/fair-queue.ts', "import type { Rest } from '../rest/client.ts';"],
    ['a language that knows calls', 'kql/bind.ts', "import type { Rest } from '../rest/client.ts';"],
    ['a language that knows the sandbox', 'kql/tables.ts', "import { random } from '../sandbox/random.ts';"],
    ['a resource without queries that binds them', 'resources/cats/cats.resolver.ts', "import '../../kql/bind.ts';"],
    ['a library that knows a resource', 'graphql/node.ts', "import { Dog } from '../resources/dogs/dogs.type.ts';"],
    ['sign-in that knows paging', 'auth/tenants.ts', "export * from '../rest/paging.ts';"],
    ['sign-in that knows GraphQL', 'auth/tenants.ts', "import { error } from '../graphql/connection.ts';"],
    ['a sandbox that knows the gateway', 'sandbox/rows.ts', "import type { Rest } from '../rest/client.ts';"],
    ['a dynamic import', 'rest/quota.ts', "export const load = () => import('../auth/clouds.ts');"],
    ['a type in another file’s type', 'rest/retry.ts', "export type A = import('../auth/clouds.ts').Cloud;"],
    ['a type that knows another slice', 'resources/cats/cats.type.ts', "import { Dog } from '../dogs/dogs.type.ts';"],
    ['a type that calls', 'resources/dogs/dogs.type.ts', "import type { Rest } from '../../rest/client.ts';"],
    ['arguments that call', 'resources/dogs/dogs.args.ts', "import { dogs } from './dogs.api.ts';"],
    ['an api that runs its type', 'resources/dogs/dogs.api.ts', "import { Dog } from './dogs.type.ts';"],
    ['an api that knows another', 'resources/cats/cats.api.ts', "import { dogs } from '../dogs/dogs.api.ts';"],
    ['an api that knows GraphQL', 'resources/dogs/dogs.api.ts', "import { error } from '../../graphql/connection.ts';"],
    [
      'a resolver that calls by itself',
      'resources/cats/cats.resolver.ts',
      "import { Rest } from '../../rest/client.ts';",
    ],
    [
      'a resolver that knows operations by themselves',
      'resources/cats/cats.resolver.ts',
      "import { operation } from '../../rest/operation.ts';",
    ],
    ['a configuration that signs in', 'config.ts', "import { createAuth } from './auth/create-auth.ts';"],
    [
      'a resolver that takes others’ arguments',
      'resources/cats/cats.resolver.ts',
      "import { DogsArgs } from '../dogs/dogs.args.ts';",
    ],
    [
      'a resource that starts the sandbox',
      'resources/cats/cats.resolver.ts',
      "import { random } from '../../sandbox/random.ts';",
    ],
    ['a server that knows the sandbox', 'server.ts', "import { random } from './sandbox/random.ts';"],
    [
      'a resource that reads the configuration',
      'resources/dogs/dogs.api.ts',
      "import { config } from '../../config.ts';",
    ],
    ['a file in no layer', 'elsewhere/cats.ts', ''],
  ])('catch %s, and nothing else', (_, file, text) => {
    expect(planted(file, text).map(({ rule, file: found }) => [rule, found])).toEqual([['imports', file]]);
  });

  test.each<[Breach['rule'], string, string, string]>([
    ['default export', 'a default export', 'rest/a.ts', 'export default 1;'],
    ['default export', 'a default function', 'rest/a.ts', 'export default function a() {}'],
    ['default export', 'a default under another name', 'rest/a.ts', 'const a = 1;\nexport { a as default };'],
    ['file name', 'an index', 'rest/index.ts', ''],
    ['file name', 'a file that says nothing', 'graphql/text-utils.ts', ''],
    ['file name', 'a folder that says nothing', 'rest/helpers/dates.ts', ''],
    ['file name', 'a name in camel case', 'rest/urlParts.ts', ''],
    ['file length', 'a file that is two things', 'rest/a.ts', '// one more\n'.repeat(250)],
    ['any', 'an any', 'rest/a.ts', 'export const a: any = 1;'],
    ['any', 'an any deep inside', 'rest/a.ts', 'export const a = (b: Map<string, readonly any[]>) => b;'],
    ['cycle', 'two files that need each other', 'sandbox/random.ts', "import './sandbox.ts';"],
    ['cycle', 'a file that needs itself', 'rest/a.ts', "import './a.ts';"],
  ])('on %s catch %s, and nothing else', (rule, _, file, text) => {
    expect(planted(file, text).map((breach) => breach.rule)).toEqual([rule]);
  });

  test('let types form a cycle, which leaves no trace, and a text that only speaks of any', () => {
    const cycle = "import type { sandbox } from './sandbox.ts';\nexport type S = typeof sandbox;";
    expect(planted('sandbox/random.ts', cycle)).toEqual([]);
    expect(planted('rest/a.ts', "// any: see './index.ts'\nexport const many = 'export default any';")).toEqual([]);
  });
});
