import { decodeJwt } from 'jose';
import { FAKE_TENANT, withFakeGateway } from './support/fake-gateway.ts';
import { startSandboxGateway, type SandboxGateway } from './support/gateway.ts';

const VIEWER = '{ viewer { kind tenantId applicationId objectId name mode permissions } }';

describe('viewer', () => {
  let gateway: SandboxGateway;
  beforeAll(async () => {
    gateway = await startSandboxGateway({ machines: 3, alerts: 3 });
  });
  afterAll(() => gateway.close());

  test.each(['reader', 'responder', 'hunter', 'admin'] as const)('is the user of the token: %s', async (persona) => {
    const token = await gateway.sandbox.mintToken(persona);
    const { appid, oid, scp, name } = decodeJwt<{ appid: string; oid: string; scp: string; name: string }>(token);
    const answer = await gateway.send(token, VIEWER);
    expect(answer.data).toEqual({
      viewer: {
        kind: 'USER',
        tenantId: gateway.sandbox.tenantId,
        applicationId: appid,
        objectId: oid,
        name,
        mode: 'PASSTHROUGH',
        permissions: scp.split(' '),
      },
    });
    expect(answer.extensions.upstream.calls).toBe(0);
  });

  test('is the application of the token, with its roles', async () => {
    const token = await gateway.sandbox.mintToken('app');
    const { roles } = decodeJwt<{ roles: string[] }>(token);
    const { data } = await gateway.send(token, VIEWER);
    expect(data).toMatchObject({
      viewer: { kind: 'APPLICATION', name: 'Contoso Response Automation', permissions: roles },
    });
    expect(roles).toContain('Machine.Isolate');
  });

  test('is nobody in particular, of the home tenant, behind a token that is not a JWT', async () => {
    await withFakeGateway({}, async (fake) => {
      const { data } = await fake.run<object>(VIEWER);
      const nobody = { applicationId: null, objectId: null, name: null };
      expect(data).toEqual({
        viewer: { kind: 'USER', tenantId: FAKE_TENANT, ...nobody, mode: 'PASSTHROUGH', permissions: [] },
      });
      expect(fake.api.calls).toEqual([]);
    });
  });
});
