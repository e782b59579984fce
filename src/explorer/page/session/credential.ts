/**
 * Where the token of a request comes from; null for none. None keeps a token anywhere but in memory.
 */
export interface Credential {
  token(): Promise<string | null>;
}

/** What is left of a token's life when it is replaced. */
const MARGIN_MS = 60_000;

/** Someone of the sandbox, whose tokens it gives out. */
export class PersonaCredential implements Credential {
  readonly #as: string;
  #kept: { token: string; until: number } | null = null;

  constructor(as: string) {
    this.#as = as;
  }

  /** Throws an error that tells the status where the sandbox gives no token. */
  async token(): Promise<string> {
    if (this.#kept !== null && this.#kept.until > Date.now()) return this.#kept.token;
    const response = await fetch('/sandbox/token', { method: 'POST', body: new URLSearchParams({ as: this.#as }) });
    if (!response.ok) throw new Error(`The sandbox gives no token for ${this.#as}: status ${response.status}.`);
    const answer = (await response.json()) as { access_token: string; expires_in: number };
    this.#kept = { token: answer.access_token, until: Date.now() + answer.expires_in * 1000 - MARGIN_MS };
    return this.#kept.token;
  }
}

/** A token that was pasted. */
export class PastedToken implements Credential {
  readonly #token: string;

  constructor(token: string) {
    this.#token = token.trim().replace(/^Bearer\s+/i, '');
  }

  token(): Promise<string | null> {
    return Promise.resolve(this.#token === '' ? null : this.#token);
  }
}
