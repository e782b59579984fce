import {
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isScalarType,
  isSpecifiedScalarType,
  isUnionType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql';

/** Markdown pages by their paths below `docs/reference/`. */
export type Pages = ReadonlyMap<string, string>;

const FOLDERS = {
  objects: 'Objects',
  interfaces: 'Interfaces and unions',
  inputs: 'Inputs',
  enums: 'Enums',
  scalars: 'Scalars',
} as const;
export type Folder = keyof typeof FOLDERS;

function folderOf(type: GraphQLNamedType): Folder {
  if (isObjectType(type)) return 'objects';
  if (isInterfaceType(type) || isUnionType(type)) return 'interfaces';
  if (isInputObjectType(type)) return 'inputs';
  return isEnumType(type) ? 'enums' : 'scalars';
}

const ROOTS: Readonly<Record<string, string>> = { Query: 'queries', Mutation: 'mutations' };

/** What Markdown, or the templates of the site, would take for their own. */
function plain(text: string): string {
  const escaped = (part: string): string =>
    part.replaceAll('<', '&lt;').replaceAll('{', '&#123;').replaceAll('|', '\\|');
  // Code is left as it is but for what ends a cell of a table.
  return text
    .split(/(`[^`]*`)/)
    .map((part, index) => (index % 2 === 1 ? part.replaceAll('|', '\\|') : escaped(part)))
    .join('');
}

const paragraph = (text: string | null | undefined): string => plain(text ?? '');
const cell = (text: string | null | undefined): string => plain((text ?? '').replaceAll('\n\n', ' '));

/** The way from a page in a folder of the reference to the page of a type. */
function linkTo(type: { toString(): string }, schema: GraphQLSchema, up: string): string {
  const text = type.toString();
  const named = schema.getType(text.replaceAll(/[[\]!]/g, ''));
  if (named === undefined || named === null || isSpecifiedScalarType(named)) return `\`${text}\``;
  return `[\`${text}\`](${up}${folderOf(named)}/${named.name}.md)`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function inputs(fields: readonly (GraphQLArgument | GraphQLInputField)[], schema: GraphQLSchema, up: string): string {
  return table(
    ['name', 'type', 'default', ''],
    fields.map(({ name, type, defaultValue, description }) => [
      `\`${name}\``,
      linkTo(type, schema, up),
      defaultValue === undefined ? '' : `\`${JSON.stringify(defaultValue)}\``,
      cell(description),
    ]),
  );
}

/** A field with its arguments; its description tells its price and its permission. */
function fieldSection(field: GraphQLField<unknown, unknown>, schema: GraphQLSchema, up: string): string {
  const { name, type, args, description, deprecationReason } = field;
  return [
    `## ${name}`,
    `${linkTo(type, schema, up)}`,
    ...(deprecationReason ? [`**Deprecated:** ${paragraph(deprecationReason)}`] : []),
    paragraph(description),
    ...(args.length > 0 ? [inputs(args, schema, up)] : []),
  ].join('\n\n');
}

function fields(
  type: { getFields(): Record<string, GraphQLField<unknown, unknown>> },
  schema: GraphQLSchema,
  up: string,
) {
  const all = Object.values(type.getFields()).sort((a, b) => (a.name < b.name ? -1 : 1));
  const simple = all.filter(({ args, description }) => args.length === 0 && !description?.includes('\n\n'));
  const others = all.filter((field) => !simple.includes(field));
  const rows = simple.map(({ name, type: of, description }) => [
    `\`${name}\``,
    linkTo(of, schema, up),
    cell(description),
  ]);
  return [
    ...(rows.length > 0 ? [table(['field', 'type', ''], rows)] : []),
    ...others.map((field) => fieldSection(field, schema, up)),
  ].join('\n\n');
}

/** The fields whose type this is, as links to where they stand. */
function usedBy(type: GraphQLNamedType, schema: GraphQLSchema): string {
  const places: string[] = [];
  for (const other of Object.values(schema.getTypeMap())) {
    if (isIntrospectionType(other) || !(isObjectType(other) || isInputObjectType(other))) continue;
    const page = ROOTS[other.name] ?? `${folderOf(other)}/${other.name}`;
    const all = Object.values<GraphQLField<unknown, unknown> | GraphQLInputField>(other.getFields());
    for (const field of all) {
      const named = [field.type, ...('args' in field ? field.args.map(({ type: of }) => of) : [])];
      if (named.some((of) => of.toString().replaceAll(/[[\]!]/g, '') === type.name)) {
        places.push(`[${other.name}.${field.name}](../${page}.md)`);
      }
    }
  }
  return places.length === 0 ? '' : `**Used by** ${places.sort().join(', ')}`;
}

function contentOf(type: GraphQLNamedType, schema: GraphQLSchema): string {
  if (isObjectType(type) || isInterfaceType(type)) return fields(type, schema, '../');
  if (isUnionType(type))
    return type
      .getTypes()
      .map((each) => `- ${linkTo(each, schema, '../')}`)
      .join('\n');
  if (isInputObjectType(type)) return inputs(Object.values(type.getFields()), schema, '../');
  if (isEnumType(type)) {
    return table(
      ['value', ''],
      type.getValues().map(({ name, description }) => [`\`${name}\``, cell(description)]),
    );
  }
  return isScalarType(type) && type.specifiedByURL ? `[Specification](${type.specifiedByURL})` : '';
}

/** A page for each type of a schema, one for the queries and one for the mutations, and a list of them all. */
export function schemaReference(schema: GraphQLSchema): Pages {
  const pages = new Map<string, string>();
  const lists = new Map<Folder, string[]>();
  for (const type of Object.values(schema.getTypeMap())) {
    if (isIntrospectionType(type) || isSpecifiedScalarType(type) || type.name in ROOTS) continue;
    const folder = folderOf(type);
    const parts = [`# ${type.name}`, paragraph(type.description), contentOf(type, schema), usedBy(type, schema)];
    pages.set(`${folder}/${type.name}.md`, `${parts.filter(Boolean).join('\n\n')}\n`);
    lists.set(folder, [...(lists.get(folder) ?? []), type.name]);
  }
  for (const [name, page] of Object.entries(ROOTS)) {
    const type = schema.getType(name);
    if (!isObjectType(type)) continue;
    pages.set(`${page}.md`, `# ${page === 'queries' ? 'Queries' : 'Mutations'}\n\n${fields(type, schema, './')}\n`);
  }
  const sections = (Object.keys(FOLDERS) as Folder[]).map((folder) => {
    const names = (lists.get(folder) ?? []).sort();
    return `## ${FOLDERS[folder]}\n\n${names.map((name) => `[${name}](${folder}/${name}.md)`).join(' · ')}`;
  });
  const head =
    '# Schema\n\n[Queries](queries.md) and [mutations](mutations.md), with what each costs and needs, and all types:';
  pages.set('index.md', `${[head, ...sections].join('\n\n')}\n`);
  return pages;
}
