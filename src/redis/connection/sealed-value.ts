import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

const CIPHER = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Encrypts what is kept in Redis, with AES-256-GCM and a key derived from one secret (RFC 5869). */
export class ValueSealer {
  readonly #key: Buffer;
  readonly #nameKey: Buffer;

  constructor(secret: string) {
    const derived = (purpose: string): Buffer => Buffer.from(hkdfSync('sha256', secret, '', purpose, 32));
    this.#key = derived('defender-graphql shared state 1');
    this.#nameKey = derived('defender-graphql shared names 1');
  }

  /** What stands for a name in the names of keys, so that they tell nothing of callers and what they ask. */
  hide(name: string): string {
    return createHmac('sha256', this.#nameKey).update(name).digest('base64url');
  }

  /** The encrypted value, which opens under the same name alone. */
  seal(name: string, value: Uint8Array): Buffer {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv(CIPHER, this.#key, iv).setAAD(Buffer.from(name));
    const body = Buffer.concat([cipher.update(value), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), body]);
  }

  /** The value; null for one that was sealed with another secret or under another name, or was changed. */
  open(name: string, sealed: Uint8Array): Buffer | null {
    if (sealed.length < IV_BYTES + TAG_BYTES) return null;
    const decipher = createDecipheriv(CIPHER, this.#key, sealed.subarray(0, IV_BYTES)).setAAD(Buffer.from(name));
    decipher.setAuthTag(sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
    try {
      return Buffer.concat([decipher.update(sealed.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
    } catch {
      return null;
    }
  }
}
