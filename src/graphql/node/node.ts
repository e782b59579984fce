import { isObjectType, type GraphQLObjectType, type GraphQLSchema } from 'graphql';
import { Arg, Ctx, Field, ID, InterfaceType, Query, Resolver } from 'type-graphql';
import { CheckArguments } from '../schema/argument-check.ts';
import { inputError } from '../schema/input-error.ts';
import { UpstreamByIds, type UpstreamField } from '../schema/upstream-directive.ts';

/** What a global id says: which type, of which tenant, and the vendor's own key. */
export interface GlobalId {
  type: string;
  tenantId: string;
  key: string;
}

const PREFIX = 'node:';

/** The opaque global id of an object: URL-safe text that holds type, tenant and the vendor's key. */
export function globalId(type: string, tenantId: string, key: string): string {
  return Buffer.from(`${PREFIX}${type}:${tenantId}:${key}`).toString('base64url');
}

/** Reads a global id; null when the text is not one (the vendor's own ids never decode to our prefix). */
export function readGlobalId(id: string): GlobalId | null {
  const [, type, tenantId, key] = /^node:(\w+):([^:]*):(.+)$/s.exec(Buffer.from(id, 'base64url').toString()) ?? [];
  return type !== undefined && tenantId !== undefined && key !== undefined ? { type, tenantId, key } : null;
}

/**
 * The vendor's key behind an `id` argument, which may be a global id or the vendor's own.
 * Throws BAD_USER_INPUT for the id of another type and FORBIDDEN for the id of another tenant.
 */
export function keyOf(type: string, id: string, tenantId: string): string {
  const global = readGlobalId(id);
  if (global === null) return id;
  if (global.type !== type) {
    throw inputError(`The id given is that of a ${global.type}; pass the id of a ${type}.`);
  }
  if (global.tenantId !== tenantId) {
    throw inputError(`The id given belongs to another tenant; call with a token of that tenant.`, 'FORBIDDEN');
  }
  return global.key;
}

/** The type of each object handed out as a Node, since rows carry no type name. */
const typeNames = new WeakMap<object, string>();

/** The same object, known to be of a type, so that it can be handed out as a Node. */
export function asNode<T extends object>(type: string, value: T): T {
  typeNames.set(value, type);
  return value;
}

@InterfaceType({
  description: 'An object with a global id that can be fetched again with `node`.',
  resolveType: (value: object) => typeNames.get(value),
})
export abstract class Node {
  @Field(() => ID, { description: 'The global id: opaque, holds type, tenant and key.' })
  id!: string;
}

/** How objects of one type are named and fetched; declared by the resolver class of the type. */
export interface NodeSource {
  type: string;
  /** The vendor's key of a row; its `id` unless stated. */
  key?: (row: never) => string | null;
  load(context: never, key: string): Promise<object | null>;
  /** What loading costs; null where it costs no call. */
  upstream: UpstreamField | null;
}

type TenantOf = (context: never) => string;

function costText(sources: readonly NodeSource[]): string {
  const typesThat = (per: string | undefined): string =>
    sources
      .filter(({ upstream }) => upstream?.per === per)
      .map(({ type }) => type)
      .sort()
      .join(', ');
  return `One call per hundred of ${typesThat('hundred')}; one call each for ${typesThat('object')}; none for ${typesThat(undefined)}.`;
}

/** A key as text; null for what is none, an object for one. */
function keyText(key: unknown): string | null {
  return typeof key === 'string' || typeof key === 'number' ? String(key) : null;
}

const MAX_IDS = 100;

/** The resolver class of `node` and `nodes` over the sources given. */
export function nodeResolver(sources: readonly NodeSource[], tenantOf: TenantOf) {
  const byType = new Map(sources.map((source) => [source.type, source]));
  const typeOf = (id: string): string | null => {
    const type = readGlobalId(id)?.type ?? '';
    return byType.has(type) ? type : null;
  };
  const byId = { typeOf, costs: new Map(sources.map(({ type, upstream }) => [type, upstream])) };

  function checkIds({ length }: readonly string[]): void {
    if (length > MAX_IDS) throw inputError(`nodes(ids:) takes at most ${MAX_IDS} ids, got ${length}; ask in parts.`);
  }

  async function load(id: string, context: never): Promise<object | null> {
    const type = readGlobalId(id)?.type ?? '';
    const source = byType.get(type);
    if (source === undefined) {
      throw inputError('The id given is not a global id; pass an `id` from an earlier answer.');
    }
    const value = await source.load(context, keyOf(type, id, tenantOf(context)));
    return value === null ? null : asNode(type, value);
  }

  @Resolver()
  class NodeResolver {
    @Query(() => Node, {
      nullable: true,
      description: `Any object by its global id; null when it is gone. ${costText(sources)}`,
    })
    @UpstreamByIds(byId)
    node(@Arg('id', () => ID) id: string, @Ctx() context: never): Promise<object | null> {
      return load(id, context);
    }

    @Query(() => [Node], {
      nullable: 'items',
      description: `Several objects by their global ids (at most ${MAX_IDS}), in the order asked, null for one that is gone. ${costText(sources)}`,
    })
    @UpstreamByIds(byId)
    @CheckArguments(({ ids }) => checkIds(ids as string[]))
    nodes(
      @Arg('ids', () => [ID], { description: 'Global ids, of any types.' }) ids: string[],
      @Ctx() context: never,
    ): Promise<object | null>[] {
      checkIds(ids);
      return ids.map((id) => load(id, context));
    }
  }
  return NodeResolver;
}

/**
 * Gives every type its two ids. Rows keep the vendor's own under `id`: the field `<type>Id` shows that one, and `id` of a
 * Node shows the global id, made only when selected. `spellingOf` makes one key of all that name the same object.
 */
export function resolveIds(
  schema: GraphQLSchema,
  sources: readonly NodeSource[],
  tenantOf: TenantOf,
  spellingOf: (key: string) => string,
): void {
  for (const type of Object.values(schema.getTypeMap()).filter(isObjectType)) {
    const vendorId = type.getFields()[`${type.name[0]?.toLowerCase()}${type.name.slice(1)}Id`];
    if (vendorId !== undefined) vendorId.resolve = ({ id }: { id: string }) => id;
  }
  for (const { type, key } of sources) {
    const field = (schema.getType(type) as GraphQLObjectType).getFields().id;
    if (field === undefined) throw new Error(`${type} has a node source and no field id.`);
    // What is known by other keys (a file by its hashes) may lack them all, and is then no object to fetch again.
    field.resolve = (row: { id?: unknown }, _: unknown, context: unknown) => {
      const text = key === undefined ? keyText(row.id) : (keyText(key(row as never)) ?? '');
      return text === null ? null : globalId(type, tenantOf(context as never), spellingOf(text));
    };
  }
}
