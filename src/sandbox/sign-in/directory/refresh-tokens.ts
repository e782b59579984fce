import { randomBytes } from 'node:crypto';
import type { Identity } from './personas.ts';

/** What a refresh token stands for. */
export interface Refreshable {
  clientId: string;
  tenantId: string;
  user: Identity;
  /** Milliseconds, after which it is no good; null for one that lives on as it is used. */
  endsAt: number | null;
}

const MAX_TOKENS = 10_000;

/** Refresh tokens handed out, at most the last 10,000; a used one stays good, as with Entra ID. */
export class RefreshTokens {
  readonly #known = new Map<string, Refreshable>();

  issue(refreshable: Refreshable): string {
    const token = `1.${randomBytes(32).toString('base64url')}`;
    this.#known.set(token, refreshable);
    const [oldest] = this.#known.keys();
    if (this.#known.size > MAX_TOKENS && oldest !== undefined) this.#known.delete(oldest);
    return token;
  }

  find(token: string): Refreshable | undefined {
    return this.#known.get(token);
  }
}
