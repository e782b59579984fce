import {
  BrowserCacheLocation,
  CacheLookupPolicy,
  createStandardPublicClientApplication,
  InteractionRequiredAuthError,
  ServerError,
  type AccountInfo,
  type AuthenticationResult,
  type IPublicClientApplication,
} from '@azure/msal-browser';
import type { ExplorerSignIn } from '../../explorer-settings.ts';

/** This page, as it is registered. */
const PAGE = `${location.origin}/`;

type Memory = (typeof BrowserCacheLocation)['MemoryStorage' | 'SessionStorage'];

function configured({ clientId, authority }: ExplorerSignIn, cacheLocation: Memory): Promise<IPublicClientApplication> {
  return createStandardPublicClientApplication({
    auth: {
      clientId,
      authority,
      // Its metadata are asked for there, and no other host whether it is one of Microsoft's.
      knownAuthorities: [new URL(authority).host],
      redirectUri: PAGE,
      postLogoutRedirectUri: PAGE,
    },
    cache: { cacheLocation },
  });
}

/**
 * MSAL for this page, which is loaded for a sign-in and its answer, and not before. Tokens are in its
 * memory and nowhere else. With such a memory it refuses to leave the page, as the tokens would be lost: so another one
 * leaves, that has none. What either needs to know a request again is in the session storage until the answer is there.
 */
export class MsalClient {
  readonly #signIn: ExplorerSignIn;
  readonly #msal: IPublicClientApplication;

  private constructor(signIn: ExplorerSignIn, msal: IPublicClientApplication) {
    this.#signIn = signIn;
    this.#msal = msal;
  }

  static async create(signIn: ExplorerSignIn): Promise<MsalClient> {
    return new MsalClient(signIn, await configured(signIn, BrowserCacheLocation.MemoryStorage));
  }

  /** Leaves this page for the sign-in service's. */
  async leave(): Promise<void> {
    const leaving = await this.#leaving();
    await leaving.loginRedirect({ scopes: this.#signIn.scopes, prompt: 'select_account' });
  }

  /** What the sign-in service says in the fragment that it sent back; null where this page has asked for nothing. */
  answer(fragment: string): Promise<AuthenticationResult | null> {
    return this.#msal.handleRedirectPromise({ hash: fragment, navigateToLoginRequestUrl: false });
  }

  /** A token that is good for five minutes more, renewed by the refresh token where it has to be. */
  renewed(account: AccountInfo): Promise<AuthenticationResult> {
    return this.#msal.acquireTokenSilent({
      scopes: this.#signIn.scopes,
      account,
      // Beyond that there is a frame with the sign-in service in it, which the policy of this page does not allow.
      cacheLookupPolicy: CacheLookupPolicy.AccessTokenAndRefreshToken,
    });
  }

  /** Leaves this page to end the session at the sign-in service, which leads back. */
  async leaveForGood(account: AccountInfo): Promise<void> {
    const leaving = await this.#leaving();
    await leaving.logoutRedirect({ account });
  }

  async #leaving(): Promise<IPublicClientApplication> {
    const leaving = await configured(this.#signIn, BrowserCacheLocation.SessionStorage);
    // Forgets a sign-in or sign-out that was left halfway, which MSAL would take for one that is going on.
    await leaving.handleRedirectPromise({ navigateToLoginRequestUrl: false });
    return leaving;
  }

  /** Whether only a person can go on, by signing in again; else it is a passing fault. */
  needsPerson(fault: unknown): boolean {
    if (fault instanceof InteractionRequiredAuthError) return true;
    return fault instanceof ServerError && fault.errorCode === 'invalid_grant';
  }
}
