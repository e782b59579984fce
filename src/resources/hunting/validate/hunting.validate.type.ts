import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { HuntingColumn } from '../hunting.type.ts';

export const DiagnosticSeverity = { ERROR: 'ERROR', WARNING: 'WARNING', INFORMATION: 'INFORMATION' } as const;

registerEnumType(DiagnosticSeverity, {
  name: 'DiagnosticSeverity',
  description: 'How bad a finding is.',
  valuesConfig: {
    ERROR: { description: 'The query is not sent.' },
    WARNING: {
      description:
        'The query is sent: a table, column or function may be newer than what is known here, or a parameter is not used.',
    },
    INFORMATION: { description: 'A hint of the parser.' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'Something found in a query, at its place.' })
export class HuntingDiagnostic {
  @Field(() => String, { description: 'What was found, in words.' })
  message!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The parser’s code, such as KS142 for an unknown column, or a word of the gateway’s, such as COMMAND.',
  })
  code!: string | null;

  @Field(() => DiagnosticSeverity, { description: 'How bad it is.' })
  severity!: keyof typeof DiagnosticSeverity;

  @Field(() => Int, { description: 'From 1.' })
  line!: number;

  @Field(() => Int, { description: 'From 1, in UTF-16 units.' })
  column!: number;

  @Field(() => Int, { description: 'In UTF-16 units; 0 where something is missing.' })
  length!: number;
}

@ObjectType({ simpleResolvers: true, description: 'What can be said of a query without running it.' })
export class HuntValidation {
  @Field(() => [HuntingDiagnostic], {
    description: 'By their places, at most 100; the query runs unless one is an ERROR.',
  })
  diagnostics!: readonly HuntingDiagnostic[];

  @Field(() => [HuntingColumn], {
    description:
      'Columns of the result in the words of KQL (string, long, datetime …; unknown), as far as they can be told, at most 1,000; none where there is an ERROR.',
  })
  columns!: readonly HuntingColumn[];
}

@ObjectType({ simpleResolvers: true, description: 'A hunting table whose columns are documented.' })
export class HuntingTable {
  @Field(() => String, { description: 'Name of the table.' })
  name!: string;

  @Field(() => [HuntingColumn], { description: 'In the documented order, typed in the words of KQL.' })
  columns!: readonly HuntingColumn[];
}
