import { readConfig } from '../../src/config.ts';
import { faultsOf, TENANT } from '../support/process/config-faults.ts';
import { addressOf, startProgram } from '../support/process/program.ts';

const PAGE = '0f5b3c1e-77aa-4c1b-9b0e-3d2f1a4b5c6d';
const GATEWAY = '9a8b7c6d-5e4f-4a3b-8c2d-1e0f9a8b7c6d';
const OTHER_TENANT = '1b0c9d8e-7f6a-4b5c-9d4e-3f2a1b0c9d8e';
const DEFENDER = ['https://api.securitycenter.microsoft.com/.default'];
const signInOf = (variables: Record<string, string>) =>
  readConfig({ EXPLORER_CLIENT_ID: PAGE, ...variables }).explorerSignIn;
const registered = { ENTRA_TENANT_ID: TENANT, ENTRA_CLIENT_ID: GATEWAY, ENTRA_CLIENT_SECRET: 'x' };

test.each<[string, Record<string, string>, string, string[]]>([
  ['people of any tenant', {}, 'https://login.microsoftonline.com/organizations', DEFENDER],
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
  expect(signInOf(variables)).toEqual({ clientId: PAGE, authority, scopes });
});

test.each([
  ['the sandbox, which has its own', { SANDBOX: 'true' }],
  ['where applications alone are let in', { ...registered, AUTH_MODES: 'app' }],
])('EXPLORER_CLIENT_ID is refused in %s', (_, variables) => {
  expect(faultsOf({ EXPLORER_CLIENT_ID: PAGE, ...variables })).toEqual([
    expect.stringMatching(/^EXPLORER_CLIENT_ID: /),
  ]);
});

test('a page is told by the program how to sign in, and no secret', async () => {
  const program = startProgram({
    ...registered,
    AUTH_MODES: 'on-behalf-of',
    EXPLORER: 'true',
    EXPLORER_CLIENT_ID: PAGE,
  });
  const address = await addressOf(program);
  const config: unknown = await (await fetch(`${address}/explorer/config.json`)).json();
  program.child.kill('SIGKILL');
  await program.ended;
  const authority = `https://login.microsoftonline.com/${TENANT}`;
  expect(config).toEqual({ signIn: { clientId: PAGE, authority, scopes: [`${GATEWAY}/access_as_user`] } });
});
