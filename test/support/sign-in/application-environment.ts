import type { SignIn } from '../../../src/sandbox/sign-in/sign-in.ts';

/** Variables of a program that signs in at a sign-in server as its first application; `ca` is the file of its certificate. */
export function applicationEnvironment(signIn: SignIn, apiUrl: string, ca: string): Record<string, string> {
  const [home = ''] = signIn.tenantIds;
  return {
    DEFENDER_API_URL: apiUrl,
    ENTRA_AUTHORITY: signIn.url,
    ENTRA_TENANT_ID: home,
    ENTRA_TENANT_IDS: signIn.tenantIds.join(','),
    ENTRA_CLIENT_ID: signIn.gatewayClientId,
    ENTRA_CLIENT_SECRET: signIn.applications[0]?.secret ?? '',
    NODE_EXTRA_CA_CERTS: ca,
  };
}
