import type { Credential } from './credential.ts';

export interface GraphqlRequest {
  query: string;
  variables?: unknown;
  operationName?: string | null;
}

export interface GraphqlError {
  message: string;
  path?: (string | number)[];
  extensions?: Record<string, unknown>;
}

export interface GraphqlAnswer<T = Record<string, unknown>> {
  data?: T | null;
  errors?: GraphqlError[];
  extensions?: Record<string, unknown>;
}

export interface SendOptions {
  /** Win over those that are sent anyway. */
  headers?: Readonly<Record<string, string>>;
  signal?: AbortSignal;
}

/** Sends an operation to the gateway of this page. Throws where it answers with anything but JSON. */
export async function send<T>(
  credential: Credential,
  request: GraphqlRequest,
  { headers = {}, signal }: SendOptions = {},
): Promise<GraphqlAnswer<T>> {
  const token = await credential.token();
  const sent = new Headers({ 'content-type': 'application/json', accept: 'application/graphql-response+json' });
  if (token !== null) sent.set('authorization', `Bearer ${token}`);
  for (const [name, value] of Object.entries(headers)) sent.set(name, value);
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: sent,
    body: JSON.stringify(request),
    signal: signal ?? null,
  });
  const text = await response.text();
  try {
    return JSON.parse(text) as GraphqlAnswer<T>;
  } catch {
    throw new Error(`The gateway answered with status ${response.status} and no JSON.`);
  }
}
