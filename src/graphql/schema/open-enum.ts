import {
  getNamedType,
  getNullableType,
  GraphQLEnumType,
  GraphQLList,
  GraphQLString,
  isListType,
  isObjectType,
  type GraphQLField,
  type GraphQLSchema,
} from 'graphql';
import { registerEnumType } from 'type-graphql';
import { inputError } from './input-error.ts';

/** The value that stands for whatever the vendor sends and the documentation does not list. */
export const UNRECOGNIZED = 'UNRECOGNIZED';

/** GraphQL name -> the vendor's text, as `registerEnumType` wants it. */
export type OpenEnum = Readonly<Record<string, string>>;

/** `TruePositive` -> `TRUE_POSITIVE`, `Sha1` -> `SHA1`. */
export function enumName(vendorValue: string): string {
  return vendorValue
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .toUpperCase();
}

interface OpenEnumOptions {
  description: string;
  /** GraphQL names for values whose own text cannot be one (`32-bit`). */
  names?: Readonly<Record<string, string>>;
  /** Other spellings the vendor uses for a listed value: spelling -> value. */
  aliases?: Readonly<Record<string, string>>;
  /** Values that the vendor has given up, each with the reason. */
  deprecated?: Readonly<Record<string, string>>;
}

const aliasesOf = new Map<string, Readonly<Record<string, string>>>();

/** The vendor's words, each with what it means; words alone where they say it themselves. */
export type VendorValues = readonly string[] | Readonly<Record<string, string>>;

/** Each of the vendor's words with its description: what it means, or at the least how the vendor writes it. */
export function describedValues(vendorValues: VendorValues): [word: string, description: string][] {
  const isList = Array.isArray as (value: VendorValues) => value is readonly string[];
  if (!isList(vendorValues)) return Object.entries(vendorValues);
  return vendorValues.map((word) => [word, `\`${word}\` in the vendor’s own words.`]);
}

/**
 * Registers an enum of vendor values, each under its UPPER_SNAKE_CASE name, with UNRECOGNIZED added; returns the
 * object to be named in `@Field(() => …)`.
 */
export function openEnum(name: string, vendorValues: VendorValues, options: OpenEnumOptions): OpenEnum {
  const described = describedValues(vendorValues).map(
    ([word, description]) => [options.names?.[word] ?? enumName(word), word, description] as const,
  );
  const values: Record<string, string> = Object.fromEntries(described.map(([value, word]) => [value, word]));
  values[UNRECOGNIZED] = UNRECOGNIZED;
  aliasesOf.set(name, options.aliases ?? {});
  registerEnumType(values, {
    name,
    description: options.description,
    valuesConfig: {
      ...Object.fromEntries(
        described.map(([value, word, description]) => {
          const deprecationReason = options.deprecated?.[word];
          return [value, { description, ...(deprecationReason !== undefined && { deprecationReason }) }];
        }),
      ),
      [UNRECOGNIZED]: {
        description: 'A value that this version does not know; the field of the same name that ends in `Raw` shows it.',
      },
    },
  });
  return values;
}

function isOpenEnum(type: unknown): type is GraphQLEnumType {
  return type instanceof GraphQLEnumType && type.getValue(UNRECOGNIZED) !== undefined;
}

/**
 * Makes every open enum of the schema total: letter case and alias spellings are folded, and a value no one documented
 * becomes UNRECOGNIZED and is reported once per occurrence, instead of failing the field.
 */
export function acceptUnknownEnumValues(
  schema: GraphQLSchema,
  onUnknown: (enumName: string, value: string) => void,
): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isOpenEnum(type)) continue;
    const names = new Map(type.getValues().map(({ name, value }) => [String(value).toLowerCase(), name]));
    for (const [spelling, value] of Object.entries(aliasesOf.get(type.name) ?? {})) {
      const name = names.get(value.toLowerCase());
      if (name !== undefined) names.set(spelling.toLowerCase(), name);
    }
    // Replacing the method on the instance keeps type-graphql's own enum object, which fields already refer to.
    type.serialize = (value: unknown): string => {
      // Some pages show a list of one where others show its text (get-vulnerability-by-id.md).
      const [single = value] = Array.isArray(value) && value.length === 1 ? (value as unknown[]) : [];
      // An object may have a member of the name `toString`.
      const text = typeof single === 'object' ? JSON.stringify(single) : String(single);
      const name = names.get(text.toLowerCase());
      if (name !== undefined) return name;
      onUnknown(type.name, text);
      return UNRECOGNIZED;
    };
  }
}

/** What ends the name of the field that has an enum's value in the vendor's own words: `status`, `statusRaw`. */
export const RAW = 'Raw';

/** Characters of a word of the vendor's that a caller gives: the gateway's own bound. */
const MAX_RAW = 200;

/** Throws BAD_USER_INPUT for a text of a caller's that is no word of the vendor's; `place` is where it stands. */
export function checkRawText(place: string, text: string): void {
  if (text.trim() === '') throw inputError(`${place}: is blank; leave it out, or give the vendor’s word.`);
  if (text.length <= MAX_RAW && !/[\u0000-\u001f\u007f]/.test(text)) return;
  throw inputError(`${place}: the gateway takes at most ${MAX_RAW} characters, and no control characters.`);
}

/** The vendor's text of one value; JSON for what has no text, so that nothing it said is unreadable. */
function rawText(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  // Pages disagree on whether a property is one value or a list of it.
  if (Array.isArray(value) && value.length === 1) return rawText(value[0]);
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** The field beside one of an open enum: resolved in the same way and at the same price, and shown as it came. */
function rawField(field: GraphQLField<unknown, unknown>): GraphQLField<unknown, unknown> {
  const { name, resolve } = field;
  const isList = isListType(getNullableType(field.type));
  const shown = (value: unknown): unknown => (isList && Array.isArray(value) ? value.map(rawText) : rawText(value));
  return {
    ...field,
    name: `${name}${RAW}`,
    description: `\`${name}\` in the vendor’s own words, also where this version does not know them.`,
    type: isList ? new GraphQLList(GraphQLString) : GraphQLString,
    resolve: (row, ...rest): unknown => {
      // A row may be a text where an object belongs, and then has no such member.
      const value = resolve === undefined ? (row as Record<string, unknown>)[name] : resolve(row, ...rest);
      return value instanceof Promise ? value.then(shown) : shown(value);
    },
    astNode: undefined,
  };
}

/**
 * Puts beside every output field of an open enum one with the vendor's text: `severityRaw` beside `severity`, a list beside
 * a list, null where the vendor sent null. Done on the built schema, so that no field can be forgotten.
 */
export function showRawTexts(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap()).filter(isObjectType)) {
    const fields = type.getFields();
    for (const field of Object.values(fields)) {
      if (!isOpenEnum(getNamedType(field.type))) continue;
      const raw = rawField(field);
      if (fields[raw.name] !== undefined) throw new Error(`${type.name} has a field ${raw.name} already.`);
      fields[raw.name] = raw;
    }
  }
}
