import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, Info, Query, Resolver } from 'type-graphql';
import { cursorScope, type Context } from '../../context.ts';
import { ConnectionArgs, connectWhole, type Connection } from '../../graphql/connection/connection.ts';
import type { NodeSource } from '../../graphql/node/node.ts';
import { Upstream } from '../../graphql/schema/upstream-directive.ts';
import { libraryFileLoader, listLibraryFiles, listLibraryFilesOperation } from './library.api.ts';
import { LibraryFile, LibraryFileConnection } from './library.type.ts';

@Resolver(() => LibraryFile)
export class LibraryResolver {
  static readonly node = {
    type: 'LibraryFile',
    upstream: { per: 'hundred', operations: [listLibraryFilesOperation] },
    key: (file: LibraryFile) => file.fileName,
    load: (context: Context, key: string) => libraryFileLoader(context).load(key),
  } satisfies NodeSource;

  @Query(() => LibraryFileConnection, {
    description: 'The files of the live response library, which the vendor gives whole.',
  })
  @Upstream('page', listLibraryFilesOperation)
  libraryFiles(
    @Args(() => ConnectionArgs) args: ConnectionArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<LibraryFile>> {
    return connectWhole(args, info, cursorScope(context, 'libraryFiles'), () => listLibraryFiles(context));
  }
}
