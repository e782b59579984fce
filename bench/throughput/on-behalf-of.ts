import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSignIn } from '../../src/sandbox/sign-in/sign-in.ts';
import { APPLICATIONS, guidOf } from './tokens.ts';

/** Callers whose tokens are for the gateway, and what it takes to exchange them. */
export interface OnBehalfOf {
  tokens: readonly string[];
  /** Of the gateway. */
  variables: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/**
 * A sign-in server over TLS with as many tenants as there are callers: here all calls are made as the gateway's own
 * application, whose quota is counted by tenant. It has nothing to do once each token has been exchanged.
 */
export async function startOnBehalfOf(): Promise<OnBehalfOf> {
  const tenantIds = Array.from({ length: APPLICATIONS }, (_, index) => guidOf(`home ${index}`));
  const signIn = await startSignIn({ tenantIds });
  const folder = await mkdtemp(join(tmpdir(), 'throughput-'));
  const ca = join(folder, 'ca.pem');
  await writeFile(ca, signIn.ca);
  return {
    tokens: await Promise.all(tenantIds.map((tid) => signIn.mintGatewayToken('reader', { tid }))),
    variables: {
      NODE_EXTRA_CA_CERTS: ca,
      AUTH_MODES: 'on-behalf-of',
      ENTRA_AUTHORITY: signIn.url,
      ENTRA_TENANT_ID: tenantIds[0] ?? '',
      ENTRA_TENANT_IDS: tenantIds.join(),
      ENTRA_CLIENT_ID: signIn.gatewayClientId,
      ENTRA_CLIENT_SECRET: signIn.applications[0]?.secret ?? '',
    },
    close: async () => {
      await signIn.close();
      await rm(folder, { recursive: true });
    },
  };
}
