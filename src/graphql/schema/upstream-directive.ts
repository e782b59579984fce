import { isObjectType, type GraphQLField, type GraphQLSchema } from 'graphql';
import { Extensions } from 'type-graphql';

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
 * no list of them, or once per `hundred` or `thousand` of them. What is `joined` of two lists costs a few calls more than by the
 * hundred, so a few objects are asked for one by one.
 */
export type CallsPer = 'page' | 'object' | 'hundred' | 'thousand' | 'joined';

/** Calls of the second list of a join at the most, and hence objects that are asked for one by one. */
const JOIN_CALLS = 5;
const HUNDRED = 100;
const THOUSAND = 1_000;

/** Upstream calls of a field selected on so many objects, at the worst that can be foretold. */
export function callsFor(per: CallsPer, objects: number): number {
  if (per === 'hundred') return Math.ceil(objects / HUNDRED);
  if (per === 'thousand') return Math.ceil(objects / THOUSAND);
  if (per === 'joined' && objects > JOIN_CALLS) return Math.ceil(objects / HUNDRED) + JOIN_CALLS;
  return objects;
}

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

const CALLS_EXTENSION = 'upstreamCalls';

/** Calls that a field makes where it makes more than one, by its arguments. */
export type CallsByArguments = (args: Readonly<Record<string, unknown>>) => number;

/** Says of a field that its arguments tell how many calls it makes, each as `Upstream` says. */
export function UpstreamCalls(calls: CallsByArguments): MethodDecorator {
  return Extensions({ [CALLS_EXTENSION]: calls });
}

/** What `UpstreamCalls` said of a field; of any other field, that it makes one call. */
export function upstreamCallsOf(field: Pick<GraphQLField<unknown, unknown>, 'extensions'>): CallsByArguments {
  return (field.extensions[CALLS_EXTENSION] as CallsByArguments | undefined) ?? (() => 1);
}

/** Whether `UpstreamCalls` said that the arguments of a field tell how many calls it makes. */
export function countsByArguments({ extensions }: Pick<GraphQLField<unknown, unknown>, 'extensions'>): boolean {
  return extensions[CALLS_EXTENSION] !== undefined;
}

const CASE_EXTENSION = 'upstreamCase';

/** What a field costs instead where an argument of it has a certain value. */
export interface UpstreamCase<O extends UpstreamOperation = UpstreamOperation> {
  readonly argument: string;
  /** The enum value. */
  readonly value: string;
  readonly upstream: UpstreamField<O>;
}

/** Says of a field what it costs in the place of what `Upstream` says where an enum argument has this value. */
export function UpstreamCaseOf(
  { argument, value }: Pick<UpstreamCase, 'argument' | 'value'>,
  per: CallsPer,
  ...operations: UpstreamField['operations']
): MethodDecorator {
  return Extensions({ [CASE_EXTENSION]: { argument, value, upstream: { per, operations } } satisfies UpstreamCase });
}

/** What `UpstreamCaseOf` said of a field; null for any other field. */
export function upstreamCaseOf<O extends UpstreamOperation>(
  field: Pick<GraphQLField<unknown, unknown>, 'extensions'>,
): UpstreamCase<O> | null {
  return (field.extensions[CASE_EXTENSION] as UpstreamCase<O> | undefined) ?? null;
}

/** What a field costs with these arguments; null for one that costs nothing. */
export function upstreamWith(
  field: Pick<GraphQLField<unknown, unknown>, 'extensions'>,
  args: Readonly<Record<string, unknown>>,
): UpstreamField | null {
  const other = upstreamCaseOf(field);
  return other !== null && args[other.argument] === other.value ? other.upstream : upstreamOf(field);
}

/** What `Upstream` said of a field; null for a field that costs nothing. */
export function upstreamOf<O extends UpstreamOperation>(
  field: Pick<GraphQLField<unknown, unknown>, 'extensions'>,
): UpstreamField<O> | null {
  return (field.extensions[EXTENSION] as UpstreamField<O> | undefined) ?? null;
}

/** Names in every field of a schema the operations that its deployment calls, each once, in place of those declared. */
export function replaceOperations(
  schema: GraphQLSchema,
  instead: (declared: UpstreamOperation) => UpstreamOperation,
): void {
  for (const type of Object.values(schema.getTypeMap()).filter(isObjectType)) {
    for (const field of Object.values(type.getFields())) {
      const upstream = upstreamOf(field);
      if (upstream === null) continue;
      const called = ({ per, operations }: UpstreamField) => ({
        per,
        operations: [...new Set(operations.map(instead))],
      });
      const other = upstreamCaseOf(field);
      // The declaration itself serves other schemas too.
      field.extensions = {
        ...field.extensions,
        [EXTENSION]: called(upstream),
        ...(other !== null && { [CASE_EXTENSION]: { ...other, upstream: called(other.upstream) } }),
      };
    }
  }
}

const BY_ID_EXTENSION = 'upstreamById';

/** The costs of a field that fetches objects of several types by their ids. */
export interface UpstreamById<O extends UpstreamOperation = UpstreamOperation> {
  /** The type that an id names; null for text that is refused before any call. */
  readonly typeOf: (id: string) => string | null;
  /** What each type costs; null for one that costs nothing. */
  readonly costs: ReadonlyMap<string, UpstreamField<O> | null>;
}

/** Says of a query what it costs by the types of the ids that it is given. */
export function UpstreamByIds(byId: UpstreamById): MethodDecorator {
  return Extensions({ [BY_ID_EXTENSION]: byId });
}

/** What `UpstreamByIds` said of a field; null for any other field. */
export function upstreamByIdOf<O extends UpstreamOperation>(
  field: Pick<GraphQLField<unknown, unknown>, 'extensions'>,
): UpstreamById<O> | null {
  return (field.extensions[BY_ID_EXTENSION] as UpstreamById<O> | undefined) ?? null;
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

/** Every upstream operation that the graph can call, those behind global ids too, each once. */
export function upstreamOperations<O extends UpstreamOperation>(schema: GraphQLSchema): O[] {
  const fields = Object.values(schema.getQueryType()?.getFields() ?? {});
  const byId = fields.flatMap((field) => [...(upstreamByIdOf<O>(field)?.costs.values() ?? [])]);
  const all = [...upstreamFields<O>(schema).values(), ...byId];
  const operations = all.flatMap((field) => field?.operations ?? []);
  // One operation may be declared in several ways, by what it is for.
  return [...new Map(operations.map((operation) => [operation.id, operation])).values()];
}

type PermissionText = (operation: UpstreamOperation) => string;

const PRICE: Readonly<Record<CallsPer, string>> = {
  page: 'One call a page',
  object: 'One call each',
  hundred: 'One call per hundred objects',
  thousand: 'One call per thousand objects',
  joined: `One call each up to ${JOIN_CALLS} objects, else one per hundred and ${JOIN_CALLS} more`,
};

function upstreamNote({ per, operations: [operation] }: UpstreamField, permissionText: PermissionText): string {
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
      if (upstream === null) continue;
      const other = upstreamCaseOf(field);
      const otherwise =
        other && `With \`${other.argument}: ${other.value}\`: ${upstreamNote(other.upstream, permissionText)}`;
      const notes = [field.description, upstreamNote(upstream, permissionText), otherwise];
      field.description = notes.filter(Boolean).join('\n\n');
    }
  }
}
