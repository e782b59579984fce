import type { Persona, Sandbox } from '../../src/sandbox/sandbox.ts';

export interface Received {
  status: number;
  headers: Headers;
  text: string;
  /** The body as JSON; an empty object when it is none. */
  json: Record<string, unknown>;
}

export type Ask = (
  path: string,
  init?: { method?: string; body?: unknown; token?: string | null },
) => Promise<Received>;

/** Makes a function that calls the sandbox as a persona. */
export async function caller(sandbox: Sandbox, as: Persona): Promise<Ask> {
  const own = await sandbox.mintToken(as);
  return async (path, { method = 'GET', body, token = own } = {}) => {
    const form = body instanceof FormData ? body : null;
    const response = await fetch(sandbox.url + path, {
      method,
      headers: {
        ...(token !== null && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && form === null && { 'content-type': 'application/json' }),
      },
      body: form ?? (body === undefined ? null : JSON.stringify(body)),
    });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    return {
      status: response.status,
      headers: response.headers,
      text,
      json: isJson ? (JSON.parse(text) as Record<string, unknown>) : {},
    };
  };
}

/** The rows of a list answer. */
export function rowsOf({ json }: Received): Record<string, unknown>[] {
  return json['value'] as Record<string, unknown>[];
}

/** The `error` member of a refusal. */
export function errorOf({ json }: Received): { code: string; message: string; target: string } {
  return json['error'] as { code: string; message: string; target: string };
}
