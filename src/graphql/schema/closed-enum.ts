import { getNamedType, GraphQLEnumType, GraphQLError, isInputObjectType, type GraphQLSchema } from 'graphql';
import { Field, registerEnumType } from 'type-graphql';
import {
  checkRawText,
  describedValues,
  enumName,
  RAW,
  UNRECOGNIZED,
  type OpenEnum,
  type VendorValues,
} from './open-enum.ts';
import { inputError } from './input-error.ts';

/** GraphQL name -> the vendor's word, as `registerEnumType` wants it. */
export type ClosedEnum = Readonly<Record<string, string>>;

/**
 * Registers an enum of what only inputs hold, each value under its UPPER_SNAKE_CASE name and read as the vendor's own word.
 * What answers show too is an open enum, and inputs take that one, so that a variable fits in both. Names end in `Input`.
 */
export function closedEnum(name: `${string}Input`, vendorValues: VendorValues, description: string): ClosedEnum {
  const described = describedValues(vendorValues);
  const values = Object.fromEntries(described.map(([word]) => [enumName(word), word]));
  const valuesConfig = Object.fromEntries(described.map(([word, text]) => [enumName(word), { description: text }]));
  registerEnumType(values, { name, description, valuesConfig });
  return values;
}

/**
 * Makes two fields of an input: the one decorated, of an enum, and `<field>Raw: String` to stand in its place for a value
 * that this version does not know. Neither can be marked as needed; `neededWord` says so where it is.
 */
export function EnumField(values: ClosedEnum | OpenEnum, description: string): PropertyDecorator {
  return (prototype, property) => {
    const name = String(property);
    const raw = `In the place of \`${name}\`: the vendor’s own word, for a value that this version does not know. It is sent as given.`;
    Field(() => values, { nullable: true, description })(prototype, property);
    Field(() => String, { nullable: true, description: raw })(prototype, `${name}${RAW}`);
  };
}

/** An input with a field of an enum. */
type With<F extends string> = { readonly [K in F]?: string | null };

interface Reading<F extends string> {
  /** Where the input stands: `input`, `input.commands[2]`. */
  at: string;
  field: F;
  known: ClosedEnum | OpenEnum;
  /** Those of them that the vendor's pages let be given, where not all; any other is a warning. */
  documented?: readonly string[];
  /** Is told of a word that this version does not know. */
  warnings: string[];
}

/**
 * The vendor's word that an input has in the field of an enum, or as text in the one beside it; undefined where neither is
 * given. Throws BAD_USER_INPUT for both, for a text that is none, and for UNRECOGNIZED, which is no word of the vendor's.
 */
export function wordOf<F extends string>(
  input: With<F>,
  { at, field, known, documented, warnings }: Reading<F>,
): string | undefined {
  const raw = (input as Readonly<Record<string, unknown>>)[`${field}${RAW}`] as string | null | undefined;
  if (raw === null || raw === undefined) {
    const word = input[field] ?? undefined;
    if (word === UNRECOGNIZED) {
      throw inputError(
        `${at}.${field}: UNRECOGNIZED cannot be sent, as the vendor has no such value; give the vendor’s own word in ${field}${RAW}.`,
      );
    }
    if (word !== undefined && documented?.includes(word) === false) {
      const names = documented.map(enumName).join(', ');
      warnings.push(
        `${at}.${field}: Defender’s pages name ${names} here. It goes to Defender as given, which decides.`,
      );
    }
    return word;
  }
  const place = `${at}.${field}${RAW}`;
  if (input[field] != null) throw inputError(`${place}: stands in the place of ${field}; leave one of them out.`);
  checkRawText(place, raw);
  if (!Object.values(known).includes(raw)) {
    warnings.push(
      `${place}: this version does not know the value “${raw}”. It goes to Defender as given, which decides.`,
    );
  }
  return raw;
}

/**
 * Warns where the vendor's pages do not name a word together with another: a finer verdict with a verdict. `fitting` holds
 * those that go with each other one; one that it lacks goes with anything.
 */
export function checkFits(
  { at, field, warnings }: Pick<Reading<string>, 'at' | 'field' | 'warnings'>,
  word: string | undefined,
  other: string | undefined,
  fitting: Readonly<Record<string, readonly string[]>>,
): void {
  const known = other === undefined ? undefined : fitting[other];
  if (word === undefined || other === undefined || known === undefined || known.includes(word)) return;
  warnings.push(
    `${at}.${field}: Defender’s pages name for ${enumName(other)} only ${known.map(enumName).join(', ')}. It goes to Defender as given, which decides.`,
  );
}

/** As `wordOf`, for a field that the API needs. Throws BAD_USER_INPUT where nothing is given. */
export function neededWord<F extends string>(input: With<F>, reading: Reading<F>): string {
  const word = wordOf(input, reading);
  if (word !== undefined) return word;
  throw inputError(`${reading.at}.${reading.field}: is missing; give it, or ${reading.field}${RAW} for a new value.`);
}

/**
 * Completes the refusal of a value that an enum lacks with the field that takes the vendor's own word, wherever an input has
 * one.
 */
export function nameRawFields(schema: GraphQLSchema): void {
  const rawFields = new Map<GraphQLEnumType, Set<string>>();
  for (const type of Object.values(schema.getTypeMap()).filter(isInputObjectType)) {
    const fields = type.getFields();
    for (const { name, type: fieldType } of Object.values(fields)) {
      const named = getNamedType(fieldType);
      const raw = `${name}${RAW}`;
      if (!(named instanceof GraphQLEnumType) || fields[raw] === undefined) continue;
      rawFields.set(named, (rawFields.get(named) ?? new Set()).add(raw));
    }
  }
  for (const [type, names] of rawFields) explain(type, [...names].join(', '));
}

function explain(type: GraphQLEnumType, rawFields: string): void {
  const explained =
    <A extends unknown[], R>(read: (...args: A) => R) =>
    (...args: A): R => {
      try {
        return read(...args);
      } catch (error) {
        if (!(error instanceof GraphQLError) || !error.message.startsWith('Value ')) throw error;
        // Without the value, which may be anything, and without graphql-js's offer of other values.
        const message = `The value does not exist in "${type.name}" enum; one that this version does not know goes as the vendor’s own word in ${rawFields}.`;
        throw new GraphQLError(message, { nodes: error.nodes });
      }
    };
  // Replaced on the instance, as the fields refer to it already.
  type.parseValue = explained(type.parseValue.bind(type));
  type.parseLiteral = explained(type.parseLiteral.bind(type));
}
