import type { GraphQLObjectType } from 'graphql';
import type { RecordedRequest } from '../../src/sandbox/sandbox.ts';
import { createSchema } from '../../src/schema.ts';
import {
  changeCases,
  documentOf,
  globalIdOf,
  type ChangeCase,
  type Input,
} from '../support/mutations/mutation-cases.ts';
import type { ApiCall, Reply } from '../support/fakes/fake-api.ts';
import { startFakeGateway } from '../support/gateway/fake-gateway.ts';
import { startSandboxGateway, type SandboxGateway } from '../support/gateway/gateway.ts';
import { startSignInGateway } from '../support/sign-in/sign-in-gateway.ts';

const cases = await changeCases();
const table = [...cases];
const mutations = Object.keys(((await createSchema()).getMutationType() as GraphQLObjectType).getFields());

let gateway: SandboxGateway;
beforeAll(async () => {
  gateway = await startSandboxGateway({ machines: 60, alerts: 200, quirks: { limits: false } });
});
afterAll(() => gateway.close());

const isChange = ({ method, operation }: RecordedRequest): boolean =>
  method !== 'GET' && operation !== 'runAdvancedQuery';

/** What runs a change: the requests that arrived meanwhile come with its answer. */
async function send(mutation: string, { select, api }: ChangeCase, input: Input, as: ChangeCase['as']) {
  const { sandbox } = gateway;
  const before = gateway.sandbox.requests.length;
  const written = gateway.audit.length;
  const variables = { input: { ...input, clientMutationId: 'ours' } };
  const token = await (api === 'xdr' ? sandbox.mintXdrToken(as) : sandbox.mintToken(as));
  const answer = await gateway.send<Record<string, object>>(token, documentOf(mutation, select), variables);
  return { ...answer, arrived: gateway.sandbox.requests.slice(before), audit: gateway.audit.slice(written) };
}

/** The input with other ids where it names objects. */
function renamed({ names }: ChangeCase, input: Input, tenantId: string, type = names?.type ?? ''): Input {
  if (names === null) return input;
  const named = (key: unknown): string => globalIdOf(type, tenantId, String(key));
  const keys = input[names.field];
  return { ...input, [names.field]: Array.isArray(keys) ? keys.map(named) : named(keys) };
}

test('every mutation of the schema has a case, and every case a mutation', () => {
  expect([...cases.keys()].sort()).toEqual([...mutations].sort());
});

describe.each(table)('%s', (mutation, each) => {
  const ways = each.names === null ? ['its own words'] : ['the vendor’s own ids', 'global ids'];
  test.each(ways)('with %s arrives once, letter for letter, and is done', async (how) => {
    const input = await each.input(gateway.sandbox);
    const sent = how === 'global ids' ? renamed(each, input, gateway.sandbox.tenantId) : input;
    const { data, errors, arrived, audit } = await send(mutation, each, sent, each.as);
    expect(errors).toBeUndefined();
    expect(data?.[mutation]).toMatchObject({ clientMutationId: 'ours', ...each.shows(input, gateway.sandbox) });
    const changes = arrived.filter(isChange).map(({ method, path, body }) => ({ method, path, body }));
    expect(changes).toEqual([each.arrives(input, gateway.sandbox)]);
    each.state(input, gateway.sandbox);
    expect(audit.map(({ phase, action }) => [phase, action])).toEqual([
      ['attempt', mutation],
      ['sending', mutation],
      ['outcome', mutation],
    ]);
  });

  test('is FORBIDDEN to a caller without the permission, who is told which, and nothing changes', async () => {
    const { errors, arrived } = await send(mutation, each, await each.input(gateway.sandbox), each.without);
    expect(errors).toMatchObject([
      { extensions: { code: 'FORBIDDEN', permission: expect.stringMatching(/\w+\.\w+/) as unknown } },
    ]);
    expect(arrived.filter(isChange)).toEqual([]);
  });

  test.each(each.bad)('refuses %s before any call', async (_, change, message) => {
    const input = await each.input(gateway.sandbox);
    const { errors, arrived } = await send(mutation, each, { ...input, ...change }, each.as);
    expect(errors).toMatchObject([
      { message: expect.stringMatching(message) as unknown, extensions: { code: 'BAD_USER_INPUT' } },
    ]);
    expect(arrived).toEqual([]);
  });
});

describe.each(table.filter(([, { names }]) => names !== null))('an id given to %s', (mutation, each) => {
  test.each([
    ['of another tenant', '9d2f6c1e-5b7a-4c38-8e0d-3a1b2c4d5e6f', undefined, 'FORBIDDEN', 'another tenant'],
    ['of another type', undefined, 'Software', 'BAD_USER_INPUT', 'that of a Software'],
  ])('that is %s is refused without a call, and its field is named', async (_, tenantId, type, code, says) => {
    const input = await each.input(gateway.sandbox);
    const foreign = renamed(each, input, tenantId ?? gateway.sandbox.tenantId, type);
    const { errors, arrived } = await send(mutation, each, foreign, each.as);
    expect(errors).toMatchObject([{ extensions: { code } }]);
    expect(errors?.[0]?.message).toMatch(new RegExp(`^input\\.${each.names?.field}.*${says}`));
    expect(arrived).toEqual([]);
  });
});

describe('an answer of the vendor', () => {
  const replies: Record<string, Reply> = {};
  let fake: Awaited<ReturnType<typeof startFakeGateway>>;
  beforeAll(async () => {
    fake = await startFakeGateway(replies);
  });
  afterAll(() => fake.close());

  const faults = table.flatMap(([mutation, each]) => each.faults.map((fault) => [mutation, ...fault, each] as const));
  test.each(faults)('to %s of %i %s becomes %s, and the change is sent once', async (mutation, ...rest) => {
    const [status, vendorCode, code, each] = rest;
    const input = await each.input(gateway.sandbox);
    const { method, path } = each.arrives(input, gateway.sandbox);
    for (const name of Object.keys(replies)) delete replies[name];
    const error = { code: vendorCode, message: 'Secret words', target: 'c0ffee00-1111-2222-3333-444455556666' };
    const reads = typeof each.reads === 'function' ? each.reads(input, gateway.sandbox) : each.reads;
    Object.assign(replies, reads, {
      [`${method} ${decodeURIComponent(path)}`]: ((_, response) => {
        response.writeHead(status, { 'content-type': 'application/json', 'retry-after': '7' });
        response.end(JSON.stringify({ error }));
      }) satisfies Reply,
    });
    const before = fake.api.calls.length;
    const { errors } = await fake.attempt(documentOf(mutation, each.select), { input });
    expect(errors).toMatchObject([{ extensions: { code, correlationId: error.target } }]);
    // What would mend a 400 is for the caller to read; the rest stays here.
    const told = status === 400 ? error.message : undefined;
    expect(errors?.[0]?.extensions.vendorMessage).toBe(told);
    if (told === undefined) expect(errors?.[0]?.message).not.toContain(error.message);
    else expect(errors?.[0]?.message).toMatch(new RegExp(` says: ${told}$`));
    const changes = fake.api.calls.slice(before).filter((call: ApiCall) => call.method !== 'GET');
    expect(changes).toHaveLength(1);
    expect(fake.api.unexpected).toEqual([]);
  });
});

test('of the gateway’s app roles, a change takes its own: with all others it is FORBIDDEN, with it alone it is not', async () => {
  const roles = ['Defender.Read', 'Defender.Hunt', 'Defender.Respond', 'Defender.Configure'] as const;
  const served = await startSignInGateway({ sandbox: { machines: 60, alerts: 200 } });
  try {
    for (const [mutation, each] of table) {
      const input = await each.input(served.sandbox);
      const document = documentOf(mutation, each.select);
      const others = roles.filter((role) => role !== each.role);
      const without = await served.signIn.mintGatewayToken('app', { roles: others });
      const { errors } = await served.send(without, document, { input });
      expect([mutation, errors?.[0]?.extensions]).toEqual([
        mutation,
        { code: 'FORBIDDEN', permission: `${each.role} (app role of the gateway)` },
      ]);
    }
    expect(served.sandbox.requests.filter(isChange)).toEqual([]);
    for (const [mutation, each] of table) {
      const input = await each.input(served.sandbox);
      const own = await served.signIn.mintGatewayToken('app', { roles: [each.role] });
      const { errors } = await served.send(own, documentOf(mutation, 'clientMutationId'), { input });
      expect([mutation, errors]).toEqual([mutation, undefined]);
    }
  } finally {
    await served.close();
  }
});
