import { mkdir, readFile, writeFile } from 'node:fs/promises';
import {
  buildSchema,
  getNamedType,
  getNullableType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isScalarType,
  isSpecifiedScalarType,
  isUnionType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
} from 'graphql';
import { SCALARS } from '../schema/scalars.ts';

// `npm run client-config` writes schema/client-config from schema/schema.graphql: what the caches of Apollo Client and
// urql and the compiler of Relay have to be told of the schema. With `--check` it fails where the files differ.

const PAGE_ARGUMENTS = new Set(['after', 'before', 'first', 'last']);

type Field = GraphQLField<unknown, unknown>;

const fieldsOf = (type: GraphQLObjectType): Field[] => Object.values(type.getFields());
const isConnection = ({ type }: Field): boolean => getNamedType(type).name.endsWith('Connection');
const isListOfObjects = ({ type }: Field): boolean =>
  isListType(getNullableType(type)) && !isScalarType(getNamedType(type)) && 'getFields' in getNamedType(type);

/** What makes two lists of one field different: every argument that is not about the page. */
const keyArgumentsOf = ({ args }: Field): string[] =>
  args.map(({ name }) => name).filter((name) => !PAGE_ARGUMENTS.has(name));

function objectTypesOf(schema: GraphQLSchema): GraphQLObjectType[] {
  const types = Object.values(schema.getTypeMap()).filter(isObjectType);
  return types.filter(({ name }) => !name.startsWith('__')).sort((left, right) => (left.name < right.name ? -1 : 1));
}

/** Objects that only exist inside of others: without an id of their own, and neither pages nor roots. */
function embeddedTypesOf(schema: GraphQLSchema): GraphQLObjectType[] {
  const roots = [schema.getQueryType(), schema.getMutationType()];
  return objectTypesOf(schema).filter(
    (type) => !roots.includes(type) && !('id' in type.getFields()) && !/(Connection|Edge)$|^PageInfo$/.test(type.name),
  );
}

/** Abstract types with the objects that may stand in their places. */
function possibleTypesOf(schema: GraphQLSchema): string {
  const types = Object.values(schema.getTypeMap());
  const abstract = types.filter((type) => isInterfaceType(type) || isUnionType(type));
  const lines = abstract.flatMap((type) => {
    const names = schema.getPossibleTypes(type).map(({ name }) => `    '${name}',`);
    return [`  ${type.name}: [`, ...names.sort(), '  ],'];
  });
  return ['{', ...lines, '}'].join('\n');
}

const HEAD = '// Written by `npm run client-config` from schema/schema.graphql.';

function apolloConfig(schema: GraphQLSchema): string {
  const embedded = new Set(embeddedTypesOf(schema));
  const policies = objectTypesOf(schema).flatMap((type) => {
    const fields = fieldsOf(type).flatMap((field) => {
      if (isConnection(field)) {
        const keys = keyArgumentsOf(field).map((name) => `'${name}'`);
        return [`      ${field.name}: relayStylePagination(${keys.length === 0 ? '' : `[${keys.join(', ')}]`}),`];
      }
      // Within an embedded object, lists are replaced with the object as it is.
      return isListOfObjects(field) && !embedded.has(type) && !type.name.endsWith('Connection')
        ? [`      ${field.name}: { merge: false },`]
        : [];
    });
    const whole = embedded.has(type) ? ['    keyFields: false,', '    merge: true,'] : [];
    const lines = [...whole, ...(fields.length === 0 ? [] : ['    fields: {', ...fields, '    },'])];
    return lines.length === 0 || type === schema.getMutationType() ? [] : [`  ${type.name}: {`, ...lines, '  },'];
  });
  return [
    HEAD,
    "import type { PossibleTypesMap, TypePolicies } from '@apollo/client';",
    "import { relayStylePagination } from '@apollo/client/utilities';",
    '',
    '/** `InMemoryCache({ possibleTypes })`: what `... on Alert` may match where a field is a `Node`. */',
    `export const possibleTypes: PossibleTypesMap = ${possibleTypesOf(schema)};`,
    '',
    '/**',
    ' * `InMemoryCache({ typePolicies })`: pages of a list are put together, one list for each filter and order; objects without',
    ' * an id are kept in the object around them, field by field; other lists are replaced as a whole.',
    ' */',
    'export const typePolicies: TypePolicies = {',
    ...policies,
    '};',
    '',
  ].join('\n');
}

function graphcacheConfig(schema: GraphQLSchema): string {
  const resolvers = objectTypesOf(schema).flatMap((type) => {
    const lists = fieldsOf(type).filter(isConnection);
    const fields = lists.map(({ name }) => `    ${name}: pages,`);
    return fields.length === 0 ? [] : [`  ${type.name}: {`, ...fields, '  },'];
  });
  return [
    HEAD,
    "import type { CacheExchangeOpts, Resolver } from '@urql/exchange-graphcache';",
    "import { relayPagination } from '@urql/exchange-graphcache/extras';",
    "import introspection from './graphcache-schema.json' with { type: 'json' };",
    '',
    '/** `cacheExchange({ schema })`: which fields may be null, and what `... on Alert` may match in the place of a `Node`. */',
    "export const schema = introspection as unknown as NonNullable<CacheExchangeOpts['schema']>;",
    '',
    'const isEmbedded = (): null => null;',
    '',
    '/** `cacheExchange({ keys })`: objects without an id are kept in the object around them. */',
    "export const keys: NonNullable<CacheExchangeOpts['keys']> = {",
    ...embeddedTypesOf(schema).map(({ name }) => `  ${name}: isEmbedded,`),
    '};',
    '',
    'const paginate = relayPagination();',
    '',
    '/** Of a list that is asked for without arguments, `relayPagination` finds no page. */',
    'const pages: Resolver = (parent, args, cache, info) =>',
    '  Object.keys(args).length === 0',
    '    ? cache.resolve(info.parentKey, info.fieldName)',
    '    : paginate(parent, args, cache, info);',
    '',
    '/** `cacheExchange({ resolvers })`: pages of a list are put together, one list for each filter and order. */',
    "export const resolvers: NonNullable<CacheExchangeOpts['resolvers']> = {",
    ...resolvers,
    '};',
    '',
  ].join('\n');
}

type TypeReference = { kind: string; name: string } | { kind: string; ofType: TypeReference };

function referenceTo(type: GraphQLOutputType): TypeReference {
  if (isNonNullType(type)) return { kind: 'NON_NULL', ofType: referenceTo(type.ofType) };
  if (isListType(type)) return { kind: 'LIST', ofType: referenceTo(type.ofType) };
  // graphcache does not look at leaves, nor at arguments.
  if (isLeafType(type)) return { kind: 'SCALAR', name: 'Any' };
  return { kind: isObjectType(type) ? 'OBJECT' : 'INTERFACE', name: type.name };
}

/** The answer to introspection, as much of it as graphcache reads; a line for each type. */
function graphcacheSchema(schema: GraphQLSchema): string {
  const types = Object.values(schema.getTypeMap()).filter((type) => isObjectType(type) || isInterfaceType(type));
  const lines = types
    .filter(({ name }) => !name.startsWith('__'))
    .map((type) =>
      JSON.stringify({
        kind: isObjectType(type) ? 'OBJECT' : 'INTERFACE',
        name: type.name,
        fields: Object.values(type.getFields()).map((field) => ({
          name: field.name,
          type: referenceTo(field.type),
          args: [],
        })),
        ...(isObjectType(type)
          ? { interfaces: type.getInterfaces().map(referenceTo) }
          : { possibleTypes: schema.getPossibleTypes(type).map(referenceTo) }),
      }),
    );
  const roots = '"queryType":{"name":"Query"},"mutationType":{"name":"Mutation"},"subscriptionType":null';
  return `{"__schema":{${roots},"types":[\n${lines.join(',\n')}\n]}}\n`;
}

/** What belongs into `relay.config.json`; Relay reads ids and connections from the schema itself. */
function relayConfig(schema: GraphQLSchema): string {
  const scalars = Object.values(schema.getTypeMap()).filter(
    (type) => isScalarType(type) && !isSpecifiedScalarType(type),
  );
  const names = scalars.map(({ name }) => name).sort();
  // Neither more than the schema has nor less.
  if (names.join() !== Object.keys(SCALARS).sort().join()) {
    throw new Error(`schema/scalars.ts has to say what each scalar is in TypeScript: ${names.join(', ')}.`);
  }
  const config = { customScalarTypes: SCALARS, eagerEsModules: true, language: 'typescript' };
  return `${JSON.stringify(config, null, 2)}\n`;
}

const folder = new URL('../schema/client-config/', import.meta.url);
const schema = buildSchema(await readFile(new URL('../schema/schema.graphql', import.meta.url), 'utf8'));
const files = {
  'apollo.generated.ts': apolloConfig(schema),
  'graphcache.generated.ts': graphcacheConfig(schema),
  'graphcache-schema.json': graphcacheSchema(schema),
  'relay.config.json': relayConfig(schema),
};
await mkdir(folder, { recursive: true });
for (const [name, text] of Object.entries(files)) {
  const file = new URL(name, folder);
  if (!process.argv.includes('--check')) await writeFile(file, text);
  else if ((await readFile(file, 'utf8').catch(() => '')) !== text) {
    console.error(`schema/client-config/${name} is not what the schema says; run \`npm run client-config\`.`);
    process.exitCode = 1;
  }
}
