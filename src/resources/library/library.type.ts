import { Field, ObjectType } from 'type-graphql';
import { connectionOf } from '../../graphql/connection/connection.ts';
import { Node } from '../../graphql/node/node.ts';
import { DateTime } from '../../graphql/schema/scalars.ts';

/** Known from an example only; no page lists its properties (list-library-files.md). */
@ObjectType({
  simpleResolvers: true,
  implements: Node,
  description: 'A file of the live response library; its name is its key.',
})
export class LibraryFile {
  @Field(() => String, { nullable: true, description: 'Name, by which live response finds it.' })
  fileName!: string | null;

  @Field(() => String, { nullable: true, description: 'SHA-256 of the content.' })
  sha256!: string | null;

  @Field(() => String, { nullable: true, description: 'What the file is.' })
  description!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was uploaded.' })
  creationTime!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it last changed.' })
  lastUpdatedTime!: string | null;

  @Field(() => String, { nullable: true, description: 'Who uploaded it.' })
  createdBy!: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether the script takes arguments.' })
  hasParameters!: boolean | null;

  @Field(() => String, { nullable: true, description: 'What those arguments are.' })
  parametersDescription!: string | null;
}

export const LibraryFileConnection = connectionOf('LibraryFile', () => LibraryFile);
