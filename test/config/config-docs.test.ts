import { readFileSync } from 'node:fs';
import { environment } from '../../src/environment.ts';
import { SECRETS } from '../../src/secrets/secret-files.ts';

test('the page on configuration has every variable, and no other', () => {
  const page = readFileSync(new URL('../../docs/configuration.md', import.meta.url), 'utf8');
  const rows = [...page.matchAll(/^\| (`[A-Z][^|]*?) +\|/gm)].map(([, names]) => names ?? '');
  const named = rows.flatMap((names) => [...names.matchAll(/`([A-Z][A-Z_]+)(?:=true)?`/g)].map(([, name]) => name));
  expect(named.sort()).toEqual(
    [...Object.keys(environment.shape), ...SECRETS.map((name) => `${name}_FILE`)]
      .filter((name) => name !== 'NODE_ENV')
      .sort(),
  );
});
