import {
  isObjectType,
  Kind,
  parse,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type GraphQLField,
  type GraphQLSchema,
} from 'graphql';
import { Extensions } from 'type-graphql';
import { inputError } from './input-error.ts';
import { PARSE_LIMITS } from './limits.ts';

/** What a field has to know of an upstream operation to tell its price and its permission. */
export interface UpstreamOperation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly permissions: { readonly application: readonly string[]; readonly delegated: readonly string[] };
  readonly limit: { readonly perMinute: number | null; readonly perHour: number | null };
}

/**
 * How often a field calls upstream: once a `page` of a list, once for each `object` that it is selected on, since the API takes
 * no list of them, or once per `hundred` of them.
 */
export type CallsPer = 'page' | 'object' | 'hundred';

export interface UpstreamField<O extends UpstreamOperation = UpstreamOperation> {
  per: CallsPer;
  /** The first is the one that counts; further ones answer the same question in another way. */
  operations: readonly [O, ...O[]];
}

const EXTENSION = 'upstream';

/** Says of a query or relation which operation it costs; description, permission check and price come from this. */
export function Upstream(per: CallsPer, ...operations: UpstreamField['operations']): MethodDecorator {
  return Extensions({ [EXTENSION]: { per, operations } satisfies UpstreamField });
}

/** What `Upstream` said of a field; null for a field that costs nothing. */
export function upstreamOf<O extends UpstreamOperation>(
  field: Pick<GraphQLField<unknown, unknown>, 'extensions'>,
): UpstreamField<O> | null {
  return (field.extensions[EXTENSION] as UpstreamField<O> | undefined) ?? null;
}

/** Every field that costs upstream calls, by its schema coordinate (`Query.alerts`). */
export function upstreamFields<O extends UpstreamOperation>(schema: GraphQLSchema): Map<string, UpstreamField<O>> {
  const fields = new Map<string, UpstreamField<O>>();
  for (const type of Object.values(schema.getTypeMap()).filter(isObjectType)) {
    for (const field of Object.values(type.getFields())) {
      const upstream = upstreamOf<O>(field);
      if (upstream !== null) fields.set(`${type.name}.${field.name}`, upstream);
    }
  }
  return fields;
}

type PermissionText = (operation: UpstreamOperation) => string;

const PRICE: Readonly<Record<CallsPer, string>> = {
  page: 'One call a page',
  object: 'One call each',
  hundred: 'One call per hundred objects',
};

function note({ per, operations: [operation] }: UpstreamField, permissionText: PermissionText): string {
  const { method, path, limit } = operation;
  const allowance = [
    limit.perMinute !== null && `${limit.perMinute} a minute`,
    limit.perHour !== null && `${limit.perHour} an hour`,
  ].filter(Boolean);
  const allowed = allowance.length === 0 ? '' : ` The vendor allows ${allowance.join(', ')}.`;
  return `${PRICE[per]}: \`${method} ${path}\`. Needs ${permissionText(operation)}.${allowed}`;
}

/** Completes the description of every field that costs upstream calls with its price and its permission. */
export function describeUpstream(schema: GraphQLSchema, permissionText: PermissionText): void {
  for (const type of Object.values(schema.getTypeMap()).filter(isObjectType)) {
    for (const field of Object.values(type.getFields())) {
      const upstream = upstreamOf(field);
      if (upstream !== null)
        field.description = [field.description, note(upstream, permissionText)].filter(Boolean).join('\n\n');
    }
  }
}

/**
 * The upstream operations that a GraphQL document may call, each once. Throws BAD_USER_INPUT for text that is not a
 * document of this schema.
 */
export function operationsOf<O extends UpstreamOperation>(schema: GraphQLSchema, text: string): O[] {
  const document = parsed(text);
  const [fault] = validate(schema, document, undefined, { maxErrors: 1 });
  if (fault !== undefined) throw inputError(`operation: ${fault.message}`);
  for (const definition of document.definitions) {
    // graphql-js finds nothing wrong with a mutation of a schema that has none; it never looks inside.
    if (definition.kind === Kind.OPERATION_DEFINITION && schema.getRootType(definition.operation) == null)
      throw inputError(`operation: this graph has no ${definition.operation}.`);
  }
  const operations = new Set<O>();
  const types = new TypeInfo(schema);
  const enter = (): void => {
    const field = types.getFieldDef();
    for (const operation of (field && upstreamOf<O>(field)?.operations) ?? []) operations.add(operation);
  };
  visit(document, visitWithTypeInfo(types, { Field: { enter } }));
  return [...operations];
}

function parsed(text: string): DocumentNode {
  try {
    return parse(text, PARSE_LIMITS);
  } catch (error) {
    throw inputError(`operation: ${error instanceof Error ? error.message : 'not a GraphQL document'}`);
  }
}
