import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { roomBreachesOf, sizeBreaches, type RoomBreach } from './architecture/room-rule.ts';

/** Path below a folder beside `test` -> text, of everything in TypeScript. */
function sources(name: string): Map<string, string> {
  const folder = new URL(`../${name}/`, import.meta.url);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => file.replaceAll('\\', '/'));
  return new Map(
    files
      .filter((file) => /(?<!\.d)\.tsx?$/.test(file))
      .map((file) => [file, readFileSync(new URL(file, folder), 'utf8')]),
  );
}

describe('the rooms of the source', () => {
  const all = sources('src');
  const breaches = roomBreachesOf(all);

  test.each(['room', 'file circle', 'folder circle', 'folder size'] as const)('keep the rule on %ss', (name) => {
    expect(breaches.filter(({ rule }) => rule === name).map(({ place, detail }) => `${place} ${detail}`)).toEqual([]);
  });

  test('say at their doors what they are about', () => {
    const rooms = [...new Set([...all.keys()].map((file) => dirname(file)))].filter((folder) =>
      /^(rest|graphql|auth|kql|sandbox)|^resources\/[a-z-]+\/./.test(folder),
    );
    expect(rooms.length).toBeGreaterThan(40);
    const without = rooms.filter((room) => !existsSync(new URL(`../src/${room}/README.md`, import.meta.url)));
    expect(without).toEqual([]);
  });
});

test('no folder of tests is a heap either', () => {
  expect(sizeBreaches(sources('test').keys())).toEqual([]);
});

describe('the rules on rooms', () => {
  /** A small house in which every room is in its place. */
  const HOUSE = new Map([
    ['rest/operation.ts', 'export const operation = 1;\n'],
    ['rest/quota/quota-store.ts', "import { operation } from '../operation.ts';\nexport const store = operation;\n"],
    ['rest/http/exchange.ts', "import { store } from '../quota/quota-store.ts';\nexport const exchange = store;\n"],
    ['graphql/schema/scalars.ts', 'export const scalars = 1;\n'],
    ['graphql/errors/format-error.ts', "import { scalars } from '../schema/scalars.ts';\nexport const f = scalars;\n"],
    ['sandbox/wire/errors.ts', 'export const errors = 1;\n'],
    ['sandbox/seed/rows.ts', "import { errors } from '../wire/errors.ts';\nexport const rows = errors;\n"],
    ['resources/cats/cats.type.ts', 'export class Cat {}\n'],
    ['resources/cats/cats.resolver.ts', "import { plan } from './plan/plan.ts';\nexport const cats = plan;\n"],
    ['resources/cats/plan/plan.ts', "import { Cat } from '../cats.type.ts';\nexport const plan = Cat;\n"],
  ]);

  /** The house with some text put before the one of a file, which is made if it is missing. */
  const planted = (file: string, text: string): RoomBreach['rule'][] =>
    roomBreachesOf(new Map([...HOUSE, [file, `${text}\n${HOUSE.get(file) ?? ''}`]])).map(({ rule }) => rule);

  test('find nothing in a house where every room is in its place', () => {
    expect(roomBreachesOf(HOUSE)).toEqual([]);
  });

  test.each<[string, RoomBreach['rule'][], string, string]>([
    ['a room that knows one above it', ['room'], 'rest/rows/row.ts', "import '../quota/quota-store.ts';"],
    ['a type of a room above', ['room'], 'rest/odata/link.ts', "import type { E } from '../http/exchange.ts';"],
    ['a library that knows its rooms', ['room'], 'rest/rest-error.ts', "import './cache/response-cache.ts';"],
    [
      'a room of GraphQL that knows one above it',
      ['room'],
      'graphql/document/a.ts',
      "import '../errors/format-error.ts';",
    ],
    ['a room that nobody listed', ['room'], 'rest/attic/old.ts', ''],
    [
      'two files that know each other’s types',
      ['file circle'],
      'sandbox/wire/a.ts',
      "import type { A } from './a.ts';",
    ],
    [
      'two rooms that need each other',
      ['folder circle'],
      'sandbox/wire/limits.ts',
      "import type { rows } from '../seed/rows.ts';",
    ],
    [
      'two rooms of a slice that need each other',
      ['folder circle'],
      'resources/cats/state/state.ts',
      "import '../plan/plan.ts';\nimport './wait.ts';",
    ],
  ])('catch %s, and nothing else', (what, rules, file, text) => {
    const more = what.includes('slice') ? [['resources/cats/plan/again.ts', "import '../state/state.ts';\n"]] : [];
    const house = new Map([...HOUSE, ...(more as [string, string][]), [file, `${text}\n${HOUSE.get(file) ?? ''}`]]);
    expect(more.length > 0 ? roomBreachesOf(house).map(({ rule }) => rule) : planted(file, text)).toEqual(rules);
  });

  test('catch a folder of sixteen files, and let fifteen be', () => {
    const files = (count: number): string[] => Array.from({ length: count }, (_, at) => `rest/quota/${at}.ts`);
    expect(sizeBreaches(files(15))).toEqual([]);
    expect(sizeBreaches(files(16))).toEqual([
      { rule: 'folder size', place: 'rest/quota', detail: 'has 16 files side by side' },
    ]);
  });
});
