import fastify, { type FastifyInstance } from 'fastify';
import { decodeJwt } from 'jose';
import { startEmbedded } from '../../src/sandbox/embedded.ts';

interface Persona {
  name: string;
  description: string;
  permissions: string[];
}

let tenant: Awaited<ReturnType<typeof startEmbedded>>;
let app: FastifyInstance;
let url: string;
let personas: Persona[];
beforeAll(async () => {
  tenant = await startEmbedded('defender');
  app = fastify();
  tenant.routes(app);
  url = await app.listen({ host: '127.0.0.1', port: 0 });
  personas = (await (await fetch(`${url}/sandbox/personas`)).json()) as Persona[];
});
afterAll(async () => {
  await app.close();
  await tenant.close();
});

/** What a token of a persona permits at one of the APIs. */
async function permitted(as: string, audience: string): Promise<string[]> {
  const headers = { accept: 'text/plain' };
  const answer = await fetch(`${url}/sandbox/token`, {
    method: 'POST',
    headers,
    body: new URLSearchParams({ as, audience }),
  });
  const { scp, roles = [] } = decodeJwt<{ scp?: string; roles?: string[] }>(await answer.text());
  return scp?.split(' ') ?? roles;
}

test('the personas are those who get a token, each with what its tokens permit', async () => {
  expect(personas.map(({ name }) => name)).toEqual(['reader', 'responder', 'hunter', 'admin', 'app']);
  for (const { name, description, permissions } of personas) {
    const all = await Promise.all(['defender', 'xdr', 'graph'].map((audience) => permitted(name, audience)));
    expect(permissions).toEqual([...new Set(all.flat())].sort());
    expect(description).toMatch(/^An? (person|application)\b/);
  }
});

test('who has a permission is told by them', () => {
  const holders = (permission: string) =>
    personas.filter(({ permissions }) => permissions.includes(permission)).map(({ name }) => name);
  expect(holders('Machine.Isolate')).toEqual(['responder', 'admin', 'app']);
});
