import { randomBytes, randomInt } from 'node:crypto';
import type { Persona } from './personas.ts';
import { SignInError } from './sign-in-error.ts';

/** A sign-in that a user has to finish on another device. */
export interface DeviceSignIn {
  clientId: string;
  deviceCode: string;
  userCode: string;
  scopes: readonly string[];
  /** Milliseconds. */
  expiresAt: number;
  /** Milliseconds of the last poll. */
  polledAt: number | null;
  approvedBy: Persona | null;
}

// Neither vowels nor look-alikes, as in the real codes.
const LETTERS = 'BCDFGHJKLMNPQRSTVWXZ23456789';
// A client that waits out the interval may still arrive a little early.
const TOLERANCE = 0.9;

/** Device codes in progress; times are in milliseconds of the clock given. */
export class DeviceCodes {
  readonly lifetimeSeconds: number;
  readonly intervalSeconds: number;
  readonly #now: () => number;
  readonly #open = new Map<string, DeviceSignIn>();

  constructor(now: () => number, lifetimeSeconds: number, intervalSeconds: number) {
    this.#now = now;
    this.lifetimeSeconds = lifetimeSeconds;
    this.intervalSeconds = intervalSeconds;
  }

  open(clientId: string, scopes: readonly string[]): DeviceSignIn {
    const now = this.#now();
    // A lapsed code is still told apart from an unknown one for as long again.
    for (const [code, { expiresAt }] of this.#open) {
      if (expiresAt + this.lifetimeSeconds * 1000 < now) this.#open.delete(code);
    }
    const signIn: DeviceSignIn = {
      clientId,
      deviceCode: randomBytes(48).toString('base64url'),
      userCode: Array.from({ length: 9 }, () => LETTERS[randomInt(LETTERS.length)]).join(''),
      scopes,
      expiresAt: now + this.lifetimeSeconds * 1000,
      polledAt: null,
      approvedBy: null,
    };
    this.#open.set(signIn.deviceCode, signIn);
    return signIn;
  }

  /** Finishes a sign-in as a user; throws a RangeError for a code that is not open. */
  approve(userCode: string, as: Persona): void {
    const signIn = [...this.#open.values()].find((each) => each.userCode === userCode);
    if (!signIn || signIn.expiresAt <= this.#now()) throw new RangeError(`No sign-in waits for the code ${userCode}`);
    if (as === 'app') throw new RangeError('An application cannot sign in on a device');
    signIn.approvedBy = as;
  }

  /** Redeems a code once it is approved; before that, and afterwards, 400 says why not. */
  redeem(deviceCode: string, clientId: string): { as: Persona; scopes: readonly string[] } {
    const signIn = this.#open.get(deviceCode);
    if (signIn?.clientId !== clientId) {
      throw refusal('bad_verification_code', 70018, 'Invalid verification code.');
    }
    const now = this.#now();
    if (signIn.expiresAt <= now) {
      throw refusal(
        'expired_token',
        70020,
        "The provided value for the input parameter 'device_code' is not valid. This device code has expired.",
      );
    }
    const early = signIn.polledAt !== null && now - signIn.polledAt < this.intervalSeconds * 1000 * TOLERANCE;
    signIn.polledAt = now;
    // RFC 8628 section 3.5.
    if (early) throw refusal('slow_down', 70016, 'OAuth 2.0 device flow error. Polling is too frequent. Slow down.');
    if (signIn.approvedBy === null) {
      throw refusal(
        'authorization_pending',
        70016,
        'OAuth 2.0 device flow error. Authorization is pending. Continue polling.',
      );
    }
    this.#open.delete(deviceCode);
    return { as: signIn.approvedBy, scopes: signIn.scopes };
  }
}

function refusal(error: string, code: number, message: string): SignInError {
  return new SignInError(400, error, code, message);
}
