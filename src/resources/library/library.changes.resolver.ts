import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.ts';
import { payloadOf } from '../../graphql/node/mutation-types.ts';
import { Upstream } from '../../graphql/schema/upstream-directive.ts';
import {
  deleteLibraryFile,
  deleteLibraryFileOperation,
  uploadLibraryFile,
  uploadLibraryFileOperation,
} from './library.changes.api.ts';
import { DeleteLibraryFileInput, libraryNameOf, UploadLibraryFileInput, uploadOf } from './library.changes.args.ts';
import { DeleteLibraryFilePayload, UploadLibraryFilePayload } from './library.changes.type.ts';

@Resolver()
export class LibraryChangesResolver {
  @Mutation(() => UploadLibraryFilePayload, {
    description: 'Puts a file of at most 20 MB into the live response library.',
  })
  @Upstream('object', uploadLibraryFileOperation)
  async uploadLibraryFile(
    @Arg('input', () => UploadLibraryFileInput) input: UploadLibraryFileInput,
    @Ctx() context: Context,
  ): Promise<UploadLibraryFilePayload> {
    const warnings: string[] = [];
    const libraryFile = await uploadLibraryFile(context, uploadOf(input, warnings));
    return { ...payloadOf(input, warnings), libraryFile };
  }

  @Mutation(() => DeleteLibraryFilePayload, { description: 'Takes a file out of the live response library.' })
  @Upstream('object', deleteLibraryFileOperation)
  async deleteLibraryFile(
    @Arg('input', () => DeleteLibraryFileInput) input: DeleteLibraryFileInput,
    @Ctx() context: Context,
  ): Promise<DeleteLibraryFilePayload> {
    const deletedFileName = await deleteLibraryFile(context, libraryNameOf(input.fileName));
    return { ...payloadOf(input, []), deletedFileName };
  }
}
