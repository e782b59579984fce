import { ApolloSandbox } from '@apollo/sandbox';
import { useSession } from '../session/session.ts';

const ENDPOINT = new URL('/graphql', location.href).href;
const FRAME = 'https://sandbox.embed.apollographql.com';
const MAX_SILENCE_MS = 10_000;

/** Sends what Apollo's frame asks for, to the gateway and nowhere else. The token is added here: the frame has none. */
async function handleRequest(_: string, options: RequestInit): Promise<Response> {
  const token = await useSession.getState().credential.token();
  const headers = new Headers(options.headers);
  if (token !== null && !headers.has('authorization')) headers.set('authorization', `Bearer ${token}`);
  return fetch(ENDPOINT, { ...options, headers });
}

/** Calls back when Apollo's frame has not spoken within seconds, and when it has; returns what ends that. */
export function watchFrame(tell: (isSilent: boolean) => void): () => void {
  const timer = setTimeout(() => tell(true), MAX_SILENCE_MS);
  const hear = ({ origin }: MessageEvent): void => {
    if (origin !== FRAME) return;
    stop();
    tell(false);
  };
  const stop = (): void => {
    clearTimeout(timer);
    window.removeEventListener('message', hear);
  };
  window.addEventListener('message', hear);
  return stop;
}

/** Puts Apollo Sandbox into an element; returns what takes it out again. */
export function embedSandbox(target: HTMLElement, document: string | undefined): () => void {
  const sandbox = new ApolloSandbox({
    target,
    initialEndpoint: ENDPOINT,
    endpointIsEditable: false,
    // The policy of the page lets it write no styles.
    allowDynamicStyles: false,
    runTelemetry: false,
    initialState: document === undefined ? {} : { document },
    handleRequest,
  });
  sandbox.embeddedSandboxIFrameElement.title = 'Apollo Sandbox';
  return () => sandbox.dispose();
}
