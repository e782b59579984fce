import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from 'jose';
import { EntraHttp } from '../../../src/auth/entra/entra-http.ts';
import { JwksCache } from '../../../src/auth/verify/jwks-cache.ts';
import { TenantMetadata } from '../../../src/auth/entra/tenant-metadata.ts';
import { TokenVerifier, type VerifierOptions } from '../../../src/auth/verify/verify-token.ts';
import { startTlsServer } from '../../../src/sandbox/sign-in/keys/tls-server.ts';

const AUDIENCE = '5d0e9b1c-7a24-4f3e-8b60-91c2d3e4f506';

/** A signing key, with what a key set shows of it. */
export interface Signer {
  jwk: JWK;
  privateKey: CryptoKey;
}

export async function makeSigner(kid: string, more: JWK & { issuer?: string } = { kty: 'RSA' }): Promise<Signer> {
  const { privateKey, publicKey } = await generateKeyPair('RS256');
  return { privateKey, jwk: { ...(await exportJWK(publicKey)), ...more, kid, use: 'sig' } };
}

/** The keys and metadata of tenants over TLS, with every tenant's keys as the test says. */
export interface KeyServer {
  url: string;
  /** By tenant. */
  keys: Map<string, JWK[]>;
  /** Replaces members of the metadata. */
  metadata: Record<string, unknown>;
  /** True where everything answers 503. */
  down: boolean;
  /** Paths in the order of arrival. */
  arrivals: string[];
  /** How often keys were asked for. */
  keyFetches(): number;
  /** What verifies with this server's keys; closed with the server. */
  verifier(options: Pick<VerifierOptions, 'tenantIds'> & Partial<VerifierOptions>): TokenVerifier;
  close(): Promise<void>;
}

export async function startKeyServer(): Promise<KeyServer> {
  const arrivals: string[] = [];
  const clients: EntraHttp[] = [];
  const server = await startTlsServer(0, (request, response) => {
    const path = request.url ?? '';
    arrivals.push(path);
    const tenant = path.split('/')[1] ?? '';
    const issued = `${state.url}/${tenant}`;
    const body = path.endsWith('/keys')
      ? { keys: state.keys.get(tenant) ?? [] }
      : {
          issuer: `${issued}/v2.0`,
          jwks_uri: `${issued}/discovery/v2.0/keys`,
          token_endpoint: `${issued}/oauth2/v2.0/token`,
          ...state.metadata,
        };
    response.writeHead(state.down ? 503 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  });
  const state: KeyServer = {
    url: `https://localhost:${server.port}`,
    keys: new Map<string, JWK[]>(),
    metadata: {},
    down: false,
    arrivals,
    keyFetches: () => arrivals.filter((path) => path.endsWith('/keys')).length,
    verifier: (options) => {
      const { now = Date.now } = options;
      const http = new EntraHttp(server.ca, 120_000);
      clients.push(http);
      const metadata = new TenantMetadata(http, state.url, now);
      const keys = new JwksCache(http, metadata, now);
      return new TokenVerifier({
        audience: AUDIENCE,
        scope: 'access_as_user',
        acceptsV1Issuer: false,
        keys,
        metadata,
        now,
        ...options,
      });
    },
    close: async () => {
      await Promise.all(clients.map((client) => client.close()));
      await server.close();
    },
  };
  return state;
}

/** A sound delegated token of an hour, but for the claims given. */
export function tokenFrom(
  { url }: Pick<KeyServer, 'url'>,
  { jwk, privateKey }: Signer,
  tenantId: string,
  now: number,
  claims: Record<string, unknown> = {},
): Promise<string> {
  const seconds = Math.floor(now / 1000);
  return new SignJWT({
    aud: AUDIENCE,
    iss: `${url}/${tenantId}/v2.0`,
    iat: seconds,
    nbf: seconds,
    exp: seconds + 3600,
    tid: tenantId,
    oid: '1c2d3e4f-5061-4728-93a4-b5c6d7e8f901',
    ver: '2.0',
    scp: 'access_as_user',
    uti: crypto.randomUUID(),
    ...claims,
  })
    .setProtectedHeader({ alg: 'RS256', kid: jwk.kid ?? '', typ: 'JWT' })
    .sign(privateKey);
}
