/**
 * Packages as front-ends have them while they are made: they warn.
 *
 * @jest-environment-options {"customExportConditions": ["node", "node-addons", "development"]}
 */
import type { ApolloClient } from '@apollo/client';
import type { Client } from '@urql/core';
import {
  buildSchema,
  isObjectType,
  Kind,
  OperationTypeNode,
  parse,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
} from 'graphql';
import { readFileSync } from 'node:fs';
import { createClient as createApolloClient } from '../../examples/clients/apollo/client.ts';
import { createClient as createUrqlClient } from '../../examples/clients/urql/client.ts';
import { pageAfter } from '../../examples/clients/urql/machines.ts';
import type { Persona } from '../../src/sandbox/sandbox.ts';
import { OPERATIONS, startOf } from '../support/documents/worked-operations.ts';
import { startSandboxGateway, type SandboxGateway } from '../support/gateway/gateway.ts';

let gateway: SandboxGateway;
const said: string[] = [];
const { warn, error } = console;
beforeAll(async () => {
  gateway = await startSandboxGateway({ quirks: { limits: false } });
  const note = (...words: unknown[]): void => void said.push(words.map(String).join(' '));
  Object.assign(console, { warn: note, error: note });
});
afterAll(async () => {
  Object.assign(console, { warn, error });
  await gateway.close();
});
beforeEach(() => {
  said.length = 0;
});

const isMutation = (document: DocumentNode): boolean =>
  document.definitions.some((node) => 'operation' in node && node.operation === OperationTypeNode.MUTATION);

const schema = buildSchema(readFileSync(new URL('../../schema/schema.graphql', import.meta.url), 'utf8'));

/** The document with the id of every object that has one: by it caches know the object again. */
function withIds(document: DocumentNode): DocumentNode {
  const types = new TypeInfo(schema);
  const id = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: 'id' } } as const;
  const visitor = visitWithTypeInfo(types, {
    SelectionSet: (set) => {
      const type = types.getParentType();
      const hasId = isObjectType(type) && 'id' in type.getFields();
      return hasId ? { ...set, selections: [id, ...set.selections] } : undefined;
    },
  });
  return visit(document, visitor);
}

/** What a client answers to each worked operation, as it comes and then from its cache, by one client for each caller. */
async function runAll<C>(
  create: (as: Persona, token: string) => C,
  run: (client: C, document: DocumentNode, variables: Record<string, unknown>) => Promise<unknown>,
): Promise<void> {
  const clients = new Map<Persona, C>();
  for (const [file, text] of OPERATIONS) {
    // Of the hunts, which take seconds and have rows of one form, one.
    if (file.startsWith('hunt-') && file !== 'hunt-guessed-passwords.graphql') continue;
    const { as, variables } = await startOf(file, gateway);
    const client = clients.get(as) ?? create(as, await gateway.sandbox.mintToken(as));
    clients.set(as, client);
    const document = withIds(parse(text));
    const first = await run(client, document, variables);
    expect([file, first]).toEqual([file, expect.anything()]);
    if (!isMutation(document)) expect([file, await run(client, document, variables)]).toEqual([file, first]);
  }
}

test('Apollo Client keeps every worked operation, and warns of nothing', async () => {
  const run = async (client: ApolloClient, document: DocumentNode, variables: Record<string, unknown>) => {
    if (isMutation(document)) return (await client.mutate({ mutation: document, variables })).data;
    return (await client.query({ query: document, variables })).data;
  };
  await runAll((_, token) => createApolloClient(`${gateway.url}/graphql`, () => Promise.resolve(token)), run);
  expect(said.slice(0, 3)).toEqual([]);
});

test('Apollo Client keeps what two queries have asked of an object without an id', async () => {
  const token = gateway.sandbox.mintToken('reader');
  const client = createApolloClient(`${gateway.url}/graphql`, () => token);
  const id = gateway.sandbox.tenant.machines[0]?.id;
  const ask = (field: string, fetchPolicy: 'cache-only' | 'cache-first' = 'cache-first') => {
    const query = parse(`query ($id: ID!) { machine(id: $id) { id isolation { ${field} } } }`);
    return client.query<{ machine: { isolation: object } }>({ query, variables: { id }, fetchPolicy });
  };
  const { data } = await ask('state');
  await ask('asOf');
  expect((await ask('state', 'cache-only')).data).toEqual(data);
  expect(said).toEqual([]);
});

describe('urql with graphcache', () => {
  test('keeps every worked operation, and warns of nothing', async () => {
    const run = async (client: Client, document: DocumentNode, variables: Record<string, unknown>) => {
      const source = isMutation(document) ? client.mutation(document, variables) : client.query(document, variables);
      const { data, error: failure } = (await source.toPromise()) as { data?: unknown; error?: Error };
      return data ?? failure;
    };
    await runAll((_, token) => createUrqlClient(`${gateway.url}/graphql`, () => token), run);
    expect(said.slice(0, 3)).toEqual([]);
  });

  test('puts the pages of a list together', async () => {
    const token = await gateway.sandbox.mintToken('reader');
    const client = createUrqlClient(`${gateway.url}/graphql`, () => token);
    const first = await pageAfter(client, 5);
    const both = await pageAfter(client, 5, first);
    expect(both?.machines.nodes.map(({ id }) => id)).toHaveLength(10);
    expect(both?.machines.nodes.slice(0, 5)).toEqual(first?.machines.nodes);
    expect(said.slice(0, 3)).toEqual([]);
  });
});
