import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Licences under which a package may be a part of what is released: none asks for more than to be named. */
const ALLOWED = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'ISC',
  'MIT',
  'Unlicense',
]);

interface LockedPackage {
  license?: string;
  dev?: boolean;
  optional?: boolean;
}

const read = (path: string): unknown => JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8'));

/** `MIT`; one of `(MIT OR Apache-2.0)`; all of `(MIT AND BSD-3-Clause)`. */
function isAllowed(license: string): boolean {
  const choices = license.replace(/[()]/g, '').split(' OR ');
  return choices.some((choice) => choice.split(' AND ').every((each) => ALLOWED.has(each)));
}

test('every package that is a part of a release has a licence that allows it', () => {
  const { packages } = read('package-lock.json') as { packages: Record<string, LockedPackage> };
  const released = Object.entries(packages).filter(([path, { dev }]) => path !== '' && dev !== true);
  expect(released.length).toBeGreaterThan(50);
  const odd = released
    .map(
      ([path, { license = (read(`${path}/package.json`) as LockedPackage).license ?? 'none' }]) =>
        [path, license] as const,
    )
    .filter(([, license]) => !isAllowed(license));
  expect(odd).toEqual([]);
});

describe('the packages that are bundled into the explorer’s page', () => {
  const bundled = read('dist/explorer/packages.json') as { name: string; version: string; license?: string }[];

  test('have licences that allow it, whose texts are beside the page', () => {
    expect(bundled.map(({ name }) => name)).toEqual(expect.arrayContaining(['graphiql', 'monaco-editor', 'react-dom']));
    expect(bundled.filter(({ license = 'none' }) => !isAllowed(license))).toEqual([]);
    const texts = readFileSync(new URL('../../dist/explorer/THIRD-PARTY-LICENSES.txt', import.meta.url), 'utf8');
    for (const { name } of bundled) expect(texts).toMatch(new RegExp(`^${name}\n`, 'm'));
  });

  test('are in the bill of materials, and tools of developers are not', () => {
    const text = execFileSync('npm', ['run', '--silent', 'sbom'], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
    const { components } = JSON.parse(text) as { components: { name: string; version: string }[] };
    const named = new Set(components.map(({ name, version }) => `${name}@${version}`));
    for (const { name, version } of bundled) expect(named).toContain(`${name}@${version}`);
    expect(named).toContainEqual(expect.stringMatching(/^fastify@/));
    expect(components.map(({ name }) => name)).not.toContain('jest');
  });
});
