import { DEFENDER_AUDIENCES, CLOUDS, REGION_NAMES } from '../../src/auth/entra/clouds.ts';
import { ConfigError, readConfig } from '../../src/config.ts';

const TENANT = '0f5a7a0e-3c1b-4a53-9d0a-6c1f0b8c2d11';
const AUDIENCES = [
  'https://api.securitycenter.microsoft.com',
  'https://securitycenter.onmicrosoft.com/windowsatpservice',
  'fc780465-2017-40d4-a0c5-307022471b92',
];
const WORLD = 'https://login.microsoftonline.com';
const GOVERNMENT = 'https://login.microsoftonline.us';

/** Cloud, region, address of the API, sign-in host, Graph. */
const ROWS: [string, string | undefined, string, string, string][] = [
  ['commercial', undefined, 'https://api.security.microsoft.com', WORLD, 'https://graph.microsoft.com'],
  ['commercial', 'us', 'https://us.api.security.microsoft.com', WORLD, 'https://graph.microsoft.com'],
  ['commercial', 'eu', 'https://eu.api.security.microsoft.com', WORLD, 'https://graph.microsoft.com'],
  ['commercial', 'uk', 'https://uk.api.security.microsoft.com', WORLD, 'https://graph.microsoft.com'],
  ['commercial', 'au', 'https://au.api.security.microsoft.com', WORLD, 'https://graph.microsoft.com'],
  ['commercial', 'swa', 'https://swa.api.security.microsoft.com', WORLD, 'https://graph.microsoft.com'],
  ['commercial', 'ina', 'https://ina.api.security.microsoft.com', WORLD, 'https://graph.microsoft.com'],
  ['commercial', 'aea', 'https://aea.api.security.microsoft.com', WORLD, 'https://graph.microsoft.com'],
  ['gcc', undefined, 'https://api-gcc.securitycenter.microsoft.us', WORLD, 'https://graph.microsoft.com'],
  ['gcc-high', undefined, 'https://api-gov.securitycenter.microsoft.us', GOVERNMENT, 'https://graph.microsoft.us'],
  ['dod', undefined, 'https://api-gov.securitycenter.microsoft.us', GOVERNMENT, 'https://dod-graph.microsoft.us'],
];

function variablesOf(cloud: string, region: string | undefined): Record<string, string> {
  return { DEFENDER_CLOUD: cloud, ...(region !== undefined && { DEFENDER_REGION: region }) };
}

describe('the table of clouds', () => {
  test.each(ROWS)('for %s, %s has the API at %s and sign-in at %s', (cloud, region, apiUrl, authority, graph) => {
    const { defender } = readConfig(variablesOf(cloud, region));
    expect(defender?.apiUrl).toBe(apiUrl);
    expect(defender?.auth.authority).toBe(authority);
    expect(defender?.auth.audiences).toEqual(AUDIENCES);
    expect(CLOUDS[cloud as keyof typeof CLOUDS].graph).toBe(graph);
  });

  test('has no row that is not tested', () => {
    const rows = Object.entries(CLOUDS).flatMap(([cloud, { regions }]) =>
      [undefined, ...Object.keys(regions)].map((region) => [cloud, region]),
    );
    expect(rows).toEqual(ROWS.map(([cloud, region]) => [cloud, region]));
    expect([...REGION_NAMES]).toEqual(ROWS.flatMap(([, region]) => region ?? []));
  });

  test('asks for the documented audience in every cloud, whatever host is called', () => {
    expect(DEFENDER_AUDIENCES[0]).toBe('https://api.securitycenter.microsoft.com');
    expect([...DEFENDER_AUDIENCES]).toEqual(AUDIENCES);
  });
});

describe('a setting by hand', () => {
  test('goes before the table, for the sign-in host and the audience', () => {
    const { defender } = readConfig({
      DEFENDER_CLOUD: 'gcc-high',
      ENTRA_AUTHORITY: 'https://login.contoso.example',
      DEFENDER_AUDIENCE: 'https://defender.contoso.example',
    });
    expect(defender?.auth.authority).toBe('https://login.contoso.example');
    expect(defender?.auth.audiences).toEqual(['https://defender.contoso.example']);
  });

  test.each([
    ['http://login.microsoftonline.com'],
    ['https://login.microsoftonline.com/'],
    ['https://login.microsoftonline.com/common'],
    ['https://user@login.microsoftonline.com'],
    ['login.microsoftonline.com'],
    ['https://*.microsoftonline.com'],
  ])('of the sign-in host is refused as %s', (ENTRA_AUTHORITY) => {
    expect(() => readConfig({ ENTRA_AUTHORITY })).toThrow(ConfigError);
  });
});

describe('served tenants', () => {
  const OTHER = '8D1E4C52-2F37-4B8A-B6D4-5E9A7C3F1B20';

  test.each([
    [{ SANDBOX: 'false' }, null],
    [{ ENTRA_TENANT_ID: TENANT }, [TENANT]],
    [{ ENTRA_TENANT_ID: TENANT, ENTRA_TENANT_IDS: OTHER }, [OTHER.toLowerCase()]],
    [{ ENTRA_TENANT_IDS: ` ${TENANT} , ${OTHER} ` }, [TENANT, OTHER.toLowerCase()]],
  ])('by %j are %j, in small letters', (variables: Record<string, string>, served) => {
    const { tenantIds } = readConfig(variables).defender?.auth ?? {};
    expect(tenantIds === null || tenantIds === undefined ? tenantIds : [...tenantIds]).toEqual(served);
  });

  test.each([['common'], ['contoso.onmicrosoft.com'], [`${TENANT},organizations`], [`${TENANT}/..`], [',']])(
    'cannot be %s',
    (ENTRA_TENANT_IDS) => {
      expect(() => readConfig({ ENTRA_TENANT_IDS })).toThrow(/ENTRA_TENANT_IDS: /);
    },
  );
});
