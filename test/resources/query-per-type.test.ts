import { isObjectType } from 'graphql';
import { upstreamOperations } from '../../src/graphql/schema/upstream-directive.ts';
import { DEFENDER, XDR } from '../../src/sandbox/wire/simulated-apis.ts';
import { createSchema } from '../../src/schema.ts';
import { GIVEN } from '../support/documents/given-arguments.ts';
import { objectsAt, queriesPerType } from '../support/documents/query-per-type.ts';
import { startSandboxGateway, type SandboxGateway } from '../support/gateway/gateway.ts';

/** Rows of each list on the way to a type; a larger one where none of the smaller led to it. */
const SIZES = [2, 4, 30];

const schema = await createSchema();
const [few = [], ...larger] = SIZES.map((size) => queriesPerType(schema, GIVEN, 2, size));

describe('all fields of a type, and of all that it leads to', () => {
  let gateway: SandboxGateway;
  let token: string;
  beforeAll(async () => {
    const sandbox = { machines: 60, alerts: 60, quirks: { limits: false } };
    gateway = await startSandboxGateway(sandbox, { MAX_UPSTREAM_CALLS: '300' });
    const roles = upstreamOperations(schema).flatMap(({ permissions }) => permissions.application);
    // Of both APIs, so that one query may ask both.
    const aud = [DEFENDER.audience, XDR.audience];
    token = await gateway.sandbox.mintToken('app', { roles: [...new Set(roles)], aud });
  });
  afterAll(() => gateway.close());

  test.each(few.map((query, index) => [query.type, query, ...larger.map((queries) => queries[index])] as const))(
    '%s are answered without an error',
    async (_, ...queries) => {
      let objects: object[] = [];
      for (const each of queries) {
        if (each === undefined || objects.length > 0) continue;
        const { data, errors } = await gateway.send<object>(token, each.query);
        expect(errors ?? []).toEqual([]);
        objects = objectsAt(data, each.path);
      }
      expect(objects.length).toBeGreaterThan(0);
    },
  );

  test('are asked of every type but those that only changes answer with', () => {
    const asked = new Set(few.map(({ type }) => type));
    const types = Object.values(schema.getTypeMap()).filter(isObjectType);
    const unasked = types.map(({ name }) => name).filter((name) => !asked.has(name) && !/^__/.test(name));
    expect(unasked.filter((name) => !ANSWERS_OF_CHANGES.test(name))).toEqual([]);
  });
});

/**
 * The root types, payloads, and what a change of many tells of each; and what only ids lead to that no list tells (scan
 * sessions: `authenticated-scans.test.ts` asks for them).
 */
const ANSWERS_OF_CHANGES =
  /^(Query|Mutation|Subscription|AlertUpdate|ImportIndicatorResult|IndicatorDeletion|MachineTagUpdate|ScanDefinitionDeletion|ScanSession|ScannedTarget)$|Payload$/;
