import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, ID, Info, Query, Resolver } from 'type-graphql';
import { cursorScope, type Context } from '../../context.ts';
import { connect, type Connection } from '../../graphql/connection/connection.ts';
import { plainWhere } from '../../graphql/node/filter-inputs.ts';
import { keyOf, type NodeSource } from '../../graphql/node/node.ts';
import { Upstream } from '../../graphql/schema/upstream-directive.ts';
import { getSoftwareOperation, listSoftware, listSoftwareOperation, softwareLoader } from './software.api.ts';
import { SoftwareInventoryArgs } from './software.args.ts';
import { Software, SoftwareConnection } from './software.type.ts';

@Resolver(() => Software)
export class SoftwareResolver {
  static readonly node = {
    type: 'Software',
    upstream: { per: 'hundred', operations: [getSoftwareOperation] },
    load: (context: Context, key: string) => softwareLoader(context).load(key),
  } satisfies NodeSource;

  @Query(() => Software, { nullable: true, description: 'One product; null when there is none.' })
  @Upstream('object', getSoftwareOperation)
  software(
    @Arg('id', () => ID, { description: 'Vendor and product joined by `-_-`, or a global id.' }) id: string,
    @Ctx() context: Context,
  ): Promise<Software | null> {
    return softwareLoader(context).load(keyOf('Software', id, context.caller.tenantId));
  }

  @Query(() => SoftwareConnection, { description: 'The products that are installed on the tenant’s devices.' })
  @Upstream('page', listSoftwareOperation)
  softwareInventory(
    @Args(() => SoftwareInventoryArgs) args: SoftwareInventoryArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<Software>> {
    const where = plainWhere(args.where, context.caller.tenantId, { id: 'Software' });
    return connect(args, info, cursorScope(context, 'softwareInventory', where), (window) =>
      listSoftware(context, { ...window, where }),
    );
  }
}
