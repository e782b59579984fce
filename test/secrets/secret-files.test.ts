import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../src/config.ts';
import { readConnection } from '../../src/connection.ts';
import { environment } from '../../src/environment.ts';
import { SECRETS } from '../../src/secrets/secret-files.ts';
import { faultsOf, TENANT } from '../support/process/config-faults.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'secret-files-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function fileOf(name: string, text: string): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, text);
  return file;
}

const APPLICATION = {
  AUTH_MODES: 'app',
  ENTRA_TENANT_ID: TENANT,
  ENTRA_CLIENT_ID: '7a0c1d5e-2b3f-4a64-8c5d-9e0f1a2b3c4d',
};

describe('a variable with _FILE', () => {
  test('stands for the text of the file, without the newline at its end', async () => {
    const first = await fileOf('first', 'a secret of cursors\n');
    const previous = await fileOf('previous', 'an older secret of cursors,the oldest secret of all\r\n');
    const { signingKeys } = readConfig({ CURSOR_SECRET_FILE: first, CURSOR_SECRET_PREVIOUS_FILE: previous });
    expect(signingKeys.value).toEqual([
      'a secret of cursors',
      'an older secret of cursors',
      'the oldest secret of all',
    ]);
  });

  test('keeps whatever else the text begins and ends with', async () => {
    const file = await fileOf('spaces', '  a secret with spaces \n\n');
    expect(readConfig({ CURSOR_SECRET_FILE: file }).signingKeys.value).toEqual(['  a secret with spaces \n']);
  });

  test('is there for all secrets', async () => {
    const REDIS_URL_FILE = await fileOf('redis', 'redis://gateway:canary@redis.contoso.example:6379/2\n');
    const STATE_SECRET_FILE = await fileOf('state', 'a secret of shared state\n');
    const CURSOR_SECRET_FILE = await fileOf('cursor', 'a secret of cursors\n');
    const ENTRA_CLIENT_SECRET_FILE = await fileOf('client', 'a client secret\n');
    const config = readConfig({
      ...APPLICATION,
      REDIS_URL_FILE,
      STATE_SECRET_FILE,
      CURSOR_SECRET_FILE,
      ENTRA_CLIENT_SECRET_FILE,
    });
    expect(config.sharedState).toMatchObject({ secret: 'a secret of shared state' });
    const { registration } = config.defender?.auth ?? {};
    const credential = { kind: 'secret', secret: 'a client secret', file: ENTRA_CLIENT_SECRET_FILE };
    expect(registration?.credential).toEqual(credential);
    expect(readConnection({ ...APPLICATION, ENTRA_CLIENT_SECRET_FILE }).auth.registration?.credential).toEqual(
      credential,
    );
    const secrets = Object.keys(environment.shape).filter((name) =>
      /SECRET|PASSWORD|^REDIS_URL$|^HTTPS_PROXY$|_HEADERS$/.test(name),
    );
    expect([...SECRETS].sort()).toEqual(secrets.sort());
  });

  test('with an empty value is not set, and an empty file of older secrets says that there are none', async () => {
    const CURSOR_SECRET_PREVIOUS_FILE = await fileOf('none', '\n');
    const CURSOR_SECRET = 'a secret of cursors';
    const config = readConfig({ CURSOR_SECRET, CURSOR_SECRET_FILE: '', CURSOR_SECRET_PREVIOUS_FILE });
    expect(config.signingKeys.value).toEqual([CURSOR_SECRET]);
  });
});

describe('a fault of a file', () => {
  test('names both variables where both are set', async () => {
    const CURSOR_SECRET_FILE = await fileOf('both', 'canary of a secret');
    const faults = faultsOf({ CURSOR_SECRET: 'another canary of a secret', CURSOR_SECRET_FILE });
    expect(faults).toEqual(['CURSOR_SECRET: is set together with CURSOR_SECRET_FILE; set one of the two']);
  });

  test('names the variable and the path of a file that is empty or cannot be read', async () => {
    const empty = await fileOf('empty', '\n');
    const missing = join(folder, 'missing');
    expect(faultsOf({ ...APPLICATION, ENTRA_CLIENT_SECRET_FILE: empty })).toContain(
      `ENTRA_CLIENT_SECRET_FILE: ${empty} is empty`,
    );
    expect(faultsOf({ CURSOR_SECRET_FILE: missing })).toEqual([
      `CURSOR_SECRET_FILE: ${missing} cannot be read (ENOENT)`,
    ]);
    expect(faultsOf({ CURSOR_SECRET_FILE: folder })).toEqual([`CURSOR_SECRET_FILE: ${folder} cannot be read (EISDIR)`]);
  });

  test('in its text is the one that the variable has, without the text', async () => {
    const CURSOR_SECRET_FILE = await fileOf('short', 'canary\n');
    expect(faultsOf({ CURSOR_SECRET_FILE })).toEqual(['CURSOR_SECRET: must have at least 16 characters']);
  });
});
