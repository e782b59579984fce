import type { AccountInfo } from '@azure/msal-browser';
import type { Credential } from './credential.ts';
import type { MsalClient } from './msal-client.ts';
import { saidBy } from './sign-in-fault.ts';

/** What is known of a person who has just signed in. */
export interface SignedIn {
  account: AccountInfo;
  accessToken: string;
  expiresOn: Date | null;
}

/** A person who signed in with the browser. MSAL has the tokens, in memory, and renews them before they end. */
export class BrowserCredential implements Credential {
  readonly account: AccountInfo;
  readonly #client: MsalClient;
  readonly #onEnd: (reason: string) => void;
  #last: Pick<SignedIn, 'accessToken' | 'expiresOn'>;

  /** `onEnd` is told why the person has to sign in again. */
  constructor(client: MsalClient, signedIn: SignedIn, onEnd: (reason: string) => void) {
    this.account = signedIn.account;
    this.#client = client;
    this.#last = signedIn;
    this.#onEnd = onEnd;
  }

  /** Throws where the token has ended and cannot be renewed. */
  async token(): Promise<string> {
    try {
      this.#last = await this.#client.renewed(this.account);
    } catch (fault) {
      if (this.#client.needsPerson(fault)) {
        const reason = `Your sign-in has ended: sign in again. What you typed is kept. (${saidBy(fault)})`;
        this.#onEnd(reason);
        throw new Error(reason, { cause: fault });
      }
      // The sign-in service cannot be reached for now: the token is good for some minutes more.
      if ((this.#last.expiresOn?.getTime() ?? 0) > Date.now()) return this.#last.accessToken;
      throw new Error(`Your token has ended and cannot be renewed for now: ${saidBy(fault)}`, { cause: fault });
    }
    return this.#last.accessToken;
  }
}
