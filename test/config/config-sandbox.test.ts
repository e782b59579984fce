import { readConfig } from '../../src/config.ts';
import { faultsOf, TENANT } from '../support/process/config-faults.ts';

describe('the sandbox', () => {
  test.each([
    [{ HOST: '0.0.0.0', PORT: '0', LOG_LEVEL: 'debug' }, true],
    [{ NODE_ENV: 'development' }, true],
    [{ SANDBOX: 'true' }, true],
    [{ SANDBOX: 'true', ENTRA_TENANT_ID: TENANT, CORS_ORIGINS: 'https://soc.contoso.com' }, true],
    [{ SANDBOX: 'false' }, false],
    [{ NODE_ENV: 'production' }, false],
    [{ SOME_VARIABLE_OF_THE_SHELL: 'x' }, true],
  ])('with %j is %s', (variables: Record<string, string>, sandbox) => {
    const config = readConfig(variables);
    expect(config.sandbox).toBe(sandbox);
    expect(config.introspection).toBe(sandbox);
    expect(config.explorer).toBe(sandbox ? 'graphiql' : null);
    expect(config.explain).toBe(sandbox);
  });

  test.each([
    ['DEFENDER_CLOUD', 'commercial'],
    ['DEFENDER_REGION', 'eu'],
    ['DEFENDER_API_URL', 'https://defender.contoso.example'],
    ['DEFENDER_AUDIENCE', 'https://securitycenter.contoso.example'],
    ['ENTRA_AUTHORITY', 'https://login.microsoftonline.com'],
    ['ENTRA_TENANT_ID', TENANT],
    ['ENTRA_TENANT_IDS', TENANT],
    ['ENTRA_CLIENT_ID', TENANT],
    ['GATEWAY_AUDIENCE', TENANT],
    ['GATEWAY_SCOPE', 'access_as_user'],
    ['HUNTING_BACKEND', 'defender'],
    ['GRAPH_API_URL', 'https://graph.microsoft.com'],
    ['AUTH_MODES', 'passthrough'],
    ['CORS_ORIGINS', 'https://soc.contoso.com'],
    ['INTROSPECTION', 'true'],
    ['CURSOR_SECRET', 'a secret of the tests'],
  ])('is not what one gets who sets %s', (name, value) => {
    expect(readConfig({ [name]: value }).sandbox).toBe(false);
  });

  test('is refused in production, and together with another address of the API', () => {
    expect(faultsOf({ SANDBOX: 'true', NODE_ENV: 'production' })).toEqual([expect.stringMatching(/^SANDBOX: /)]);
    expect(faultsOf({ SANDBOX: 'true', DEFENDER_API_URL: 'http://127.0.0.1' })).toEqual([
      expect.stringMatching(/^DEFENDER_API_URL: /),
    ]);
  });
});
