import type { Answer } from './gateway.ts';

export interface Sent {
  token: string;
  query: string;
  variables?: Record<string, unknown>;
  /** Header `x-tenant-id`. */
  tenant?: string;
  /** Header `cache-control`. */
  cacheControl?: string;
  /** Ends the wait for the answer. */
  signal?: AbortSignal;
}

/** Sends a document to a gateway with a token and, where one is named, for another tenant. Rejects when `signal` fires. */
export async function postGraphql<T>(url: string, sent: Sent): Promise<Answer<T>> {
  const { token, query, variables = {}, tenant, cacheControl, signal } = sent;
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${token}`,
      ...(tenant !== undefined && { 'x-tenant-id': tenant }),
      ...(cacheControl !== undefined && { 'cache-control': cacheControl }),
    },
    body: JSON.stringify({ query, variables }),
    signal,
  });
  const body = (await response.json()) as Answer<T>;
  return { ...body, status: response.status, headers: response.headers };
}
