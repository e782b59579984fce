import { readFileSync } from 'node:fs';
import { ASSESSMENTS } from '../../../src/resources/assessments/assessments.api.ts';
import { startSandboxGateway } from '../../support/gateway/gateway.ts';

describe('docs/export.md', () => {
  const page = readFileSync(new URL('../../../docs/export.md', import.meta.url), 'utf8');

  test('names every export with the permission that it needs, and whether there are files', () => {
    const rows = page.matchAll(/^\| `([\w-]+)` +\|[^|]*\| `([\w.]+)` +\| (yes|no) +\|$/gm);
    expect([...rows].map(([, name, permission, files]) => [name, permission, files === 'yes'])).toEqual(
      ASSESSMENTS.map(({ name, rows: { permissions }, files }) => [name, permissions.application[0], files !== null]),
    );
  });

  const COMMANDS = [
    ...page.matchAll(/^curl -sN "?\$GATEWAY(\S+?)"? -H "authorization: Bearer \$TOKEN"(?: -H 'accept: (\S+)')?$/gm),
  ];
  test('has commands', () => expect(COMMANDS.length).toBe([...page.matchAll(/^curl /gm)].length));

  test.each(COMMANDS.map(([, path, accept]) => [path ?? '', accept] as const))('%s works', async (path, accept) => {
    const gateway = await startSandboxGateway({ machines: 60, alerts: 10 });
    const token = await gateway.sandbox.mintToken('reader');
    const headers = { authorization: `Bearer ${token}`, ...(accept !== undefined && { accept }) };
    const first = await fetch(gateway.url + path.replace(/&after=.*/, ''), { headers });
    const cursor = /"@cursor":"([^"]+)"/.exec(await first.text())?.[1] ?? '';
    const answer = await fetch(gateway.url + path.replace('$CURSOR', cursor), { headers });
    expect(answer.status).toBe(200);
    expect((await answer.text()).length).toBeGreaterThan(1_000);
    await gateway.close();
  });
});
