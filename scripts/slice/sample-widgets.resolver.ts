import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, ID, Info, Query, Resolver } from 'type-graphql';
import { cursorScope, type Context } from '../../src/context.ts';
import { connect, ConnectionArgs, type Connection } from '../../src/graphql/connection/connection.ts';
import { keyOf, type NodeSource } from '../../src/graphql/node/node.ts';
import { Upstream } from '../../src/graphql/schema/upstream-directive.ts';
import {
  getSampleWidgetOperation,
  listSampleWidgets,
  listSampleWidgetsOperation,
  sampleWidgetLoader,
} from './sample-widgets.api.ts';
import { SampleWidget, SampleWidgetConnection } from './sample-widgets.type.ts';

@Resolver(() => SampleWidget)
export class SampleWidgetsResolver {
  static readonly node = {
    type: 'SampleWidget',
    upstream: { per: 'object', operations: [getSampleWidgetOperation] },
    load: (context: Context, key: string) => sampleWidgetLoader(context).load(key),
  } satisfies NodeSource;

  @Query(() => SampleWidget, { nullable: true, description: 'One sample widget; null when there is none.' })
  @Upstream('object', getSampleWidgetOperation)
  sampleWidget(@Arg('id', () => ID) id: string, @Ctx() context: Context): Promise<SampleWidget | null> {
    return sampleWidgetLoader(context).load(keyOf('SampleWidget', id, context.caller.tenantId));
  }

  @Query(() => SampleWidgetConnection, { description: 'The tenant’s sample widgets.' })
  @Upstream('page', listSampleWidgetsOperation)
  sampleWidgets(
    @Args(() => ConnectionArgs) args: ConnectionArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<SampleWidget>> {
    return connect(args, info, cursorScope(context, 'sampleWidgets'), (window) => listSampleWidgets(context, window));
  }
}
