import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { CryptoKey, JWK } from 'jose';

/** A pair that signs tokens, with its public half as a web key. */
export interface SigningKeys {
  kid: string;
  privateKey: CryptoKey;
  publicKey: CryptoKey;
  publicJwk: JWK;
}

// One ring for the whole process: the sign-in server signs with it, the API verifies with it. The last one signs.
const ring: Promise<SigningKeys>[] = [];

/** The keys that sign now, made at the first call. */
export function signingKeys(): Promise<SigningKeys> {
  return ring.at(-1) ?? rotateSigningKeys();
}

/** Makes new signing keys under a new `kid`; what the older ones signed can still be verified. */
export function rotateSigningKeys(): Promise<SigningKeys> {
  const made = makeKeys(`sandbox-${ring.length + 1}`);
  ring.push(made);
  return made;
}

/** The keys of this `kid`, retired ones included; undefined for a foreign one. */
export async function findSigningKeys(kid: string | undefined): Promise<SigningKeys | undefined> {
  return (await Promise.all(ring)).find((keys) => keys.kid === kid);
}

/** Signs claims as an RS256 token; times are the caller's business. */
export async function signToken(claims: Record<string, unknown>): Promise<string> {
  const { kid, privateKey } = await signingKeys();
  return new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid, typ: 'JWT' }).sign(privateKey);
}

async function makeKeys(kid: string): Promise<SigningKeys> {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
  return { kid, privateKey, publicKey, publicJwk: { ...(await exportJWK(publicKey)), kid, alg: 'RS256', use: 'sig' } };
}
