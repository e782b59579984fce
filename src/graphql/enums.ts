import { GraphQLEnumType, type GraphQLSchema } from 'graphql';
import { registerEnumType } from 'type-graphql';

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
}

const aliasesOf = new Map<string, Readonly<Record<string, string>>>();

/**
 * Registers an enum of vendor values, each under its UPPER_SNAKE_CASE name, with UNRECOGNIZED added; returns the
 * object to be named in `@Field(() => …)`.
 */
export function openEnum(name: string, vendorValues: readonly string[], options: OpenEnumOptions): OpenEnum {
  const values: Record<string, string> = {};
  for (const value of vendorValues) values[options.names?.[value] ?? enumName(value)] = value;
  values[UNRECOGNIZED] = UNRECOGNIZED;
  aliasesOf.set(name, options.aliases ?? {});
  registerEnumType(values, {
    name,
    description: options.description,
    valuesConfig: { [UNRECOGNIZED]: { description: 'A value that the vendor does not document yet.' } },
  });
  return values;
}

/**
 * Makes every open enum of the schema total: letter case and alias spellings are folded, and a value nobody documented
 * becomes UNRECOGNIZED and is reported once per occurrence, instead of failing the field.
 */
export function acceptUnknownEnumValues(
  schema: GraphQLSchema,
  onUnknown: (enumName: string, value: string) => void,
): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!(type instanceof GraphQLEnumType) || type.getValue(UNRECOGNIZED) === undefined) continue;
    const names = new Map(type.getValues().map(({ name, value }) => [String(value).toLowerCase(), name]));
    for (const [spelling, value] of Object.entries(aliasesOf.get(type.name) ?? {})) {
      const name = names.get(value.toLowerCase());
      if (name !== undefined) names.set(spelling.toLowerCase(), name);
    }
    // Replacing the method on the instance keeps type-graphql's own enum object, which fields already refer to.
    type.serialize = (value: unknown): string => {
      // An object may have a member of the name `toString`.
      const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
      const name = names.get(text.toLowerCase());
      if (name !== undefined) return name;
      onUnknown(type.name, text);
      return UNRECOGNIZED;
    };
  }
}
