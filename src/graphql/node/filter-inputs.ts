import { GraphQLSafeInt } from 'graphql-scalars';
import { Field, Float, ID, InputType, type ClassType } from 'type-graphql';
import { checkRawText, RAW, UNRECOGNIZED, type OpenEnum } from '../schema/open-enum.ts';
import { inputError } from '../schema/input-error.ts';
import { keyOf } from './node.ts';
import { DateTime } from '../schema/scalars.ts';

/** The operators that one property is filtered with; several are joined with and. */
export interface Operators {
  eq?: string | number | boolean | null;
  ne?: string | number | boolean | null;
  in?: readonly (string | number)[] | null;
  gt?: string | number | null;
  ge?: string | number | null;
  lt?: string | number | null;
  le?: string | number | null;
  startsWith?: string | null;
}

/** A `where` argument: property -> operators, joined with and. */
export type Where = Readonly<Record<string, Operators>>;

@InputType({ description: 'By id: a global id or the vendor’s own.' })
export class IdFilter {
  @Field(() => ID, { nullable: true, description: 'Equal to this.' }) eq?: string | null;
  @Field(() => ID, { nullable: true, description: 'Not equal to this.' }) ne?: string | null;
  @Field(() => [ID], { nullable: true, description: 'Equal to one of these, at most 100.' }) in?: string[] | null;
}

@InputType({ description: 'By an id that the vendor keeps as a number.' })
export class NumberIdFilter {
  @Field(() => GraphQLSafeInt, { nullable: true, description: 'Equal to this.' }) eq?: number | null;
  @Field(() => GraphQLSafeInt, { nullable: true, description: 'Not equal to this.' }) ne?: number | null;
  @Field(() => [GraphQLSafeInt], { nullable: true, description: 'Equal to one of these, at most 100.' }) in?:
    number[] | null;
}

@InputType({ description: 'By a score or a count.' })
export class NumberFilter {
  @Field(() => Float, { nullable: true, description: 'Equal to this.' }) eq?: number | null;
  @Field(() => Float, { nullable: true, description: 'Above this.' }) gt?: number | null;
  @Field(() => Float, { nullable: true, description: 'This or above.' }) ge?: number | null;
  @Field(() => Float, { nullable: true, description: 'Below this.' }) lt?: number | null;
  @Field(() => Float, { nullable: true, description: 'This or below.' }) le?: number | null;
}

@InputType({ description: 'By a text as a whole. Whether letter case counts is Defender’s affair.' })
export class StringFilter {
  @Field(() => String, { nullable: true, description: 'Equal to this.' }) eq?: string | null;
  @Field(() => String, { nullable: true, description: 'Not equal to this.' }) ne?: string | null;
  @Field(() => [String], { nullable: true, description: 'Equal to one of these, at most 100.' }) in?: string[] | null;
}

@InputType({ description: 'For the properties where the vendor shows `startswith` to work.' })
export class PrefixStringFilter extends StringFilter {
  @Field(() => String, { nullable: true, description: 'Begins with this.' }) startsWith?: string | null;
}

@InputType({ description: 'By a truth value.' })
export class BooleanFilter {
  @Field(() => Boolean, { nullable: true, description: 'Equal to this.' }) eq?: boolean | null;
  @Field(() => Boolean, { nullable: true, description: 'Not equal to this.' }) ne?: boolean | null;
}

@InputType({ description: 'By a tag of a list of tags.' })
export class TagFilter {
  @Field(() => String, { nullable: true, description: 'One of the tags equals this text.' }) eq?: string | null;
}

@InputType({ description: 'By an instant; several operators are joined with and, so that `ge` and `lt` make a span.' })
export class DateTimeFilter {
  @Field(() => DateTime, { nullable: true, description: 'Equal to this.' }) eq?: string | null;
  @Field(() => DateTime, { nullable: true, description: 'After this.' }) gt?: string | null;
  @Field(() => DateTime, { nullable: true, description: 'At this or after it.' }) ge?: string | null;
  @Field(() => DateTime, { nullable: true, description: 'Before this.' }) lt?: string | null;
  @Field(() => DateTime, { nullable: true, description: 'At this or before it.' }) le?: string | null;
}

const RAW_SEARCH = 'In the vendor’s own words, for values that this version does not know; in the place of';

/**
 * The `{ eq, ne, in }` input of an enum, named `<Enum>Filter`; each operator has another beside it that takes the vendor's
 * own words (`eqRaw`).
 */
export function enumFilter(name: string, values: OpenEnum): ClassType<Operators> {
  @InputType(`${name}Filter`, {
    description: `By a \`${name}\`, in the graph’s names or, with \`Raw\`, in the vendor’s words.`,
  })
  class EnumFilter implements Operators {
    @Field(() => values, { nullable: true, description: 'Equal to this.' }) eq?: string | null;
    @Field(() => values, { nullable: true, description: 'Not equal to this.' }) ne?: string | null;
    @Field(() => [values], { nullable: true, description: 'Equal to one of these, at most 100.' }) in?: string[] | null;
    @Field(() => String, { nullable: true, description: `${RAW_SEARCH} \`eq\`.` }) eqRaw?: string | null;
    @Field(() => String, { nullable: true, description: `${RAW_SEARCH} \`ne\`.` }) neRaw?: string | null;
    @Field(() => [String], { nullable: true, description: `${RAW_SEARCH} \`in\`.` }) inRaw?: string[] | null;
  }
  return EnumFilter;
}

const MAX_VALUES = 100;

type Given = readonly [operator: string, value: unknown];

/** The operators that a property of a `where` input is given with, by property. */
function givenOperators(where: object | null | undefined): [property: string, given: Given[]][] {
  const properties = Object.entries(where ?? {}) as [string, object | null | undefined][];
  return properties.map(([property, operators]) => [
    property,
    Object.entries(operators ?? {}).filter(([, value]) => value !== undefined),
  ]);
}

/** The name of an operator without the mark of those that take the vendor's own words. */
function plainName(operator: string): string {
  return operator.endsWith(RAW) ? operator.slice(0, -RAW.length) : operator;
}

function checkValue(path: string, value: unknown): void {
  if (path.endsWith(RAW)) checkRawText(path, String(value));
  else if (value === UNRECOGNIZED) {
    throw inputError(
      `${path}: UNRECOGNIZED cannot be searched for, as the vendor has no such value; give its own word in ${path}${RAW}.`,
    );
  }
}

function checkList(path: string, values: readonly unknown[]): void {
  if (values.length === 0) throw inputError(`${path} is an empty list, which matches nothing; leave it out.`);
  if (values.length > MAX_VALUES) {
    throw inputError(`${path} takes at most ${MAX_VALUES} values, got ${values.length}; ask in parts.`);
  }
  for (const value of values) checkValue(path, value);
}

/** Throws BAD_USER_INPUT naming the field of a `where` input for a value that cannot be searched for. */
export function checkWhere(where: object | null | undefined): void {
  for (const [property, given] of givenOperators(where)) {
    for (const [operator, value] of given) {
      const path = `where.${property}.${operator}`;
      // A front end with a value not loaded yet would else be shown every row.
      if (value === null) throw inputError(`${path} is null; leave it out, or give a value.`);
      const plain = plainName(operator);
      if (plain !== operator && given.some(([other]) => other === plain)) {
        throw inputError(`${path}: stands in the place of ${plain}; leave one of them out.`);
      }
      if (Array.isArray(value)) checkList(path, value);
      else checkValue(path, value);
    }
  }
}

/**
 * The plain values of a `where` input: what is absent left out, global ids replaced by the vendor's keys (`ids`: property
 * -> type). Throws as `checkWhere`, and BAD_USER_INPUT or FORBIDDEN for the id of something else.
 */
export function plainWhere(
  where: object | null | undefined,
  tenantId: string,
  ids: Record<string, string> = {},
): Where {
  checkWhere(where);
  const plain: Record<string, Operators> = {};
  for (const [property, given] of givenOperators(where)) {
    if (given.length === 0) continue;
    const type = ids[property];
    const value = (item: unknown): unknown => (type === undefined ? item : keyOf(type, String(item), tenantId));
    plain[property] = Object.fromEntries(
      given.map(([operator, item]) => [plainName(operator), Array.isArray(item) ? item.map(value) : value(item)]),
    );
  }
  return plain;
}
