import { Resolver } from 'type-graphql';
import type { Context } from '../../context.ts';
import { fileLoader } from './files.api.ts';
import { File } from './files.type.ts';

@Resolver(() => File)
export class FilesResolver {
  static readonly node = {
    type: 'File',
    key: (file: File) => file.sha1 ?? file.sha256,
    load: (context: Context, key: string) => fileLoader(context).load(key),
  };
}
