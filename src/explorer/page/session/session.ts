import { create } from 'zustand';
import { settings } from '../browser/settings.ts';
import { PastedToken, PersonaCredential, type Credential } from './credential.ts';
import { send } from './send.ts';

/** Who the gateway takes the caller for. */
export interface Viewer {
  kind: string;
  name: string | null;
  tenantId: string;
  mode: string;
  permissions: string[];
}

const VIEWER = '{ viewer { kind name tenantId mode permissions } }';

interface Session {
  /** Whom one plays; null where the tenant is a real one. */
  as: string | null;
  /** Whom one chose to play: an operation that only another may run is an exception. */
  chosen: string | null;
  credential: Credential;
  /** Whether there is anything to call with. */
  isSignedIn: boolean;
  /** Sign-in name of who signed in with the browser; null for anybody else. */
  account: string | null;
  /** Whether a person is on the way to the sign-in service or back. */
  isSigningIn: boolean;
  /** Null until the gateway has said. */
  viewer: Viewer | null;
  /** Why there is no viewer. */
  fault: string | null;
}

const personas = new Map(settings.personas.map(({ as }) => [as, new PersonaCredential(as)]));
const [first] = personas.keys();

/** The credential of a persona of the sandbox. */
export function credentialOf(as: string): Credential {
  return personas.get(as) ?? new PastedToken('');
}

/** Who calls, for all parts of the page. */
export const useSession = create<Session>()(() => ({
  as: first ?? null,
  chosen: first ?? null,
  credential: first === undefined ? new PastedToken('') : credentialOf(first),
  isSignedIn: first !== undefined,
  account: null,
  isSigningIn: false,
  viewer: null,
  fault: null,
}));

/** Asks the gateway who the caller is. */
export async function lookAtViewer(): Promise<void> {
  const { credential } = useSession.getState();
  if (!useSession.getState().isSignedIn) return;
  const told = await send<{ viewer: Viewer }>(credential, { query: VIEWER }).catch((error: Error) => ({
    data: null,
    errors: [{ message: error.message }],
  }));
  // Another one calls by now.
  if (useSession.getState().credential !== credential) return;
  const [fault] = told.errors ?? [];
  const { account } = useSession.getState();
  // A person of a tenant that is not served, for instance: the gateway does not say whom it refuses.
  const whose = account === null ? '' : `${account} is signed in, and the gateway refuses: `;
  useSession.setState({ viewer: told.data?.viewer ?? null, fault: fault === undefined ? null : whose + fault.message });
}

function signIn(credential: Credential, state: Partial<Session>): void {
  if (credential === useSession.getState().credential) return;
  useSession.setState({ ...state, credential, viewer: null, fault: null });
  void lookAtViewer();
}

/** Plays a persona from now on. */
export function choosePersona(as: string): void {
  useSession.setState({ chosen: as });
  signIn(credentialOf(as), { as });
}

/** Plays the only persona that may run what comes next, or else the one that was chosen. */
export function playFor(only: string | null): void {
  const as = only ?? useSession.getState().chosen;
  if (as !== null && personas.has(as)) signIn(credentialOf(as), { as });
}

/** Calls with a token of a real tenant from now on. */
export function pasteToken(token: string): void {
  signIn(new PastedToken(token), { isSignedIn: token.trim() !== '', account: null });
}

/** Calls as a person who signed in with the browser from now on. */
export function beSignedIn(credential: Credential, account: string): void {
  signIn(credential, { isSignedIn: true, isSigningIn: false, account });
}

/** Calls as nobody from now on, and says why if there is something to say. */
export function beSignedOut(reason: string | null): void {
  const credential = new PastedToken('');
  useSession.setState({
    credential,
    isSignedIn: false,
    isSigningIn: false,
    account: null,
    viewer: null,
    fault: reason,
  });
}
