import { createClient } from '../../examples/clients/urql/client.ts';
import { pageAfter } from '../../examples/clients/urql/machines.ts';
import { persistedOperations } from '../../examples/clients/urql/persisted.ts';
import { startPersistedGateway } from '../support/clients/persisted-gateway.ts';
import type { SandboxGateway } from '../support/gateway/gateway.ts';

let gateway: SandboxGateway;
let token: string;
beforeAll(async () => {
  gateway = await startPersistedGateway(['gql/persisted-documents.json']);
  token = await gateway.sandbox.mintToken('reader');
});
afterAll(() => gateway.close());

describe('urql with persisted operations', () => {
  test('sends hashes in the place of documents, by POST, and puts pages together', async () => {
    const client = createClient(`${gateway.url}/graphql`, () => token, [persistedOperations()]);
    const sent: { url: string; method: string | undefined; body: Record<string, unknown> }[] = [];
    const { fetch } = globalThis;
    globalThis.fetch = (url, options) => {
      const body = JSON.parse(options?.body as string) as Record<string, unknown>;
      sent.push({ url: url as string, method: options?.method, body });
      return fetch(url, options);
    };
    try {
      const first = await pageAfter(client, 5);
      const both = await pageAfter(client, 5, first);
      expect(both?.machines.nodes.map(({ id }) => id)).toHaveLength(10);
    } finally {
      globalThis.fetch = fetch;
    }
    const sha256Hash = expect.stringMatching(/^sha256:[0-9a-f]{64}$/) as string;
    const extensions = { persistedQuery: { version: 1, sha256Hash } };
    expect(sent).toMatchObject(Array(2).fill({ url: `${gateway.url}/graphql`, method: 'POST', body: { extensions } }));
    expect(sent.map(({ body }) => body.query)).toEqual([undefined, undefined]);
  });

  test('is refused without them, as is a document that has no hash', async () => {
    const unpersisted = createClient(`${gateway.url}/graphql`, () => token);
    await expect(pageAfter(unpersisted, 5)).rejects.toMatchObject({
      graphQLErrors: [{ extensions: { code: 'FORBIDDEN' } }],
    });
    const client = createClient(`${gateway.url}/graphql`, () => token, [persistedOperations()]);
    expect((await client.query('{ viewer { kind } }', {}).toPromise()).error).toMatchObject({
      graphQLErrors: [{ extensions: { code: 'FORBIDDEN' } }],
    });
  });
});
