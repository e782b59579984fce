import {
  getArgumentValues,
  getNamedType,
  getNullableType,
  isAbstractType,
  isListType,
  isObjectType,
  type DocumentNode,
  type FieldNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { FieldCollector, selectionSets } from '../document/collect-fields.ts';
import {
  upstreamByIdOf,
  upstreamCallsOf,
  upstreamWith,
  type UpstreamById,
  type UpstreamField,
} from '../schema/upstream-directive.ts';
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE } from '../connection/page-arguments.ts';

/** A list whose size the caller chooses. */
export interface SizedList {
  /** Response path of the list, without positions. */
  readonly path: string;
  readonly argument: 'first' | 'last' | 'ids';
  readonly size: number;
  /** Where the document names it; what has a node in common with another list has its size in common too. */
  readonly nodes: readonly FieldNode[];
}

/** The size that a list is taken to have: its own, or another on trial. */
export type Sizes = (list: SizedList) => number;

/** What one field of a document costs and yields for each object that it is selected on. */
export interface Cost {
  readonly path: string;
  readonly upstream: UpstreamField | null;
  /** The list that this field is, with a size. */
  readonly list: SizedList | null;
  /** Objects that the field is asked for, for each parent. */
  readonly requested: (sizes: Sizes) => number;
  /** Calls where `upstream` counts one. */
  readonly calls: number;
  /** Objects that it yields, for each one asked for. */
  readonly yields: (sizes: Sizes) => number;
  readonly below: readonly Cost[];
}

/** Lists inside a row have no size argument; the vendor's are seldom longer. */
const TYPICAL_INNER_LIST = 10;

const one = (): number => 1;

function sizedList(path: string, args: Readonly<Record<string, unknown>>, nodes: readonly FieldNode[]): SizedList {
  const argument = args.first == null && args.last != null ? 'last' : 'first';
  const given = args[argument];
  const size = typeof given === 'number' ? Math.min(Math.max(given, 0), MAX_PAGE_SIZE) : DEFAULT_PAGE_SIZE;
  return { path, argument, size, nodes };
}

class CostReader {
  readonly #selected: FieldCollector;

  constructor(selected: FieldCollector) {
    this.#selected = selected;
  }

  read(type: GraphQLObjectType, nodes: readonly Pick<FieldNode, 'selectionSet'>[], path: string): Cost[] {
    const selected = this.#selected.collect(type, selectionSets(nodes as readonly FieldNode[]));
    return [...selected].flatMap(([name, fieldNodes]) => {
      const [node] = fieldNodes;
      const field = node && type.getFields()[node.name.value];
      return field === undefined ? [] : this.#field(field, type, fieldNodes, path === '' ? name : `${path}.${name}`);
    });
  }

  #field(
    field: GraphQLField<unknown, unknown>,
    parent: GraphQLObjectType,
    nodes: readonly FieldNode[],
    path: string,
  ): Cost[] {
    const [node] = nodes;
    const args = node === undefined ? {} : getArgumentValues(field, node, this.#selected.variables);
    const byId = upstreamByIdOf(field);
    if (byId !== null) return this.#byId(byId, args, nodes, path);
    const named = getNamedType(field.type);
    const list = named.name.endsWith('Connection') ? sizedList(path, args, nodes) : null;
    const upstream = upstreamWith(field, args);
    // The length of the list must be known before a page from its end can be asked for.
    const fromEnd = upstream?.per === 'page' && list?.argument === 'last' && args.before == null;
    // `edges` and `nodes` have been counted by the connection they belong to.
    const inner =
      isListType(getNullableType(field.type)) && !parent.name.endsWith('Connection') ? TYPICAL_INNER_LIST : 1;
    const types = isAbstractType(named) ? this.#selected.schema.getPossibleTypes(named) : [named].filter(isObjectType);
    const below = types.flatMap((type) => this.read(type, nodes, path));
    if (upstream === null && below.length === 0) return [];
    const yields = (sizes: Sizes): number => (list === null ? inner : sizes(list));
    return [
      { path, upstream, list, requested: one, calls: (fromEnd ? 2 : 1) * upstreamCallsOf(field)(args), yields, below },
    ];
  }

  /** One branch for each type among the ids, each id once, as loaders ask. */
  #byId(
    { typeOf, costs }: UpstreamById,
    { id, ids }: Readonly<Record<string, unknown>>,
    nodes: readonly FieldNode[],
    path: string,
  ): Cost[] {
    const given = (Array.isArray(ids) ? ids : [id]) as string[];
    const seen = new Set<string>();
    const typeNames = given.map((text) => (seen.size < seen.add(text).size ? typeOf(text) : null));
    const list = Array.isArray(ids) ? ({ path, argument: 'ids', size: given.length, nodes } as const) : null;
    return [...new Set(typeNames)].flatMap((name) => {
      const type = name === null ? undefined : this.#selected.schema.getType(name);
      if (name === null || !isObjectType(type)) return [];
      const asked = (sizes: Sizes): number =>
        typeNames.slice(0, list === null ? 1 : sizes(list)).filter((other) => other === name).length;
      const upstream = costs.get(name) ?? null;
      return [{ path, upstream, list, requested: asked, calls: 1, yields: one, below: this.read(type, nodes, path) }];
    });
  }
}

/** The fields of an operation that cost calls, and the lists they stand under; variables must have been coerced. */
export function costsOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): Cost[] {
  const root = schema.getRootType(operation.operation);
  return root == null
    ? []
    : new CostReader(new FieldCollector(schema, document, variables)).read(root, [operation], '');
}
