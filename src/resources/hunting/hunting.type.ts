import { GraphQLScalarType, Kind } from 'graphql';
import { GraphQLJSONObject } from 'graphql-scalars';
import { Field, Int, ObjectType } from 'type-graphql';
import { connectionOf, type WholeRows } from '../../graphql/connection/connection.ts';
import type { CursorScope } from '../../graphql/connection/cursor.ts';
import { inputError } from '../../graphql/schema/input-error.ts';
import { DateTime } from '../../graphql/schema/scalars.ts';

/** Characters; the vendor documents no limit, and a hunt longer than this is no hunt. */
const MAX_QUERY_LENGTH = 20_000;

function parseKql(value: unknown): string {
  if (typeof value !== 'string' || value.trim() === '')
    throw inputError('A KQL query is text such as "DeviceInfo | take 5".');
  if (value.length > MAX_QUERY_LENGTH) {
    throw inputError(`A KQL query has at most ${MAX_QUERY_LENGTH} characters, this one has ${value.length}.`);
  }
  return value;
}

export const KQL = new GraphQLScalarType<string, string>({
  name: 'KQL',
  description: 'A query in the Kusto Query Language, over the advanced hunting tables.',
  specifiedByURL: 'https://learn.microsoft.com/defender-xdr/advanced-hunting-query-language',
  serialize: String,
  parseValue: parseKql,
  parseLiteral: (node) => parseKql(node.kind === Kind.STRING ? node.value : undefined),
});

@ObjectType({ simpleResolvers: true, description: 'A column of a result of hunting.' })
export class HuntingColumn {
  @Field(() => String, { description: 'Name of the column, in the letter case of the query.' })
  name!: string;

  @Field(() => String, {
    description:
      'The type: of an answer in the vendor’s words (String, DateTime, Int64 …), of a table or a check in KQL’s (string, datetime, long …).',
  })
  type!: string;
}

@ObjectType({ simpleResolvers: true, description: 'One row of a hunt.' })
export class HuntingRow {
  @Field(() => GraphQLJSONObject, {
    description:
      'Column name to value in the column’s type: date-times as text with all their digits, whole numbers beyond 2^53 as text, dynamic values parsed.',
  })
  values!: Record<string, unknown>;
}

@ObjectType({ simpleResolvers: true, description: 'A time span that a hunt was run for by itself.' })
export class HuntingSlice {
  @Field(() => DateTime, { nullable: true, description: 'Its start; null where it is open.' })
  from!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'Its end, which is not part of it; null where it is open.' })
  to!: string | null;

  @Field(() => Int, { nullable: true, description: 'Rows found in it; null where it gave none or was not run.' })
  rowCount!: number | null;

  @Field(() => String, { nullable: true, description: 'Why rows of it are missing; null where none are.' })
  missing!: string | null;
}

/** Rows of which only those on a page are read. */
export interface FoundRows extends WholeRows<string> {
  /** One that cannot be read is an error in its place. */
  read(texts: readonly string[]): Promise<(HuntingRow | Error)[]>;
}

@ObjectType({ simpleResolvers: true, description: 'What a hunt found.' })
export class HuntingResult {
  @Field(() => [HuntingColumn], { description: 'The columns, in the order of the query.' })
  columns!: readonly HuntingColumn[];

  @Field(() => Int, { description: 'Rows of the whole result.' })
  rowCount!: number;

  @Field(() => DateTime, { description: 'When the hunt was started.' })
  asOf!: string;

  @Field(() => DateTime, {
    nullable: true,
    description:
      'Until when `rows(after:)` pages over this result without running the hunt again; null for one too large to be kept.',
  })
  keptUntil!: string | null;

  @Field(() => [HuntingSlice], {
    description: 'The slices that were asked for, in their order; empty without `slice`.',
  })
  slices!: readonly HuntingSlice[];

  /** Paged by the resolver. */
  found!: FoundRows;
  /** Why rows may be missing; null when none are. */
  incomplete!: string | null;
  /** Upstream calls that it was made of. */
  calls!: number;
  /** By which a cursor finds it again; null where it is not kept. */
  resultId!: Uint8Array | null;
  /** What its cursors are bound to. */
  scope!: CursorScope;
}

export const HuntingRowConnection = connectionOf('HuntingRow', () => HuntingRow);
