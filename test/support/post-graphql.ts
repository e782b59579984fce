import type { Answer } from './gateway.ts';

export interface Sent {
  token: string;
  query: string;
  variables?: Record<string, unknown>;
  /** Header `x-tenant-id`. */
  tenant?: string;
}

/** Sends a document to a gateway with a token and, where one is named, for another tenant. */
export async function postGraphql<T>(url: string, { token, query, variables = {}, tenant }: Sent): Promise<Answer<T>> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${token}`,
      ...(tenant !== undefined && { 'x-tenant-id': tenant }),
    },
    body: JSON.stringify({ query, variables }),
  });
  const body = (await response.json()) as Answer<T>;
  return { ...body, status: response.status, headers: response.headers };
}
