import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Int, Query, Resolver, Root } from 'type-graphql';
import { cursorScope, listUnder, type Context } from '../../context.ts';
import { connectWhole, ForwardArgs, type Connection } from '../../graphql/connection/connection.ts';
import { keyOf, type NodeSource } from '../../graphql/node/node.ts';
import { MD5, SHA1, SHA256, textIn } from '../../graphql/schema/formats.ts';
import { atLeastOne, inputError } from '../../graphql/schema/input-error.ts';
import { Upstream } from '../../graphql/schema/upstream-directive.ts';
import { fileAlertsLoader, listFileAlertsOperation } from '../alerts/alerts.entities.api.ts';
import { AlertConnection, type Alert } from '../alerts/alerts.type.ts';
import { fileMachinesLoader, listFileMachinesOperation } from '../machines/machines.entities.api.ts';
import { MachineConnection, type Machine } from '../machines/machines.type.ts';
import { fileLoader, fileStatisticsLoader, getFileOperation, getFileStatisticsOperation } from './files.api.ts';
import { File, FileStatistics } from './files.type.ts';

/** The hash behind an `id`. Throws BAD_USER_INPUT for what is none; which kinds it takes is the vendor's to say. */
function hashOf(id: string, tenantId: string): string {
  const hash = keyOf('File', id, tenantId);
  if ([SHA1, SHA256, MD5].some((form) => form.test(hash))) return hash;
  throw inputError('id: is no hash of a file; give a SHA-1 of 40 or a SHA-256 of 64 hexadecimal digits.');
}

@Resolver(() => File)
export class FilesResolver {
  static readonly node = {
    type: 'File',
    upstream: { per: 'object', operations: [getFileOperation] },
    key: (file: File) => file.sha1 ?? file.sha256,
    load: (context: Context, key: string) => fileLoader(context).load(key),
  } satisfies NodeSource;

  @Query(() => File, {
    nullable: true,
    description: 'One file, by its SHA-1, its SHA-256 or its global id; null when it is not known.',
  })
  @Upstream('object', getFileOperation)
  file(@Arg('id', () => ID) id: string, @Ctx() context: Context): Promise<File | null> {
    return fileLoader(context).load(hashOf(id, context.caller.tenantId));
  }

  @FieldResolver(() => FileStatistics, { nullable: true, description: 'How widely and when it was seen.' })
  @Upstream('object', getFileStatisticsOperation)
  statistics(
    @Root() file: File,
    @Arg('lookBackHours', () => Int, {
      nullable: true,
      description: 'How far back, in hours; 30 days when not given, which is the most that Defender documents.',
    })
    lookBackHours: number | null | undefined,
    @Ctx() context: Context,
  ): Promise<FileStatistics | null> | null {
    const hours = atLeastOne('lookBackHours', lookBackHours);
    const hash = textIn(file.sha1) ?? textIn(file.sha256);
    return hash === null ? null : fileStatisticsLoader(context, hours).load(hash);
  }

  @FieldResolver(() => AlertConnection, {
    nullable: true,
    description: 'The alerts that it is involved in; null for a file without a SHA-1, by which alone the API asks.',
  })
  @Upstream('object', listFileAlertsOperation)
  alerts(
    @Root() file: File,
    @Args(() => ForwardArgs) args: ForwardArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<Alert>> | null {
    const sha1 = textIn(file.sha1);
    if (sha1 === null) return null;
    const scope = cursorScope(context, listUnder('File.alerts', sha1));
    return connectWhole(args, info, scope, () => fileAlertsLoader(context).load(sha1));
  }

  @FieldResolver(() => MachineConnection, {
    nullable: true,
    description: 'The devices on which it was seen; null for a file without a SHA-1, by which alone the API asks.',
  })
  @Upstream('object', listFileMachinesOperation)
  machines(
    @Root() file: File,
    @Args(() => ForwardArgs) args: ForwardArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<Machine>> | null {
    const sha1 = textIn(file.sha1);
    if (sha1 === null) return null;
    const scope = cursorScope(context, listUnder('File.machines', sha1));
    return connectWhole(args, info, scope, () => fileMachinesLoader(context).load(sha1));
  }
}
