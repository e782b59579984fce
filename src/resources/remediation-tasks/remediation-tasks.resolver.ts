import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, ID, Info, Query, Resolver } from 'type-graphql';
import { cursorScope, type Context } from '../../context.ts';
import { connect, type Connection } from '../../graphql/connection/connection.ts';
import { plainWhere } from '../../graphql/node/filter-inputs.ts';
import { keyOf, type NodeSource } from '../../graphql/node/node.ts';
import { Upstream } from '../../graphql/schema/upstream-directive.ts';
import {
  getRemediationTaskOperation,
  listRemediationTasks,
  listRemediationTasksOperation,
  remediationTaskLoader,
} from './remediation-tasks.api.ts';
import { RemediationTasksArgs } from './remediation-tasks.args.ts';
import { RemediationTask, RemediationTaskConnection } from './remediation-tasks.type.ts';

@Resolver(() => RemediationTask)
export class RemediationTasksResolver {
  static readonly node = {
    type: 'RemediationTask',
    upstream: { per: 'object', operations: [getRemediationTaskOperation] },
    load: (context: Context, key: string) => remediationTaskLoader(context).load(key),
  } satisfies NodeSource;

  @Query(() => RemediationTask, { nullable: true, description: 'One remediation task; null when there is none.' })
  @Upstream('object', getRemediationTaskOperation)
  remediationTask(
    @Arg('id', () => ID, { description: 'The vendor’s id, or a global id.' }) id: string,
    @Ctx() context: Context,
  ): Promise<RemediationTask | null> {
    return remediationTaskLoader(context).load(keyOf('RemediationTask', id, context.caller.tenantId));
  }

  @Query(() => RemediationTaskConnection, { description: 'The tenant’s remediation tasks.' })
  @Upstream('page', listRemediationTasksOperation)
  remediationTasks(
    @Args(() => RemediationTasksArgs) args: RemediationTasksArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<RemediationTask>> {
    const where = plainWhere(args.where, context.caller.tenantId);
    return connect(args, info, cursorScope(context, 'remediationTasks', where), (window) =>
      listRemediationTasks(context, { ...window, where }),
    );
  }
}
