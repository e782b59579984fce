import { notify } from '../browser/notice.ts';
import { settings } from '../browser/settings.ts';
import { BrowserCredential } from './browser-credential.ts';
import type { MsalClient } from './msal-client.ts';
import { beSignedIn, beSignedOut, lookAtViewer, useSession } from './session.ts';
import { failureOf } from './sign-in-fault.ts';

let client: Promise<MsalClient> | null = null;

function loadClient(): Promise<MsalClient> {
  const { signIn } = settings;
  if (signIn === null) throw new Error('The gateway does not say how people sign in here.');
  const loading = client ?? import('./msal-client.ts').then(({ MsalClient }) => MsalClient.create(signIn));
  client = loading;
  loading.catch(() => (client = null));
  return loading;
}

/** Goes to the sign-in service, or says why not. */
export async function signInWithBrowser(): Promise<void> {
  useSession.setState({ isSigningIn: true, fault: null });
  try {
    await (await loadClient()).leave();
  } catch (fault) {
    beSignedOut(failureOf(fault));
  }
}

async function finishSignIn(fragment: string): Promise<void> {
  useSession.setState({ isSigningIn: true });
  try {
    const loaded = await loadClient();
    const answer = await loaded.answer(fragment);
    if (answer === null) {
      beSignedOut('This page had not asked for the sign-in that just came in: sign in again.');
      return;
    }
    beSignedIn(new BrowserCredential(loaded, answer, beSignedOut), answer.account.username);
    notify(`Signed in as ${answer.account.username}.`);
  } catch (fault) {
    beSignedOut(failureOf(fault));
  }
}

/** Forgets the tokens, and ends the session at the sign-in service too. */
export async function signOutWithBrowser(): Promise<void> {
  const { credential } = useSession.getState();
  if (!(credential instanceof BrowserCredential)) return;
  beSignedOut(null);
  try {
    await (await loadClient()).leaveForGood(credential.account);
  } catch (fault) {
    notify(`You are signed out here, and may still be at the sign-in service: ${failureOf(fault)}`);
  }
}

/**
 * Begins as who is signed in, or who comes back from signing in. What the sign-in service sent is taken out of the
 * address first, so that it is neither kept there nor taken for a link to an operation.
 */
export function startSession(): void {
  const { hash, search, pathname } = location;
  const fields = new URLSearchParams(hash.slice(1));
  const isAnswer = fields.has('state') && (fields.has('code') || fields.has('error'));
  if (settings.signIn === null || !isAnswer) {
    if (settings.signIn !== null && new URLSearchParams(search).has('state')) {
      history.replaceState(null, '', `${pathname}${hash}`);
      notify('Signed out.');
    }
    void lookAtViewer();
    return;
  }
  history.replaceState(null, '', pathname);
  void finishSignIn(hash);
}
