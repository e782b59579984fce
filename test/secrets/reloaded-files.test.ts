import { rename, rm, writeFile } from 'node:fs/promises';
import { readConfig } from '../../src/config.ts';
import { ReloadedFiles } from '../../src/secrets/reloaded-files.ts';
import { watchSecrets } from '../../src/secrets/watch-secrets.ts';
import { until } from '../support/clocks/until.ts';
import { mountSecrets, type SecretFolder } from '../support/secrets/secret-folder.ts';

let folder: SecretFolder;
let lines: string[];
let end: (() => void) | undefined;

beforeEach(async () => {
  folder = await mountSecrets({ first: 'the first secret of all', previous: '' });
  lines = [];
});
afterEach(async () => {
  end?.();
  await folder.remove();
});

const note = (level: string) => (details: object, message: string) => {
  lines.push(`${level} ${message} ${JSON.stringify(details)}`);
};
const log = { info: note('info'), warn: note('warn'), error: note('error') };

const cursors = () =>
  readConfig({ CURSOR_SECRET_FILE: folder.file('first'), CURSOR_SECRET_PREVIOUS_FILE: folder.file('previous') });

describe('secrets that are replaced', () => {
  test('together take effect together, behind the links of a mounted folder', async () => {
    const { secrets, signingKeys } = cursors();
    expect(signingKeys.value).toEqual(['the first secret of all']);
    end = watchSecrets(secrets, log, 5);
    await folder.replace({ first: 'the second secret of all', previous: 'the first secret of all' });
    await until('the new secrets', () => lines.length > 0);
    expect(signingKeys.value).toEqual(['the second secret of all', 'the first secret of all']);
    await folder.replace({ first: 'the third secret of all', previous: 'the second secret of all\n' });
    await until('the newer secrets', () => lines.length > 1);
    expect(signingKeys.value).toEqual(['the third secret of all', 'the second secret of all']);
    const line = 'info a secret was replaced {"name":"CURSOR_SECRET"}';
    expect(lines).toEqual([line, line]);
  });

  test('by a rename or in place take effect too', async () => {
    const { secrets, signingKeys } = cursors();
    end = watchSecrets(secrets, log, 5);
    await writeFile(folder.file('new'), 'a secret that was renamed');
    await rename(folder.file('new'), folder.file('first'));
    await until('the renamed secret', () => signingKeys.value[0] === 'a secret that was renamed');
    await writeFile(folder.file('first'), 'a secret written in place');
    await until('the one in place', () => signingKeys.value[0] === 'a secret written in place');
  });

  test('and cannot be used stay what they were, which is logged once, without them', async () => {
    const { secrets, signingKeys } = cursors();
    end = watchSecrets(secrets, log, 5);
    for (const [first, reason] of [
      ['canary', 'CURSOR_SECRET: must have at least 16 characters'],
      ['', ''],
    ] as const) {
      await folder.replace({ first, previous: '' });
      await until('the fault', () => lines.some((line) => line.includes(reason)));
    }
    await folder.replace({ first: 'another secret of all', previous: '' });
    await until('the next secret', () => signingKeys.value[0] === 'another secret of all');
    expect(lines).toEqual([
      'error a secret was replaced and cannot be used: the one before still is {"name":"CURSOR_SECRET","reason":"CURSOR_SECRET: must have at least 16 characters"}',
      'info a secret was replaced {"name":"CURSOR_SECRET"}',
    ]);
  });

  test('by nothing stay what they were', async () => {
    const { secrets, signingKeys } = cursors();
    end = watchSecrets(secrets, log, 5);
    await rm(folder.file('first'));
    await until('the fault', () => lines.length > 0);
    expect(lines[0]).toMatch(/^error .*ENOENT/);
    expect(signingKeys.value).toEqual(['the first secret of all']);
  });

  test('that are read at the start alone are logged as such', async () => {
    const { secrets, sharedState } = readConfig({
      CURSOR_SECRET: 'a secret of cursors',
      REDIS_URL: 'redis://127.0.0.1:6379',
      STATE_SECRET_FILE: folder.file('first'),
    });
    end = watchSecrets(secrets, log, 5);
    await folder.replace({ first: 'another secret of state', previous: '' });
    await until('the warning', () => lines.length > 0);
    expect(lines).toEqual([
      'warn a secret was replaced; it is read at the start alone: restart the gateway {"name":"STATE_SECRET"}',
    ]);
    expect(sharedState?.secret).toBe('the first secret of all');
  });

  test('are not looked for once the watch has ended', async () => {
    let reads = 0;
    const secret = new ReloadedFiles({ name: 'SECRET', files: [folder.file('first')], parse: () => ++reads });
    const stop = watchSecrets([secret], log, 1);
    await folder.replace({ first: 'another secret of all', previous: '' });
    await until('a look', () => reads === 2);
    stop();
    await folder.replace({ first: 'the last secret of all', previous: '' });
    expect(await secret.refresh()).toBe(3);
  });
});
