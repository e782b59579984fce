import { rm, writeFile } from 'node:fs/promises';
import { PublicClientApplication } from '@azure/msal-node';
import { loadCredential } from '../auth/entra/credential.ts';
import type { Registration } from '../auth/create-auth.ts';
import { EntraHttp } from '../auth/entra/entra-http.ts';
import { EntraTokens } from '../auth/entra/entra-tokens.ts';
import { TenantMetadata } from '../auth/entra/tenant-metadata.ts';
import type { ProxySettings } from '../rest/egress/egress.ts';
import { UsageError } from './usage-error.ts';

export interface TokenOptions {
  /** Origin of the sign-in host. */
  authority: string;
  tenantId: string | undefined;
  clientId: string | undefined;
  /** The application's own registration; null asks a person to sign in by device code. */
  registration: Pick<Registration, 'credential'> | null;
  /** Audience of the token. */
  audience: string;
  /** By which the sign-in host is called. */
  proxy: ProxySettings | null;
  /** Where the person signing in reads what to do. */
  tell: (message: string) => void;
}

/**
 * A token for the Defender API: by device code for a person, or for an application by its credential. The password grant
 * of older pages is not offered: it cannot do multi-factor sign-in, and Microsoft advises against it.
 */
export async function acquireToken(options: TokenOptions): Promise<string> {
  const { authority, tenantId, clientId, registration, audience } = options;
  if (tenantId === undefined) throw new UsageError('Set ENTRA_TENANT_ID to the tenant to sign in to.');
  if (clientId === undefined) throw new UsageError('Set ENTRA_CLIENT_ID to the application to sign in with.');
  const http = new EntraHttp(undefined, undefined, options.proxy);
  const metadata = new TenantMetadata(http, authority, Date.now);
  try {
    if (registration !== null) {
      const credential = loadCredential(registration.credential, http);
      const entra = new EntraTokens({ authority, clientId, credential, scope: `${audience}/.default`, http, metadata });
      return (await entra.application(tenantId)).token;
    }
    const client = new PublicClientApplication({
      auth: {
        clientId,
        authority: `${authority}/${tenantId}`,
        knownAuthorities: [new URL(authority).host],
        authorityMetadata: JSON.stringify(await metadata.get(tenantId)),
      },
      system: { networkClient: http },
    });
    const result = await client.acquireTokenByDeviceCode({
      scopes: [`${audience}/.default`],
      deviceCodeCallback: ({ message }) => options.tell(message),
    });
    if (result === null) throw new Error('The sign-in ended without a token.');
    return result.accessToken;
  } finally {
    await http.close();
  }
}

/** Writes a token to a file that only its owner can read; an existing file is replaced, never appended to. */
export async function writeToken(file: string, token: string): Promise<void> {
  // The mode of a new file only counts when it is made, so an old one with other rights must go first.
  await rm(file, { force: true });
  await writeFile(file, `${token}\n`, { mode: 0o600, flag: 'wx' });
}
