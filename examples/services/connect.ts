import { createClient } from 'defender-graphql/client';

const gateway = process.env['GATEWAY_URL'] ?? 'http://127.0.0.1:4000';

/**
 * A token of the sandbox. A service in a real tenant asks Microsoft Entra ID for one instead, by MSAL, which keeps it until
 * it expires.
 */
async function sandboxToken(): Promise<string> {
  const answer = await fetch(`${gateway}/sandbox/token`, {
    method: 'POST',
    headers: { accept: 'text/plain' },
    body: new URLSearchParams({ as: 'responder' }),
  });
  if (!answer.ok) throw new Error(`There is no token: ${answer.status}`);
  return answer.text();
}

export const client = createClient({ url: `${gateway}/graphql`, token: sandboxToken });
