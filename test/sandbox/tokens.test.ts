import { decodeJwt, decodeProtectedHeader, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { OPERATIONS } from '../../src/sandbox/wire/operations.ts';
import { startSandbox } from '../../src/sandbox/sandbox.ts';
import type { Persona, Sandbox } from '../../src/sandbox/sandbox.ts';
import { signingKeys } from '../../src/sandbox/sign-in/tokens.ts';
import { caller, errorOf } from './sandbox-client.ts';
import type { Ask } from './sandbox-client.ts';

let sandbox: Sandbox;
let ask: Ask;

beforeAll(async () => {
  sandbox = await startSandbox({ machines: 5, alerts: 10 });
  ask = await caller(sandbox, 'reader');
});
afterAll(() => sandbox.close());

const statusWith = async (token: string | null) => (await ask('/api/alerts?$top=1', { token })).status;

describe('tokens', () => {
  test('carry what a token of the real service carries', async () => {
    const user = decodeJwt(await sandbox.mintToken('reader'));
    expect(user).toMatchObject({
      aud: 'https://api.securitycenter.microsoft.com',
      iss: `https://sts.windows.net/${sandbox.tenantId}/`,
      tid: sandbox.tenantId,
      ver: '1.0',
    });
    expect(String(user['scp']).split(' ')).toEqual(
      expect.arrayContaining(['Alert.Read', 'URL.Read.All', 'Ti.ReadWrite']),
    );
    expect((user.exp ?? 0) - (user.iat ?? 0)).toBe(3600);
    const app = decodeJwt(await sandbox.mintToken('app'));
    expect(app).toMatchObject({ idtyp: 'app', roles: expect.arrayContaining(['Alert.ReadWrite.All']) as string[] });
    expect(app).not.toHaveProperty('scp');
    expect(decodeProtectedHeader(await sandbox.mintToken('app'))).toMatchObject({ alg: 'RS256' });
    expect((await signingKeys()).publicJwk).toEqual({
      ...(await exportJWK((await signingKeys()).publicKey)),
      kid: 'sandbox-1',
      alg: 'RS256',
      use: 'sig',
    });
  });

  test('are needed: without a sound one the answer is 401 with a challenge', async () => {
    const past = Math.floor(Date.now() / 1000) - 10;
    const { privateKey } = await generateKeyPair('RS256');
    const forged = await new SignJWT(decodeJwt(await sandbox.mintToken('admin')))
      .setProtectedHeader({ alg: 'RS256', kid: 'sandbox-1' })
      .sign(privateKey);
    for (const token of [null, 'nonsense', forged, await sandbox.mintToken('reader', { exp: past })]) {
      const answer = await ask('/api/alerts', { token });
      expect(answer.status).toBe(401);
      expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/);
      expect(errorOf(answer).code).toBe('Unauthorized');
    }
  });

  test('for another tenant are 401, for another audience 403', async () => {
    expect(await statusWith(await sandbox.mintToken('reader', { tid: '11111111-2222-4333-8444-555555555555' }))).toBe(
      401,
    );
    expect(await statusWith(await sandbox.mintToken('reader', { aud: 'https://api.security.microsoft.com' }))).toBe(
      403,
    );
  });

  test('without the operation’s permission are 403, and roles do not help a user', async () => {
    expect(await statusWith(await sandbox.mintToken('reader', { scp: 'Machine.Read' }))).toBe(403);
    const lifted = await sandbox.mintToken('reader', { scp: 'Machine.Read', roles: ['Alert.Read.All'] });
    expect(await statusWith(lifted)).toBe(403);
    // A permission of the same name in both kinds, held in the wrong one.
    const misplaced = await sandbox.mintToken('reader', { scp: 'Alert.Read', roles: ['File.Read.All'] });
    expect((await ask('/api/alerts/x/files', { token: misplaced })).status).toBe(403);
    expect(await statusWith(await sandbox.mintToken('app', { roles: [] }))).toBe(403);
  });

  test.each<[Persona, string, string, number]>([
    ['reader', 'GET', '/api/machines?$top=1', 200],
    ['reader', 'POST', '/api/machines/x/isolate', 403],
    ['reader', 'PATCH', '/api/alerts/x', 403],
    ['hunter', 'GET', '/api/machines/x/logonusers', 403],
    ['responder', 'POST', '/api/machines/x/isolate', 404],
    ['admin', 'DELETE', '/api/indicators/1', 403],
    ['app', 'DELETE', '/api/indicators/0', 404],
    ['app', 'GET', '/api/machines/x/getmissingkbs', 404],
    ['admin', 'GET', '/api/machines/x/getmissingkbs', 403],
  ])('%s: %s %s is answered %i or later refused for its body', async (persona, method, path, status) => {
    const answer = await (await caller(sandbox, persona))(path, { method });
    // A write that is let in may still miss a parameter.
    expect(answer.status === 400 ? 404 : answer.status).toBe(status);
  });

  test('every operation has an application permission, and the app persona holds one of them', async () => {
    const roles = new Set(decodeJwt(await sandbox.mintToken('app'))['roles'] as string[]);
    for (const { permissions } of OPERATIONS)
      expect(permissions.application.some((name) => roles.has(name))).toBe(true);
  });
});
