import { readConfig } from '../../src/config.ts';

describe('the address of the Defender API', () => {
  test.each([
    ['commercial', undefined, 'https://api.security.microsoft.com'],
    ['commercial', 'us', 'https://us.api.security.microsoft.com'],
    ['commercial', 'eu', 'https://eu.api.security.microsoft.com'],
    ['commercial', 'uk', 'https://uk.api.security.microsoft.com'],
    ['commercial', 'au', 'https://au.api.security.microsoft.com'],
    ['commercial', 'swa', 'https://swa.api.security.microsoft.com'],
    ['commercial', 'ina', 'https://ina.api.security.microsoft.com'],
    ['commercial', 'aea', 'https://aea.api.security.microsoft.com'],
    ['gcc', undefined, 'https://api-gcc.securitycenter.microsoft.us'],
    ['gcc-high', undefined, 'https://api-gov.securitycenter.microsoft.us'],
    ['dod', undefined, 'https://api-gov.securitycenter.microsoft.us'],
  ])('of the cloud %s and the region %s is %s', (DEFENDER_CLOUD, DEFENDER_REGION, apiUrl) => {
    const region: Record<string, string> = DEFENDER_REGION === undefined ? {} : { DEFENDER_REGION };
    expect(readConfig({ DEFENDER_CLOUD, ...region }).defender?.apiUrl).toBe(apiUrl);
  });

  test.each([['gcc'], ['gcc-high'], ['dod']])('has no regions in the cloud %s', (DEFENDER_CLOUD) => {
    expect(() => readConfig({ DEFENDER_CLOUD, DEFENDER_REGION: 'eu' })).toThrow(
      /^The configuration has a fault:\n- DEFENDER_REGION: /,
    );
  });

  test('given by hand goes before cloud and region', () => {
    const DEFENDER_API_URL = 'https://defender.contoso.example';
    expect(readConfig({ DEFENDER_REGION: 'eu', DEFENDER_API_URL }).defender?.apiUrl).toBe(DEFENDER_API_URL);
  });
});

test('an empty value is one that is not set', () => {
  const config = readConfig({ PORT: '', DEFENDER_API_URL: '', ENTRA_CLIENT_ID: '' });
  expect(config).toMatchObject({ port: 4000, sandbox: true });
});
