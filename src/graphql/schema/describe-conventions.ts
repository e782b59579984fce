import {
  getNamedType,
  isInputObjectType,
  isObjectType,
  type GraphQLArgument,
  type GraphQLInputObjectType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';

interface Described {
  description?: string | null | undefined;
}

/** What is written at the place itself stays. */
function describe(element: Described | null | undefined, description: string): void {
  if (element && !element.description) element.description = description;
}

/** What arguments of these names are, wherever they stand. */
const ARGUMENTS: Readonly<Record<string, string>> = {
  id: 'A global id or the vendor’s own.',
  where: 'Only rows for which all of this holds; every row without it.',
  input: 'What is to be done, and to what.',
};

function describeArguments(args: readonly GraphQLArgument[]): void {
  for (const argument of args) describe(argument, ARGUMENTS[argument.name] ?? '');
}

/** `Full name of the device.` of `Full name of the device. \n\n One call each: …` */
const firstSentence = (text: string): string => /^.*?[.](?=\s|$)/s.exec(text)?.[0] ?? text;

/** The type whose rows a `where` chooses from: `AlertWhere` of `Alert`, the node type of a list that takes the `where`. */
function rowTypesByWhere(objects: readonly GraphQLObjectType[]): Map<GraphQLInputObjectType, GraphQLObjectType> {
  const byWhere = new Map<GraphQLInputObjectType, GraphQLObjectType>();
  for (const field of objects.flatMap((type) => Object.values(type.getFields()))) {
    const where = getNamedType(field.args.find(({ name }) => name === 'where')?.type);
    const connection = getNamedType(field.type);
    const nodes = isObjectType(connection) ? getNamedType(connection.getFields().nodes?.type) : undefined;
    if (isInputObjectType(where) && isObjectType(nodes)) byWhere.set(where, nodes);
  }
  return byWhere;
}

/**
 * Completes the descriptions of what looks alike in every slice and is made by a convention: root types, payloads of
 * mutations, the arguments `id`, `where` and `input`, and each property of a `where`, which is described where it is shown.
 */
export function describeConventions(schema: GraphQLSchema): void {
  const objects = Object.values(schema.getTypeMap()).filter(isObjectType);
  describe(schema.getQueryType(), 'What can be read. Each field names its upstream operation, price and permission.');
  describe(schema.getMutationType(), 'What can be changed. Each field takes one `input` and gives back a payload.');
  for (const type of objects) {
    for (const field of Object.values(type.getFields())) describeArguments(field.args);
  }
  for (const { name, type } of Object.values(schema.getMutationType()?.getFields() ?? {})) {
    const payload = getNamedType(type);
    if (isObjectType(payload)) describe(payload, `What \`${name}\` gives back.`);
  }
  for (const [where, rows] of rowTypesByWhere(objects)) {
    const shown = rows.getFields();
    for (const field of Object.values(where.getFields())) {
      describe(
        field,
        `By \`${rows.name}.${field.name}\`: ${firstSentence(shown[field.name]?.description ?? 'as the vendor has it.')}`,
      );
    }
  }
}
