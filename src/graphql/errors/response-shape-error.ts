import {
  getArgumentValues,
  getNamedType,
  GraphQLError,
  isObjectType,
  type DocumentNode,
  type FieldNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { InvalidKeyError } from '../node/invalid-key-error.ts';
import { FieldCollector, selectionSets } from '../document/collect-fields.ts';
import { upstreamByIdOf, upstreamOf, type UpstreamOperation } from '../schema/upstream-directive.ts';

/** A value in the vendor's answer that its documentation does not allow: text where a list belongs, a missing id. */
export class UnexpectedShapeError extends Error {
  readonly code = 'UPSTREAM_ERROR';
  /** Name of the operation that was answered so. */
  readonly operation: string;
  /** Schema coordinate: `Alert.comments`. */
  readonly field: string;

  constructor(operation: string, field: string, cause: unknown) {
    super(`Defender answered ${operation} with an unexpected shape of ${field}.`, { cause });
    this.name = 'UnexpectedShapeError';
    this.operation = operation;
    this.field = field;
  }
}

interface ValueOrigin {
  /** The field of the schema at the end of the path. */
  field: string;
  /** The last operation on the way; null where the value is the gateway's own. */
  operation: UpstreamOperation | null;
  /** Whether code of ours makes the value, or it is a property of the row. */
  resolved: boolean;
}

/** What the gateway makes itself of the rows that it has read. */
function isOwn(type: GraphQLObjectType, field: string): boolean {
  if (type.name.endsWith('Connection')) return field !== 'nodes' && field !== 'edges';
  return type.name.endsWith('Edge') && field !== 'node';
}

type Path = readonly (string | number)[];

/** Attributes the errors of one operation to the vendor or to the gateway. */
export class ShapeErrorAttribution {
  readonly #selected: FieldCollector;
  readonly #operation: OperationDefinitionNode;
  readonly #places = new Map<string, ValueOrigin | null>();
  readonly #blamed = new Map<string, UnexpectedShapeError>();

  constructor(
    schema: GraphQLSchema,
    document: DocumentNode,
    operation: OperationDefinitionNode,
    variables: Readonly<Record<string, unknown>>,
  ) {
    this.#selected = new FieldCollector(schema, document, variables);
    this.#operation = operation;
  }

  /** The vendor's fault behind an error of execution; null for every other fault. */
  attribute(error: unknown): UnexpectedShapeError | null {
    if (!(error instanceof GraphQLError) || error.path === undefined) return null;
    const { originalError: cause, path } = error;
    if (cause instanceof InvalidKeyError) {
      const row = this.#placeOf(path.slice(0, -1));
      return row?.operation == null ? null : this.#errorFor(row.operation, cause.field, cause);
    }
    const place = this.#placeOf(path);
    if (place === null || place.operation === null) return null;
    // A resolver of ours may fail by a fault of ours, but a plain property only by its own value.
    const odd = place.resolved ? isValueError(cause) : error.extensions.code === undefined;
    return odd ? this.#errorFor(place.operation, place.field, cause) : null;
  }

  /** The operation that answered with what stands at a path; null where the gateway made it. */
  operationAt(path: Path): string | null {
    return this.#placeOf(path)?.operation?.id ?? null;
  }

  /** One for all the rows of a page that have it, so that it is reported once. */
  #errorFor({ id }: UpstreamOperation, field: string, cause: unknown): UnexpectedShapeError {
    const name = `${id} ${field}`;
    const blamed = this.#blamed.get(name) ?? new UnexpectedShapeError(id, field, cause);
    this.#blamed.set(name, blamed);
    return blamed;
  }

  #placeOf(path: Path): ValueOrigin | null {
    // Only the position in a list at the root, of `nodes`, decides on a type.
    const name = path.filter((key, index) => typeof key === 'string' || index === 1).join('.');
    const known = this.#places.get(name);
    if (known !== undefined) return known;
    const place = this.#walk(path);
    this.#places.set(name, place);
    return place;
  }

  #walk(path: Path): ValueOrigin | null {
    const { schema } = this.#selected;
    let type: GraphQLNamedType | null | undefined = schema.getRootType(this.#operation.operation);
    let sets = [this.#operation.selectionSet];
    let place: ValueOrigin | null = null;
    for (const [index, key] of path.entries()) {
      if (typeof key === 'number') continue;
      if (!isObjectType(type)) return null;
      const nodes: FieldNode[] = this.#selected.collect(type, sets).get(key) ?? [];
      const field: GraphQLField<unknown, unknown> | undefined = nodes[0] && type.getFields()[nodes[0].name.value];
      if (nodes[0] === undefined || field === undefined) return null;
      place = this.#step(type, field, place);
      sets = selectionSets(nodes);
      type = getNamedType(field.type);
      const byId = upstreamByIdOf(field);
      if (byId === null) continue;
      const named = byId.typeOf(this.#idAsked(field, nodes[0], path[index + 1]));
      if (named === null) return null;
      type = schema.getType(named);
      place = { ...place, operation: byId.costs.get(named)?.operations[0] ?? null };
    }
    return place;
  }

  #step(type: GraphQLObjectType, field: GraphQLField<unknown, unknown>, before: ValueOrigin | null): ValueOrigin {
    const inherited = isOwn(type, field.name) ? null : (before?.operation ?? null);
    const operation = upstreamOf(field)?.operations[0] ?? inherited;
    return { field: `${type.name}.${field.name}`, operation, resolved: field.resolve !== undefined };
  }

  #idAsked(field: GraphQLField<unknown, unknown>, node: FieldNode, position: unknown): string {
    const { id, ids } = getArgumentValues(field, node, this.#selected.variables) as { id?: string; ids?: string[] };
    return id ?? ids?.[Number(position)] ?? '';
  }
}

/** Whether graphql-js or a scalar refused a value, rather than code of ours failed: those errors have no code. */
function isValueError(cause: unknown): boolean {
  if (cause instanceof GraphQLError) return cause.extensions.code === undefined;
  return cause instanceof Error && cause.message.startsWith('Cannot return null for non-nullable field ');
}
