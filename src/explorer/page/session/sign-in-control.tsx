import { signInWithBrowser, signOutWithBrowser } from './browser-sign-in.ts';
import { useSession } from './session.ts';
import { TokenField } from './token-field.tsx';

/** Signs a person in and out, by the browser; a token that one has already is taken too. */
export function SignInControl() {
  const { account, isSigningIn } = useSession();
  if (account !== null) {
    return (
      <button type="button" title={`Signed in as ${account}`} onClick={() => void signOutWithBrowser()}>
        Sign out
      </button>
    );
  }
  // Elsewhere browsers have no WebCrypto, by which MSAL makes the proof key.
  if (!window.isSecureContext) {
    return (
      <>
        <p>To sign in, open this page by https.</p>
        <TokenField />
      </>
    );
  }
  return (
    <>
      <button type="button" disabled={isSigningIn} onClick={() => void signInWithBrowser()}>
        {isSigningIn ? 'Signing in …' : 'Sign in'}
      </button>
      <TokenField />
    </>
  );
}
