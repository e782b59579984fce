import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, FieldResolver, Info, Query, Resolver } from 'type-graphql';
import { cursorScope, type Context } from '../../context.ts';
import { connectWhole, ForwardArgs, type Connection } from '../../graphql/connection/connection.ts';
import { Upstream } from '../../graphql/schema/upstream-directive.ts';
import {
  getDeviceSecureScore,
  getDeviceSecureScoreOperation,
  getExposureScore,
  getExposureScoreOperation,
  listExposureScoreByMachineGroups,
  listExposureScoreByMachineGroupsOperation,
} from './scores.api.ts';
import {
  DeviceSecureScore,
  ExposureScore,
  MachineGroupExposureScoreConnection,
  type MachineGroupExposureScore,
} from './scores.type.ts';

@Resolver(() => ExposureScore)
export class ScoresResolver {
  @Query(() => ExposureScore, { nullable: true, description: 'How exposed the tenant is now.' })
  @Upstream('object', getExposureScoreOperation)
  exposureScore(@Ctx() context: Context): Promise<ExposureScore> {
    return getExposureScore(context);
  }

  @Query(() => DeviceSecureScore, { nullable: true, description: 'How well the tenant’s devices are configured now.' })
  @Upstream('object', getDeviceSecureScoreOperation)
  deviceSecureScore(@Ctx() context: Context): Promise<DeviceSecureScore> {
    return getDeviceSecureScore(context);
  }

  @FieldResolver(() => MachineGroupExposureScoreConnection, {
    nullable: true,
    description: 'The score of each device group.',
  })
  @Upstream('object', listExposureScoreByMachineGroupsOperation)
  machineGroups(
    @Args(() => ForwardArgs) args: ForwardArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<MachineGroupExposureScore>> {
    const scope = cursorScope(context, 'ExposureScore.machineGroups');
    return connectWhole(args, info, scope, () => listExposureScoreByMachineGroups(context));
  }
}
