import { globalId } from '../../../src/graphql/node/node.ts';
import type { Tenant } from '../../../src/sandbox/tenant/tenant.ts';
import type { SandboxGateway } from './gateway.ts';
import { firstOf, upstreamOf } from '../fakes/upstream.ts';

export interface ById {
  /** The query field: `alert`. */
  field: string;
  type: string;
  /** The field that shows the vendor's id. */
  vendorId: string;
  /** The upstream operation for one. */
  single: string;
  /** Path of that operation before the id. */
  path: string;
  rows: (tenant: Tenant) => readonly { id: string }[];
  /** An id that fits the vendor's form and exists nowhere. */
  missing: string;
  /** Scopes that allow everything else. */
  scopesWithout: string;
  permission: string;
}

const OTHER_TYPE: Readonly<Record<string, string>> = { Software: 'Machine' };
const OTHER_TENANT = '0b8f6a7e-5d4c-4b3a-9281-706f5e4d3c2b';

/** The tests that every resource with a query by id has to pass. */
export function testsById(resource: ById, gatewayOf: () => SandboxGateway): void {
  const { field, type, vendorId, single, path } = resource;
  const query = `query ($id: ID!) { ${field}(id: $id) { id ${vendorId} } viewer { tenantId } }`;
  type Data = Record<string, { id: string; [name: string]: string } | null>;
  const ask = (id: string, as?: 'app') =>
    upstreamOf(gatewayOf().sandbox, () => gatewayOf().attempt<Data>(query, { id }, as));
  const known = (): string => firstOf(resource.rows(gatewayOf().sandbox.tenant)).id;
  const own = (key: string): string => globalId(type, gatewayOf().sandbox.tenantId, key);

  describe(`${field}(id:)`, () => {
    test(`takes the vendor's id and the global id, each with one ${single}`, async () => {
      const id = known();
      for (const given of [id, own(id)]) {
        const { answer, calls } = await ask(given);
        expect(answer.errors).toBeUndefined();
        expect(answer.data?.[field]).toEqual({ id: own(id), [vendorId]: id });
        expect(calls).toEqual([{ operation: single, path: `${path}/${id}`, filter: null, expand: null, top: null }]);
        expect(answer.extensions.upstream.calls).toBe(1);
      }
    });

    test('shows the same object by node', async () => {
      const id = own(known());
      const { data } = await gatewayOf().run<{ node: object }>(
        `query ($id: ID!) { node(id: $id) { __typename id ... on ${type} { ${vendorId} } } }`,
        { id },
      );
      expect(data.node).toEqual({ __typename: type, id, [vendorId]: known() });
    });

    test('is null and no error where there is none', async () => {
      const { answer, operations } = await ask(resource.missing);
      expect(answer.errors).toBeUndefined();
      expect(answer.data?.[field]).toBeNull();
      expect(operations).toEqual([single]);
    });

    test('refuses the id of another type before any call', async () => {
      const { answer, calls } = await ask(
        globalId(OTHER_TYPE[type] ?? 'Software', gatewayOf().sandbox.tenantId, 'contoso-_-agent'),
      );
      expect(answer.errors?.[0]).toMatchObject({ path: [field], extensions: { code: 'BAD_USER_INPUT' } });
      expect(answer.errors?.[0]?.message).toContain(`pass the id of a ${type}`);
      expect(calls).toEqual([]);
    });

    test('refuses the id of another tenant before any call', async () => {
      const { answer, calls } = await ask(globalId(type, OTHER_TENANT, known()));
      expect(answer.errors?.map(({ extensions }) => extensions)).toEqual([{ code: 'FORBIDDEN' }]);
      expect(answer.data?.[field]).toBeNull();
      expect(calls).toEqual([]);
    });

    test.each(['../machines', 'a/b', 'a?b', 'a#b', 'a\\b', 'a%2fb', '..', '', 'x'.repeat(301), 'a\nb'])(
      'refuses %j, which could leave its path segment, before any call',
      async (id) => {
        const { answer, calls } = await ask(id);
        expect(answer.errors?.map(({ extensions }) => extensions.code)).toEqual(['BAD_USER_INPUT']);
        expect(calls).toEqual([]);
      },
    );

    test('names the permission that a caller lacks and keeps the other data', async () => {
      const { sandbox } = gatewayOf();
      const token = await sandbox.mintToken('reader', { scp: resource.scopesWithout });
      const { answer, calls } = await upstreamOf(sandbox, () => gatewayOf().send<Data>(token, query, { id: known() }));
      // The token shows it, so no call is spent on it.
      expect(calls).toEqual([]);
      expect(answer.status).toBe(200);
      expect(answer.errors).toHaveLength(1);
      expect(answer.errors?.[0]).toMatchObject({
        path: [field],
        extensions: { code: 'FORBIDDEN', permission: resource.permission },
      });
      expect(answer.data).toEqual({ [field]: null, viewer: { tenantId: sandbox.tenantId } });
    });
  });
}
