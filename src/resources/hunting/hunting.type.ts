import { GraphQLScalarType, Kind } from 'graphql';
import { GraphQLJSONObject } from 'graphql-scalars';
import { Field, Int, ObjectType } from 'type-graphql';
import { connectionOf } from '../../graphql/connection.ts';
import { inputError } from '../../graphql/input-error.ts';

/** Characters; the vendor documents no limit, and a hunt longer than this is no hunt. */
const LONGEST_QUERY = 20_000;

function parseKql(value: unknown): string {
  if (typeof value !== 'string' || value.trim() === '')
    throw inputError('A KQL query is text such as "DeviceInfo | take 5".');
  if (value.length > LONGEST_QUERY) {
    throw inputError(`A KQL query has at most ${LONGEST_QUERY} characters, this one has ${value.length}.`);
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

@ObjectType({ simpleResolvers: true })
export class HuntingColumn {
  @Field(() => String)
  name!: string;

  @Field(() => String, { description: 'The type as the vendor names it: String, DateTime, Int64 …' })
  type!: string;
}

@ObjectType({ simpleResolvers: true, description: 'One row of a hunt.' })
export class HuntingRow {
  @Field(() => GraphQLJSONObject, { description: 'Column name to value, as the vendor sends it.' })
  values!: Record<string, unknown>;
}

@ObjectType({ simpleResolvers: true, description: 'What a hunt found.' })
export class HuntingResult {
  /** Names the result in its cursors. */
  query!: string;

  @Field(() => [HuntingColumn])
  columns!: HuntingColumn[];

  @Field(() => Int)
  rowCount!: number;

  /** Paged by the resolver. */
  found!: HuntingRow[];
}

export const HuntingRowConnection = connectionOf('HuntingRow', () => HuntingRow);
