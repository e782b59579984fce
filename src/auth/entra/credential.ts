import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { INetworkModule, ManagedIdentityApplication, NodeAuthOptions } from '@azure/msal-node';
import { ReloadedFiles } from '../../secrets/reloaded-files.ts';
import { withoutNewline } from '../../secrets/secret-files.ts';

/** With what the gateway proves to Entra ID that it is itself. */
export type Credential =
  /** Read from `file` for each token where it was given by one. */
  | { kind: 'secret'; secret: string; file?: string }
  | { kind: 'certificate'; file: string }
  | { kind: 'federated-token'; file: string }
  | { kind: 'managed-identity' };

type MsalCredential = Pick<NodeAuthOptions, 'clientSecret' | 'clientCertificate' | 'clientAssertion'>;

/** A credential, and what may be logged of it. */
export interface LoadedCredential {
  /** In MSAL's form. What a file holds is as it is now: it may be replaced while the process runs. */
  msal(): Promise<MsalCredential>;
  /** The file that it is in; null where it is in none, or in one that the platform renews by itself. */
  reloaded: ReloadedFiles<unknown> | null;
  kind: Credential['kind'];
  /** ISO 8601; null where the credential does not tell. */
  expires: string | null;
}

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/;
const PRIVATE_KEY = /-----BEGIN (?:RSA )?PRIVATE KEY-----[\s\S]+?-----END (?:RSA )?PRIVATE KEY-----/;

/** The audience under which Entra ID takes a managed identity's token as a client assertion. */
const TOKEN_EXCHANGE = 'api://AzureADTokenExchange';

interface Certificate {
  msal: MsalCredential;
  expires: string;
}

function parseCertificate(pem: string): Certificate {
  const [certificate, privateKey] = [CERTIFICATE.exec(pem)?.[0], PRIVATE_KEY.exec(pem)?.[0]];
  if (certificate === undefined || privateKey === undefined) {
    throw new Error('must name a PEM file that holds the certificate and its private key, not encrypted');
  }
  const parsed = new X509Certificate(certificate);
  if (!parsed.checkPrivateKey(createPrivateKey(privateKey)))
    throw new Error('holds a private key of another certificate');
  const expires = new Date(parsed.validTo);
  if (expires.getTime() <= Date.now()) throw new Error(`holds a certificate that expired on ${expires.toISOString()}`);
  return {
    expires: expires.toISOString(),
    // With a SHA-256 thumbprint MSAL signs PS256 and sends x5t#S256.
    msal: {
      clientCertificate: { thumbprintSha256: parsed.fingerprint256.replaceAll(':', ''), privateKey, x5c: certificate },
    },
  };
}

function readCertificate(file: string): LoadedCredential {
  const reloaded = new ReloadedFiles({
    name: 'ENTRA_CLIENT_CERTIFICATE',
    files: [file],
    parse: ([pem = '']) => parseCertificate(pem),
  });
  const msal = async (): Promise<MsalCredential> => (await reloaded.refresh()).msal;
  return { kind: 'certificate', expires: reloaded.value.expires, msal, reloaded };
}

function readSecret(secret: string, file: string | undefined): LoadedCredential {
  const loaded = { kind: 'secret', expires: null } as const;
  if (file === undefined) return { ...loaded, msal: () => Promise.resolve({ clientSecret: secret }), reloaded: null };
  const reloaded = new ReloadedFiles({
    name: 'ENTRA_CLIENT_SECRET',
    files: [file],
    parse: ([text = '']) => {
      const clientSecret = withoutNewline(text);
      if (clientSecret === '') throw new Error('the file is empty');
      return { clientSecret };
    },
  });
  return { ...loaded, msal: () => reloaded.refresh(), reloaded };
}

/** Loads a credential; throws an Error whose message says what is wrong with the file, never what it holds. */
export function loadCredential(credential: Credential, http: INetworkModule): LoadedCredential {
  switch (credential.kind) {
    case 'secret':
      return readSecret(credential.secret, credential.file);
    case 'certificate':
      return readCertificate(credential.file);
    case 'federated-token': {
      const { file } = credential;
      // Read for each request: the platform that mounts it renews it (workload identity).
      const clientAssertion = async (): Promise<string> => (await readFile(file, 'utf8')).trim();
      return {
        kind: 'federated-token',
        expires: null,
        msal: () => Promise.resolve({ clientAssertion }),
        reloaded: null,
      };
    }
    case 'managed-identity': {
      // With our HTTP client, since MSAL's own sets no time limit.
      let identity: ManagedIdentityApplication | undefined;
      const clientAssertion = async (): Promise<string> => {
        const msal = await import('@azure/msal-node');
        identity ??= new msal.ManagedIdentityApplication({ system: { networkClient: http } });
        return (await identity.acquireToken({ resource: TOKEN_EXCHANGE })).accessToken;
      };
      return {
        kind: 'managed-identity',
        expires: null,
        msal: () => Promise.resolve({ clientAssertion }),
        reloaded: null,
      };
    }
  }
}
