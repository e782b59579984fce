import { useSession } from '../session/session.ts';

/** As Apollo's script defines it: https://www.apollographql.com/docs/graphos/platform/sandbox#embedding-sandbox */
interface EmbeddedSandboxOptions {
  target: string;
  initialEndpoint: string;
  endpointIsEditable: boolean;
  allowDynamicStyles: boolean;
  runTelemetry: boolean;
  initialState: { document?: string };
  handleRequest(url: string, options: RequestInit): Promise<Response>;
}

declare global {
  interface Window {
    /** Undefined where Apollo's script could not be loaded. */
    EmbeddedSandbox?: new (options: EmbeddedSandboxOptions) => unknown;
  }
}

const ENDPOINT = new URL('/graphql', location.href).href;

/** Sends what Apollo's frame asks for, to the gateway and nowhere else. The token is added here: the frame has none. */
async function handleRequest(_: string, options: RequestInit): Promise<Response> {
  const token = await useSession.getState().credential.token();
  const headers = new Headers(options.headers);
  if (token !== null && !headers.has('authorization')) headers.set('authorization', `Bearer ${token}`);
  return fetch(ENDPOINT, { ...options, headers });
}

/** Whether Apollo's script is there; it runs before the page's. */
export const isSandboxLoaded = (): boolean => window.EmbeddedSandbox !== undefined;

/** Puts Apollo Sandbox into an element; does nothing where its script is not there. */
export function embedSandbox(target: string, document: string | undefined): void {
  if (window.EmbeddedSandbox === undefined) return;
  new window.EmbeddedSandbox({
    target,
    initialEndpoint: ENDPOINT,
    endpointIsEditable: false,
    // The policy of the page lets it write no styles.
    allowDynamicStyles: false,
    runTelemetry: false,
    initialState: document === undefined ? {} : { document },
    handleRequest,
  });
}
