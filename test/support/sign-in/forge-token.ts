import { createHmac, generateKeyPairSync, KeyObject, sign, constants, type webcrypto } from 'node:crypto';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { signingKeys } from '../../../src/sandbox/sign-in/keys/signing-keys.ts';

type Members = Record<string, unknown>;
type Signer = (input: Buffer) => Buffer;

export function part(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

/** A token of any header and claims, signed in any way. */
export function jwt(header: Members, claims: unknown, signer: Signer): string {
  const input = `${part(header)}.${part(claims)}`;
  return `${input}.${signer(Buffer.from(input)).toString('base64url')}`;
}

/** What forgers of the tests have in their hands, the real private key included, since some faults lie elsewhere. */
export interface Workshop {
  /** Of a sound delegated token. */
  header: Members;
  claims: Members;
  /** Of a sound application token. */
  application: Members;
  genuine: { key: KeyObject; publicPem: string; publicJwk: Members };
  stranger: { key: KeyObject; publicJwk: Members };
}

export async function openWorkshop(user: string, application: string): Promise<Workshop> {
  const { privateKey, publicKey, publicJwk } = await signingKeys();
  const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const toKey = (key: unknown): KeyObject => KeyObject.from(key as webcrypto.CryptoKey);
  return {
    header: { ...decodeProtectedHeader(user) },
    claims: decodeJwt(user),
    application: decodeJwt(application),
    genuine: {
      key: toKey(privateKey),
      publicPem: toKey(publicKey).export({ type: 'spki', format: 'pem' }).toString(),
      publicJwk: { ...publicJwk },
    },
    stranger: { key: stranger.privateKey, publicJwk: { ...stranger.publicKey.export({ format: 'jwk' }) } },
  };
}

export const rsa =
  (key: KeyObject, hash = 'sha256'): Signer =>
  (input) =>
    sign(hash, input, key);

export const pss =
  (key: KeyObject): Signer =>
  (input) =>
    sign('sha256', input, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 });

export const hmac =
  (secret: string): Signer =>
  (input) =>
    createHmac('sha256', secret).update(input).digest();

export const unsigned: Signer = () => Buffer.alloc(0);

/** The members without some of them. */
export function without(members: Members, ...names: string[]): Members {
  return Object.fromEntries(Object.entries(members).filter(([name]) => !names.includes(name)));
}
