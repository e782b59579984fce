import type { AuthSettings } from './create-auth.ts';

/** What a page has to know to sign a person in (authorization code with PKCE), as MSAL takes it; none of it is secret. */
export interface BrowserSignIn {
  /** The page's own registration, a single-page application. */
  clientId: string;
  /** Sign-in host and tenant; `organizations` where people of several tenants are served. */
  authority: string;
  /** Of the one API that the token is for: the gateway, or Defender where tokens are passed through. */
  scopes: string[];
}

type People = Pick<AuthSettings, 'modes' | 'authority' | 'audiences' | 'tenantIds' | 'registration'>;

/** How people sign in to a page of the gateway's; null where none but applications are let in. */
export function browserSignIn(clientId: string, settings: People): BrowserSignIn | null {
  const { modes, authority, audiences, tenantIds, registration } = settings;
  const [tenant = 'organizations', ...others] = tenantIds ?? [];
  const signIn = { clientId, authority: `${authority}/${others.length === 0 ? tenant : 'organizations'}` };
  // The gateway exchanges its own token for each API that it calls; Defender's is good at Defender alone.
  if (modes.has('on-behalf-of') && registration !== null) {
    return { ...signIn, scopes: [`${registration.audience}/${registration.scope}`] };
  }
  return modes.has('passthrough') ? { ...signIn, scopes: [`${audiences[0]}/.default`] } : null;
}
