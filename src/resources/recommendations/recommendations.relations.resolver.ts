import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, FieldResolver, Info, Resolver, Root } from 'type-graphql';
import { cursorScope, listUnder, type Context } from '../../context.ts';
import { connectWhole, ForwardArgs, type Connection } from '../../graphql/connection/connection.ts';
import { Upstream } from '../../graphql/schema/upstream-directive.ts';
import {
  listRecommendationMachineReferencesOperation,
  recommendationMachinesLoader,
} from '../machine-references/machine-references.api.ts';
import { MachineReferenceConnection, type MachineReference } from '../machine-references/machine-references.type.ts';
import { getRecommendationSoftwareOperation, recommendedSoftwareLoader } from '../software/software.related.api.ts';
import { Software } from '../software/software.type.ts';
import {
  listRecommendationVulnerabilitiesOperation,
  recommendationVulnerabilitiesLoader,
} from '../vulnerabilities/vulnerabilities.related.api.ts';
import { VulnerabilityConnection, type Vulnerability } from '../vulnerabilities/vulnerabilities.type.ts';
import { Recommendation } from './recommendations.type.ts';

@Resolver(() => Recommendation)
export class RecommendationRelationsResolver {
  @FieldResolver(() => Software, {
    nullable: true,
    description: 'The product that it is about; null where it is about a setting.',
  })
  @Upstream('object', getRecommendationSoftwareOperation)
  software(@Root() { id }: Recommendation, @Ctx() context: Context): Promise<Software | null> {
    return recommendedSoftwareLoader(context).load(id);
  }

  @FieldResolver(() => MachineReferenceConnection, {
    nullable: true,
    description: 'The exposed devices. How many they are is in `exposedMachinesCount`, at no call.',
  })
  @Upstream('object', listRecommendationMachineReferencesOperation)
  machines(
    @Root() { id }: Recommendation,
    @Args(() => ForwardArgs) args: ForwardArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<MachineReference>> {
    const scope = cursorScope(context, listUnder('Recommendation.machines', id));
    return connectWhole(args, info, scope, () => recommendationMachinesLoader(context).load(id));
  }

  @FieldResolver(() => VulnerabilityConnection, {
    nullable: true,
    description: 'The CVEs that it would mend. How many they are is in `weaknesses`, at no call.',
  })
  @Upstream('object', listRecommendationVulnerabilitiesOperation)
  vulnerabilities(
    @Root() { id }: Recommendation,
    @Args(() => ForwardArgs) args: ForwardArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<Vulnerability>> {
    const scope = cursorScope(context, listUnder('Recommendation.vulnerabilities', id));
    return connectWhole(args, info, scope, () => recommendationVulnerabilitiesLoader(context).load(id));
  }
}
