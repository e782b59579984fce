import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, FieldResolver, Info, Resolver, Root } from 'type-graphql';
import { cursorScope, listUnder, type Context } from '../../context.ts';
import { connectWhole, ForwardArgs, type Connection } from '../../graphql/connection/connection.ts';
import { RowProperty } from '../../graphql/schema/row-types.ts';
import { Upstream } from '../../graphql/schema/upstream-directive.ts';
import {
  listRemediationTaskMachineReferencesOperation,
  remediationTaskMachinesLoader,
} from '../machine-references/machine-references.api.ts';
import { MachineReferenceConnection, type MachineReference } from '../machine-references/machine-references.type.ts';
import { getRecommendationOperation, recommendationLoader } from '../recommendations/recommendations.api.ts';
import { Recommendation } from '../recommendations/recommendations.type.ts';
import { getSoftwareOperation, softwareLoader } from '../software/software.api.ts';
import { Software } from '../software/software.type.ts';
import { groupNamesOf, productOfTask, recommendationOfTask } from './remediation-tasks.api.ts';
import { RemediationTask } from './remediation-tasks.type.ts';

@Resolver(() => RemediationTask)
export class RemediationTaskRelationsResolver {
  @FieldResolver(() => [String], { nullable: true, description: 'Names of the device groups that it covers.' })
  @RowProperty()
  rbacGroupNames(@Root() task: RemediationTask): string[] | null {
    return groupNamesOf(task);
  }

  @FieldResolver(() => MachineReferenceConnection, {
    nullable: true,
    description:
      'The devices that are still exposed. How many it covers and how many are fixed is in `targetDevices` and `fixedDevices`, at no call.',
  })
  @Upstream('object', listRemediationTaskMachineReferencesOperation)
  machines(
    @Root() { id }: RemediationTask,
    @Args(() => ForwardArgs) args: ForwardArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<MachineReference>> {
    const scope = cursorScope(context, listUnder('RemediationTask.machines', id));
    return connectWhole(args, info, scope, () => remediationTaskMachinesLoader(context).load(id));
  }

  @FieldResolver(() => Software, { nullable: true, description: 'The product; null where the inventory has none.' })
  @Upstream('hundred', getSoftwareOperation)
  software(@Root() task: RemediationTask, @Ctx() context: Context): Promise<Software | null> | null {
    const product = productOfTask(task);
    return product === null ? null : softwareLoader(context).load(product);
  }

  @FieldResolver(() => Recommendation, {
    nullable: true,
    description: 'The recommendation that it was made of, by its setting or its product; null where that is gone.',
  })
  @Upstream('hundred', getRecommendationOperation)
  recommendation(@Root() task: RemediationTask, @Ctx() context: Context): Promise<Recommendation | null> | null {
    const advice = recommendationOfTask(task);
    return advice === null ? null : recommendationLoader(context).load(advice);
  }
}
