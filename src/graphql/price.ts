import {
  getArgumentValues,
  getDirectiveValues,
  getNamedType,
  getNullableType,
  GraphQLError,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { upstreamOf, type UpstreamOperation } from './upstream-fields.ts';
import { DEFAULT_PAGE, LARGEST_PAGE } from './window.ts';

/** What one field of a document costs at the worst. */
export interface PlannedCalls {
  /** Response path with list positions left out: `alerts.nodes.machine`. */
  field: string;
  operation: string;
  calls: number;
}

export interface Price {
  calls: number;
  plan: PlannedCalls[];
}

interface Place {
  /** Objects that the field is selected on. */
  objects: number;
  path: string;
}

const HUNDRED = 100;
/** Lists inside a row have no size argument; what hangs below them costs nothing upstream today. */
const INNER_LIST = 10;

/** Reads the worst-case price of an operation off its declarations: nothing is called. */
class PriceReader {
  readonly plan: PlannedCalls[] = [];
  readonly #schema: GraphQLSchema;
  readonly #fragments: Map<string, FragmentDefinitionNode>;
  readonly #variables: Record<string, unknown>;

  constructor(schema: GraphQLSchema, document: DocumentNode, variables: Record<string, unknown>) {
    this.#schema = schema;
    this.#variables = variables;
    const fragments = document.definitions.filter((node) => node.kind === Kind.FRAGMENT_DEFINITION);
    this.#fragments = new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
  }

  read(set: SelectionSetNode, type: GraphQLCompositeType, place: Place): void {
    for (const selection of set.selections) {
      if (this.#leftOut(selection)) continue;
      if (selection.kind === Kind.FIELD) this.#field(selection, type, place);
      else this.#fragment(selection, type, place);
    }
  }

  #leftOut(selection: SelectionNode): boolean {
    const skip = getDirectiveValues(GraphQLSkipDirective, selection, this.#variables)?.if === true;
    return skip || getDirectiveValues(GraphQLIncludeDirective, selection, this.#variables)?.if === false;
  }

  #fragment(selection: Exclude<SelectionNode, FieldNode>, type: GraphQLCompositeType, place: Place): void {
    const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : this.#fragments.get(selection.name.value);
    if (fragment === undefined) return;
    const named = fragment.typeCondition === undefined ? type : this.#schema.getType(fragment.typeCondition.name.value);
    if (isCompositeType(named)) this.read(fragment.selectionSet, named, place);
  }

  #field(node: FieldNode, type: GraphQLCompositeType, { objects, path }: Place): void {
    const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[node.name.value] : undefined;
    if (field === undefined) return;
    const name = node.alias?.value ?? node.name.value;
    const here = path === '' ? name : `${path}.${name}`;
    const args = getArgumentValues(field, node, this.#variables);
    const upstream = upstreamOf<UpstreamOperation>(field);
    if (upstream !== null) {
      const calls = upstream.per === 'hundred' ? Math.ceil(objects / HUNDRED) : objects;
      this.plan.push({ field: here, operation: upstream.operations[0].id, calls });
    }
    const below = getNamedType(field.type);
    if (node.selectionSet === undefined || !isCompositeType(below)) return;
    this.read(node.selectionSet, below, { objects: objects * this.#size(field, type, args), path: here });
  }

  /** How many objects one selection of a field can yield. */
  #size(field: GraphQLField<unknown, unknown>, parent: GraphQLCompositeType, args: Record<string, unknown>): number {
    const given = args.first ?? args.last;
    if (getNamedType(field.type).name.endsWith('Connection')) {
      return typeof given === 'number' ? Math.min(Math.max(given, 0), LARGEST_PAGE) : DEFAULT_PAGE;
    }
    // `edges` and `nodes` have been counted by the connection they belong to.
    if (!isListType(getNullableType(field.type)) || parent.name.endsWith('Connection')) return 1;
    return Array.isArray(args.ids) ? args.ids.length : INNER_LIST;
  }
}

/** The worst-case number of upstream calls of an operation, field by field; variables must have been coerced. */
export function priceOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Record<string, unknown>,
): Price {
  const root = schema.getRootType(operation.operation);
  const reader = new PriceReader(schema, document, variables);
  if (root != null) reader.read(operation.selectionSet, root, { objects: 1, path: '' });
  return { calls: reader.plan.reduce((sum, { calls }) => sum + calls, 0), plan: reader.plan };
}

/** A smaller page size of the outermost list above a field, with which the operation would pass. */
function remedy(calls: number, most: number): string {
  const share = most / calls;
  return `ask for about ${Math.max(1, Math.floor(share * 100))} % of the rows in the outer list (a smaller \`first\`)`;
}

/** Throws COST_LIMIT_EXCEEDED for an operation that could make more calls than allowed, naming the dearest field. */
export function checkPrice({ calls, plan }: Price, most: number): void {
  if (calls <= most) return;
  const dearest = plan.reduce((a, b) => (b.calls > a.calls ? b : a));
  throw new GraphQLError(
    `The query could make ${calls} upstream calls, at most ${most} are allowed; ${dearest.field} alone ${dearest.calls} (${dearest.operation}): ${remedy(calls, most)}.`,
    { extensions: { code: 'COST_LIMIT_EXCEEDED', http: { status: 400 } } },
  );
}
