import {
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';

/** Numbers from 0 to below 1. */
export type Random = () => number;

/** The same numbers for the same seed (mulberry32). */
export function randomOf(seed: number): Random {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Composite = GraphQLObjectType | GraphQLInterfaceType;

export interface RandomDocument {
  text: string;
  variables: Record<string, unknown>;
}

const MAX_DEPTH = 5;

/** Writes a document of a schema: aliases, fragments, directives, variables, arguments that fit and some that do not. */
class DocumentWriter {
  readonly #schema: GraphQLSchema;
  readonly #random: Random;
  readonly #fragments: string[] = [];
  readonly #definitions: string[] = [];
  readonly variables: Record<string, unknown> = {};
  #names = 0;

  constructor(schema: GraphQLSchema, random: Random) {
    this.#schema = schema;
    this.#random = random;
  }

  #chance(probability: number): boolean {
    return this.#random() < probability;
  }

  #one<T>(items: readonly T[]): T {
    return items[Math.floor(this.#random() * items.length)] as T;
  }

  #name(): string {
    return `n${this.#names++}`;
  }

  #leaf(type: GraphQLInputType): unknown {
    const named = getNamedType(type);
    if (isEnumType(named)) return this.#one(named.getValues()).name;
    const byName: Record<string, unknown> = {
      Int: Math.floor(this.#random() * 5),
      SafeInt: 7,
      Float: 1.5,
      Boolean: this.#chance(0.5),
      DateTime: '2026-11-20T08:30:00Z',
      Duration: 'PT1H',
    };
    return byName[named.name] ?? this.#one(['alpha', 'beta', '7']);
  }

  /** A JSON value for an input; now and then one that does not fit. */
  #value(type: GraphQLInputType, depth = 0): unknown {
    if (isNonNullType(type)) return this.#value(type.ofType, depth);
    if (this.#chance(0.01)) return { odd: true };
    if (isListType(type))
      return [0, 1].slice(0, Math.floor(this.#random() * 3)).map(() => this.#value(type.ofType, depth));
    if (!isInputObjectType(type)) return this.#leaf(type);
    const fields = Object.values(type.getFields()).filter(
      (field) => isNonNullType(field.type) || (depth < 2 && this.#chance(0.2)),
    );
    return Object.fromEntries(fields.map((field) => [field.name, this.#value(field.type, depth + 1)]));
  }

  /** The same as a literal. */
  #literal(value: unknown, type: GraphQLInputType): string {
    const nullable = getNullableType(type);
    if (Array.isArray(value) && isListType(nullable)) {
      return `[${value.map((item) => this.#literal(item, nullable.ofType)).join(', ')}]`;
    }
    if (isInputObjectType(nullable) && typeof value === 'object' && value !== null) {
      const fields = nullable.getFields();
      const members = Object.entries(value).filter(([name]) => fields[name] !== undefined);
      const texts = members.map(
        ([name, member]) => `${name}: ${this.#literal(member, fields[name]?.type as GraphQLInputType)}`,
      );
      return `{${texts.join(', ')}}`;
    }
    if (isEnumType(getNamedType(type)) && typeof value === 'string') return value;
    return typeof value === 'object' ? '{odd: true}' : JSON.stringify(value);
  }

  #variable(type: string, value: unknown): string {
    const name = this.#name();
    this.#definitions.push(`$${name}: ${type}`);
    if (!this.#chance(0.03)) this.variables[name] = value;
    return `$${name}`;
  }

  #argumentsOf(field: GraphQLField<unknown, unknown>): string {
    const given = field.args.filter(({ type }) => isNonNullType(type) || this.#chance(0.3));
    const texts = given.map(({ name, type }) => {
      const value = this.#value(type);
      return `${name}: ${this.#chance(0.5) ? this.#variable(String(type), value) : this.#literal(value, type)}`;
    });
    return texts.length === 0 ? '' : `(${texts.join(', ')})`;
  }

  #directive(): string {
    if (!this.#chance(0.1)) return '';
    const value = this.#chance(0.5) ? this.#variable('Boolean!', this.#chance(0.5)) : 'true';
    return ` @${this.#one(['skip', 'include'])}(if: ${value})`;
  }

  #field(field: GraphQLField<unknown, unknown>, depth: number): string {
    const named = getNamedType(field.type);
    const below = isLeafType(named) ? '' : ` ${this.selection(named as Composite, depth + 1)}`;
    // Most names once, so that few fields conflict; a plain leaf may be asked for again.
    const alias = below === '' && field.args.length === 0 && this.#chance(0.7) ? '' : `${this.#name()}: `;
    return `${alias}${field.name}${this.#argumentsOf(field)}${this.#directive()}${below}`;
  }

  #fragment(type: Composite, depth: number): string {
    const types = isInterfaceType(type)
      ? [type, ...this.#schema.getPossibleTypes(type)]
      : [type, ...type.getInterfaces()];
    const on = this.#one(types);
    const selection = this.selection(on, depth + 1);
    if (this.#chance(0.5)) return `... on ${on.name}${this.#directive()} ${selection}`;
    const name = this.#name();
    this.#fragments.push(`fragment ${name} on ${on.name} ${selection}`);
    return `...${name}${this.#directive()}`;
  }

  selection(type: Composite, depth: number): string {
    const fields = Object.values(type.getFields());
    const fitting = depth < MAX_DEPTH ? fields : fields.filter((field) => isLeafType(getNamedType(field.type)));
    const chosen = Array.from({ length: 1 + Math.floor(this.#random() * 4) }, () => this.#one(fitting)).filter(Boolean);
    const parts = chosen.map((field) => this.#field(field, depth));
    if (this.#chance(0.2)) parts.push('__typename');
    if (depth < MAX_DEPTH && depth > 0 && this.#chance(0.2)) parts.push(this.#fragment(type, depth));
    return `{ ${parts.length === 0 ? '__typename' : parts.join(' ')} }`;
  }

  document(kind: 'query' | 'mutation', root: GraphQLObjectType): RandomDocument {
    const selection = this.selection(root, 0);
    const declared = this.#definitions.length === 0 ? '' : `(${this.#definitions.join(', ')})`;
    return { text: [`${kind} Q${declared} ${selection}`, ...this.#fragments].join('\n'), variables: this.variables };
  }
}

/** A random document of a schema, a mutation now and then. */
export function randomDocument(schema: GraphQLSchema, random: Random): RandomDocument {
  const mutation = schema.getMutationType();
  const query = schema.getQueryType();
  const writer = new DocumentWriter(schema, random);
  if (isObjectType(mutation) && random() < 0.2) return writer.document('mutation', mutation);
  if (!isObjectType(query)) throw new Error('The schema has no query.');
  return writer.document('query', query);
}
