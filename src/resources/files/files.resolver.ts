import { Resolver } from 'type-graphql';
import type { Context } from '../../context.ts';
import type { NodeSource } from '../../graphql/node/node.ts';
import { fileLoader, getFileOperation } from './files.api.ts';
import { File } from './files.type.ts';

@Resolver(() => File)
export class FilesResolver {
  static readonly node = {
    type: 'File',
    upstream: { per: 'object', operations: [getFileOperation] },
    key: (file: File) => file.sha1 ?? file.sha256,
    load: (context: Context, key: string) => fileLoader(context).load(key),
  } satisfies NodeSource;
}
