import { Field, ObjectType } from 'type-graphql';
import { DateTime } from '../../graphql/schema/scalars.ts';

@ObjectType({
  simpleResolvers: true,
  description:
    'The files of a snapshot, gzip of one JSON object in each line. Read through `GET /export` they need no storage of your own.',
})
export class ExportFiles {
  @Field(() => [String], {
    description: 'Short-lived links to the files. Secrets: they work without a token.',
  })
  exportFiles!: string[];

  @Field(() => DateTime, { nullable: true, description: 'When the snapshot was made.' })
  generatedTime!: string | null;
}
