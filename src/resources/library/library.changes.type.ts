import { Field, ObjectType } from 'type-graphql';
import { ChangePayload } from '../../graphql/node/mutation-types.ts';
import { LibraryFile } from './library.type.ts';

@ObjectType({ simpleResolvers: true })
export class UploadLibraryFilePayload extends ChangePayload {
  @Field(() => LibraryFile, { nullable: true, description: 'As the vendor answered.' })
  libraryFile!: LibraryFile | null;
}

@ObjectType({ simpleResolvers: true })
export class DeleteLibraryFilePayload extends ChangePayload {
  @Field(() => String, { description: 'Name of the file that is gone.' })
  deletedFileName!: string;
}
