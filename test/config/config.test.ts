import { DEFENDER_AUDIENCES, XDR_AUDIENCES } from '../../src/auth/entra/clouds.ts';
import { ConfigError, readConfig } from '../../src/config.ts';
import { faultsOf, TENANT } from '../support/process/config-faults.ts';

describe('the configuration', () => {
  test('has the documented defaults, which serve the sandbox', () => {
    const config = readConfig({});
    expect(config).toMatchObject({
      host: '127.0.0.1',
      port: 4000,
      logLevel: 'info',
      sandbox: true,
      explain: true,
      explorer: 'graphiql',
      explorerSignIn: null,
      introspection: true,
      defender: undefined,
      corsOrigins: [],
    });
    expect(config.signingKeys.value[0].length).toBeGreaterThanOrEqual(43);
  });

  test('takes every value given', () => {
    const config = readConfig({
      HOST: '0.0.0.0',
      PORT: '65535',
      LOG_LEVEL: 'trace',
      DEFENDER_API_URL: 'https://defender.contoso.example',
      DEFENDER_AUDIENCE: 'https://securitycenter.contoso.example',
      ENTRA_TENANT_ID: TENANT,
      AUTH_MODES: ' passthrough ',
      CORS_ORIGINS: 'https://soc.contoso.com, http://localhost:3000,',
      EXPLAIN: 'true',
      EXPLORER: 'true',
      INTROSPECTION: 'true',
      CURSOR_SECRET: 'a secret of the tests',
      MAX_UPSTREAM_CALLS: '250',
      MAX_BODY_BYTES: '2000000',
      AUDIT_LOG: '/var/log/audit.jsonl',
      PROTECTED_TAGS: 'crown jewels, other',
      PROTECTED_DEVICE_VALUES: 'high,Normal',
      PROTECTED_OS: 'WindowsServer',
      MAX_MACHINES_PER_PLAN: '100',
      REQUIRE_COMMENT: 'true',
      REQUIRE_PLAN: 'true',
      QUOTA_CLASSES: 'listAlerts:lists, listMachines:lists',
      QUOTA_CEILING_PER_MINUTE: '300',
      CACHE_MEGABYTES: '8',
      HUNTING_CACHE_MEGABYTES: '32',
      HUNTING_BACKEND: 'graph',
      GRAPH_API_URL: 'https://graph.contoso.example',
      XDR_API_URL: 'https://xdr.contoso.example',
      XDR_AUDIENCE: 'https://security.contoso.example/',
      READ_AHEAD_ROWS: '0',
      LIMITS: 'depth=20, aliases=warn,tokens=4000:warn',
      REQUESTS_PER_MINUTE: '0',
      CONCURRENT_REQUESTS_PER_CALLER: '9',
      MAX_CONCURRENT_REQUESTS: '40',
      MAX_WAITING_REQUESTS: '0',
      MAX_EVENT_LOOP_DELAY_MS: '0',
      METRICS_HOST: '10.0.0.7',
      METRICS_TENANT_IDS: 'true',
      PERSISTED_OPERATIONS: 'manifest.json',
      PERSISTED_OPERATIONS_ONLY: 'true',
      AUTOMATIC_PERSISTED_QUERIES: 'true',
      HTTP_STATUS: 'compatible',
      RESPONSE_MEGABYTES_IN_FLIGHT: '64',
    });
    expect({ ...config, signingKeys: config.signingKeys.value }).toEqual({
      auditLog: '/var/log/audit.jsonl',
      auditFormat: 'json',
      otel: null,
      policy: {
        protectedTags: ['crown jewels', 'other'],
        protectedDeviceValues: ['high', 'Normal'],
        protectedPlatforms: ['WindowsServer'],
        maxMachinesPerPlan: 100,
        commentRequired: true,
        planRequired: true,
      },
      maxUpstreamCalls: 250,
      maxBodyBytes: 2_000_000,
      limits: new Map([
        ['depth', { max: 20, warnsOnly: false }],
        ['aliases', { max: 30, warnsOnly: true }],
        ['tokens', { max: 4_000, warnsOnly: true }],
      ]),
      httpStatus: 'compatible',
      responseBytes: 64 * 1024 * 1024,
      callerLimits: { perMinute: null, concurrent: 9 },
      load: { maxConcurrent: 40, maxWaiting: 0, maxEventLoopDelay: null },
      // A port of its own, since HOST is no loopback address.
      metrics: { host: '10.0.0.7', port: 9464, showsTenantIds: true },
      persisted: { manifest: 'manifest.json', only: true, automatic: true },
      quotas: {
        shared: new Map([
          ['listAlerts', 'lists'],
          ['listMachines', 'lists'],
        ]),
        ceiling: 300,
      },
      cacheBytes: 6 * 1024 * 1024,
      answerCacheBytes: 2 * 1024 * 1024,
      huntBytes: 32 * 1024 * 1024,
      huntingBackend: 'graph',
      readAheadRows: 0,
      host: '0.0.0.0',
      port: 65535,
      logLevel: 'trace',
      sandbox: false,
      explain: true,
      explorer: 'graphiql',
      explorerSignIn: null,
      introspection: true,
      defender: {
        apiUrl: 'https://defender.contoso.example',
        graphUrl: 'https://graph.contoso.example',
        xdrUrl: 'https://xdr.contoso.example',
        auth: {
          modes: new Set(['passthrough']),
          authority: 'https://login.microsoftonline.com',
          audiences: ['https://securitycenter.contoso.example'],
          graphAudiences: ['https://graph.microsoft.com', '00000003-0000-0000-c000-000000000000'],
          xdrAudiences: ['https://security.contoso.example'],
          homeTenantId: TENANT,
          tenantIds: new Set([TENANT]),
          registration: null,
        },
      },
      corsOrigins: ['https://soc.contoso.com', 'http://localhost:3000'],
      signingKeys: ['a secret of the tests'],
      secrets: [],
      proxy: null,
      sharedState: null,
    });
  });

  test('of a real tenant has the documented defaults too', () => {
    expect(readConfig({ SANDBOX: 'false' }).defender?.auth).toEqual({
      modes: new Set(['passthrough']),
      authority: 'https://login.microsoftonline.com',
      audiences: DEFENDER_AUDIENCES,
      graphAudiences: null,
      xdrAudiences: XDR_AUDIENCES,
      homeTenantId: undefined,
      tenantIds: null,
      registration: null,
    });
  });

  test.each([
    ['PORT', 'http'],
    ['PORT', '-1'],
    ['PORT', '65536'],
    ['PORT', '4000.5'],
    ['LOG_LEVEL', 'loud'],
    ['SANDBOX', 'yes'],
    ['SANDBOX', 'TRUE'],
    ['EXPLORER', '1'],
    ['INTROSPECTION', 'on'],
    ['DEFENDER_CLOUD', 'gcchigh'],
    ['DEFENDER_REGION', 'fr'],
    ['DEFENDER_API_URL', 'api.security.microsoft.com'],
    ['DEFENDER_API_URL', 'http://api.security.microsoft.com'],
    ['DEFENDER_API_URL', 'http://127.0.0.1.contoso.example'],
    ['DEFENDER_API_URL', 'http://0.0.0.0:8080'],
    ['DEFENDER_API_URL', 'ftp://127.0.0.1'],
    ['DEFENDER_API_URL', 'https://user:word@api.contoso.example'],
    ['DEFENDER_API_URL', 'https://api.contoso.example?key=1'],
    ['DEFENDER_API_URL', 'https://api.contoso.example#part'],
    ['ENTRA_TENANT_ID', 'contoso.onmicrosoft.com'],
    ['AUTH_MODES', 'anonymous'],
    ['AUTH_MODES', 'passthrough,everyone'],
    ['AUTH_MODES', ','],
    ['CORS_ORIGINS', '*'],
    ['CORS_ORIGINS', 'https://soc.contoso.com/'],
    ['CORS_ORIGINS', 'https://*.contoso.com'],
    ['CORS_ORIGINS', 'https://soc.contoso.com,null'],
    ['CURSOR_SECRET', 'short'],
    ['MAX_UPSTREAM_CALLS', '0'],
    ['MAX_UPSTREAM_CALLS', 'many'],
    ['MAX_BODY_BYTES', '1023'],
    ['MAX_BODY_BYTES', '104857601'],
    ['MAX_BODY_BYTES', '1 MB'],
    ['MAX_BODY_BYTES', '1e6'],
    ['MAX_BODY_BYTES', '2000000.5'],
    ['MAX_MACHINES_PER_PLAN', '0'],
    ['MAX_MACHINES_PER_PLAN', '101'],
    ['PROTECTED_DEVICE_VALUES', 'high,Immense'],
    ['REQUIRE_COMMENT', 'yes'],
    ['REQUIRE_PLAN', '1'],
    ['DEFENDER_AUDIENCE', '/'],
    ['HUNTING_BACKEND', 'both'],
    ['HUNTING_CACHE_MEGABYTES', 'all'],
    ['GRAPH_API_URL', 'https://graph.contoso.example'],
    ['GRAPH_API_URL', 'http://graph.microsoft.com'],
    ['GRAPH_API_URL', 'https://graph.microsoft.com/v1.0'],
    ['GRAPH_API_URL', 'https://graph.microsoft.com/beta/'],
    ['GRAPH_API_URL', 'https://user@graph.microsoft.com'],
    ['GRAPH_API_URL', 'graph.microsoft.com'],
  ])('with %s=%s is refused by one fault that names the variable', (name, value) => {
    const faults = faultsOf({ SANDBOX: 'false', [name]: value });
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(new RegExp(`^${name}: .{10,}`));
  });

  test.each([['http://127.0.0.1:8080'], ['http://127.1.2.3'], ['http://[::1]:8080'], ['http://localhost']])(
    'takes plain http on the loopback address %s',
    (DEFENDER_API_URL) => {
      expect(readConfig({ DEFENDER_API_URL }).defender?.apiUrl).toBe(DEFENDER_API_URL);
    },
  );

  test.each(['https://securitycenter.contoso.example', 'https://securitycenter.contoso.example/'])(
    'compares the audience %s without a trailing slash, as tokens carry it',
    (DEFENDER_AUDIENCE) => {
      const { defender } = readConfig({ DEFENDER_AUDIENCE });
      expect(defender?.auth.audiences).toEqual(['https://securitycenter.contoso.example']);
    },
  );

  test('lists all faults together, one a line, without repeating a secret', () => {
    const variables = {
      PORT: 'http',
      LOG_LEVEL: 'loud',
      CURSOR_SECRET: 'canary',
      DEFENDER_CLOUD: 'gcc',
      DEFENDER_REGION: 'eu',
      SANDBOX: 'true',
      NODE_ENV: 'production',
      DEFENDER_API_URL: 'http://contoso.example',
    };
    expect(() => readConfig(variables)).toThrow(ConfigError);
    const faults = faultsOf(variables);
    expect(new Set(faults.map((fault) => fault.split(':')[0]))).toEqual(
      new Set(['PORT', 'LOG_LEVEL', 'CURSOR_SECRET', 'DEFENDER_REGION', 'SANDBOX', 'DEFENDER_API_URL']),
    );
    const { message } = new ConfigError(faults);
    expect(message.split('\n- ')).toEqual([`The configuration has ${faults.length} faults:`, ...faults]);
    expect(message).not.toContain('canary');
  });
});
