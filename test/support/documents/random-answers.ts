import {
  getNullableType,
  isEnumType,
  isInterfaceType,
  isLeafType,
  isListType,
  isObjectType,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
} from 'graphql';
import { randomOf, type Random } from './random-document.ts';

/** What a resolver was called with. */
export type CallLog = string[];

function hashOf(text: string): number {
  let hash = 7;
  for (let index = 0; index < text.length; index++) hash = (Math.imul(hash, 31) + text.charCodeAt(index)) | 0;
  return hash;
}

type Row = Record<string, unknown>;

/** Gives a schema resolvers whose answers depend on the position alone: values, nulls, promises, errors, wrong types. */
export class RandomAnswers {
  readonly #schema: GraphQLSchema;
  readonly #oddity: number;

  /** `oddity`: the share of answers that are null, late, wrong or an error. */
  constructor(schema: GraphQLSchema, oddity: number) {
    this.#schema = schema;
    this.#oddity = oddity;
  }

  install(): void {
    for (const type of Object.values(this.#schema.getTypeMap())) {
      if (isInterfaceType(type)) {
        type.resolveType = (value) => (value as { type: string }).type;
      }
      if (!isObjectType(type) || type.name.startsWith('__')) continue;
      for (const field of Object.values(type.getFields())) {
        const isProperty = isLeafType(getNullableType(field.type)) && hashOf(`${type.name}.${field.name}`) % 4 !== 0;
        if (isProperty) delete field.resolve;
        else {
          field.resolve = (source, args, context, info) => {
            const position = `${(source as { seed?: string } | undefined)?.seed ?? ''}.${info.fieldName}`;
            const said = JSON.stringify([position, args, info.path.key, info.fieldNodes.length, info.parentType.name]);
            (context as CallLog).push(said);
            return this.#answer(field.type, position);
          };
        }
      }
    }
  }

  #answer(type: GraphQLOutputType, position: string): unknown {
    const random = randomOf(hashOf(position));
    const made = (): unknown => this.#value(type, position, random);
    if (random() >= this.#oddity) return made();
    const odd = Math.floor(random() * 5);
    if (odd === 0) return null;
    if (odd === 1) return new Error(`an error at ${position}`);
    if (odd === 2) throw new Error(`thrown at ${position}`);
    if (odd === 3) return Promise.reject(new Error(`rejected at ${position}`));
    return Promise.resolve().then(made);
  }

  #value(type: GraphQLOutputType, position: string, random: Random): unknown {
    const nullable = getNullableType(type);
    if (random() < this.#oddity / 4) return { unfit: position };
    if (isListType(nullable)) {
      const items = Array.from({ length: Math.floor(random() * 4) }, (_, index) => {
        const at = `${position}[${index}]`;
        const odd = random();
        if (odd < this.#oddity / 3) return Promise.resolve(this.#value(nullable.ofType, at, random));
        if (odd < this.#oddity / 2) return null;
        if (odd < this.#oddity / 1.5) return new Error(`an error at ${at}`);
        return this.#value(nullable.ofType, at, random);
      });
      return random() < 0.5 ? items : new Set(items);
    }
    if (isEnumType(nullable)) return nullable.getValues()[Math.floor(random() * nullable.getValues().length)]?.value;
    if (isLeafType(nullable)) return this.#scalar(nullable.name, random);
    return this.#row(nullable as GraphQLObjectType | GraphQLInterfaceType, position, random);
  }

  #scalar(name: string, random: Random): unknown {
    const numbers = new Set(['Int', 'Float', 'SafeInt']);
    if (numbers.has(name)) return Math.floor(random() * 100);
    if (name === 'Boolean') return random() < 0.5;
    return name === 'DateTime' ? '2026-11-20T08:30:00.1234567Z' : `text ${Math.floor(random() * 100)}`;
  }

  #row(type: GraphQLObjectType | GraphQLInterfaceType, position: string, random: Random): Row {
    const possible = isInterfaceType(type) ? this.#schema.getPossibleTypes(type) : [type];
    const own = possible[Math.floor(random() * possible.length)] as GraphQLObjectType;
    // A name that no type has, now and then.
    const row: Row = { seed: position, type: random() < this.#oddity / 10 ? 'Nothing' : own.name };
    for (const field of Object.values(own.getFields())) {
      if (field.resolve !== undefined) continue;
      const at = `${position}.${field.name}`;
      const odd = random();
      if (odd < this.#oddity / 10) row[field.name] = () => Promise.resolve('from a method');
      else if (odd < this.#oddity / 3) row[field.name] = null;
      else row[field.name] = this.#value(field.type, at, random);
    }
    return row;
  }
}
