import { createHmac, timingSafeEqual } from 'node:crypto';

/** HMAC keys, the same in every process that serves one address: the first signs, the others are accepted still. */
export type SigningKeys = readonly [string, ...string[]];

/** The first bytes of the HMAC-SHA-256 of these parts, one after the other. */
function macOf(key: string, parts: readonly Uint8Array[], bytes: number): Buffer {
  const hmac = createHmac('sha256', key);
  for (const part of parts) hmac.update(part);
  return hmac.digest().subarray(0, bytes);
}

/** A signature of so many bytes for these parts, one after the other. */
export function sign([key]: SigningKeys, parts: readonly Uint8Array[], bytes: number): Buffer {
  return macOf(key, parts, bytes);
}

/** Whether one of the keys made the signature, in a time that does not depend on how much of it is right. */
export function isSignedBy(keys: SigningKeys, parts: readonly Uint8Array[], signature: Uint8Array): boolean {
  return keys.some((key) => timingSafeEqual(signature, macOf(key, parts, signature.length)));
}
