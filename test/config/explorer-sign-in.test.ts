import { readConfig } from '../../src/config.ts';
import { faultsOf, TENANT } from '../support/process/config-faults.ts';

const PAGE = '0f5b3c1e-77aa-4c1b-9b0e-3d2f1a4b5c6d';
const GATEWAY = '9a8b7c6d-5e4f-4a3b-8c2d-1e0f9a8b7c6d';
const OTHER_TENANT = '1b0c9d8e-7f6a-4b5c-9d4e-3f2a1b0c9d8e';
const DEFENDER = ['https://api.securitycenter.microsoft.com/.default'];
const page = { EXPLORER: 'true', EXPLORER_CLIENT_ID: PAGE };
const registered = { ENTRA_TENANT_ID: TENANT, ENTRA_CLIENT_ID: GATEWAY, ENTRA_CLIENT_SECRET: 'x' };

test.each<[string, Record<string, string>, string, string[]]>([
  ['people of one tenant', { ENTRA_TENANT_ID: TENANT }, `https://login.microsoftonline.com/${TENANT}`, DEFENDER],
  [
    'people of several tenants',
    { ENTRA_TENANT_IDS: `${TENANT},${OTHER_TENANT}` },
    'https://login.microsoftonline.com/organizations',
    DEFENDER,
  ],
  [
    'people of a government cloud',
    { DEFENDER_CLOUD: 'gcc-high', ENTRA_TENANT_ID: TENANT },
    `https://login.microsoftonline.us/${TENANT}`,
    DEFENDER,
  ],
  [
    'people whose tokens are for another audience of Defender',
    { ENTRA_TENANT_ID: TENANT, DEFENDER_AUDIENCE: 'https://api.securitycenter.contoso.example', EXPLORER: 'apollo' },
    `https://login.microsoftonline.com/${TENANT}`,
    ['https://api.securitycenter.contoso.example/.default'],
  ],
  [
    'people who sign in to the gateway',
    { ...registered, AUTH_MODES: 'passthrough,on-behalf-of' },
    `https://login.microsoftonline.com/${TENANT}`,
    [`${GATEWAY}/access_as_user`],
  ],
  [
    'people who sign in to a gateway of another audience',
    {
      ...registered,
      AUTH_MODES: 'on-behalf-of',
      GATEWAY_AUDIENCE: 'api://graph.contoso.example',
      GATEWAY_SCOPE: 'use',
    },
    `https://login.microsoftonline.com/${TENANT}`,
    ['api://graph.contoso.example/use'],
  ],
])('the explorer signs in %s', (_, variables, authority, scopes) => {
  expect(readConfig({ ...page, ...variables }).explorerSignIn).toEqual({ clientId: PAGE, authority, scopes });
});

test('without a client id nobody signs in on the page', () => {
  expect(readConfig({ EXPLORER: 'true', ENTRA_TENANT_ID: TENANT }).explorerSignIn).toBeNull();
});

test.each<[string, Record<string, string>, RegExp]>([
  ['the sandbox, which has its own', { SANDBOX: 'true' }, /cannot be set together with SANDBOX=true/],
  ['where there is no page', { ENTRA_TENANT_ID: TENANT, EXPLORER: 'false' }, /set EXPLORER=true$/],
  ['where no tenant is known', {}, /set ENTRA_TENANT_ID, or ENTRA_TENANT_IDS/],
  ['where applications alone are let in', { ...registered, AUTH_MODES: 'app' }, /add on-behalf-of or passthrough$/],
  ['where it is no id', { ENTRA_TENANT_ID: TENANT, EXPLORER_CLIENT_ID: 'the page' }, /must be an application id/],
])('EXPLORER_CLIENT_ID is refused in or %s', (_, variables, reason) => {
  const faults = faultsOf({ ...page, ...variables });
  expect(faults).toHaveLength(1);
  expect(faults[0]).toMatch(/^EXPLORER_CLIENT_ID: /);
  expect(faults[0]).toMatch(reason);
});

test('a gateway that lacks its registration is told that alone', () => {
  const faults = faultsOf({ ...page, ENTRA_TENANT_ID: TENANT, AUTH_MODES: 'on-behalf-of' });
  expect(faults.join()).toMatch(/ENTRA_CLIENT_ID/);
  expect(faults.filter((fault) => fault.startsWith('EXPLORER_CLIENT_ID'))).toEqual([]);
});
