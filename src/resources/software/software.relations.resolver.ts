import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, FieldResolver, Info, Resolver, Root } from 'type-graphql';
import { cursorScope, listUnder, type Context } from '../../context.ts';
import { connectWhole, ForwardArgs, type Connection, type WholeList } from '../../graphql/connection/connection.ts';
import { Upstream } from '../../graphql/schema/upstream-directive.ts';
import {
  listSoftwareMachineReferencesOperation,
  softwareMachinesLoader,
} from '../machine-references/machine-references.api.ts';
import { MachineReferenceConnection, type MachineReference } from '../machine-references/machine-references.type.ts';
import { listSoftwareMissingKbsOperation, softwareMissingKbsLoader } from '../missing-kbs/missing-kbs.api.ts';
import { MissingKbConnection, type MissingKb } from '../missing-kbs/missing-kbs.type.ts';
import { listRecommendationsOperation } from '../recommendations/recommendations.api.ts';
import { recommendationsOfProduct } from '../recommendations/recommendations.related.api.ts';
import { RecommendationConnection, type Recommendation } from '../recommendations/recommendations.type.ts';
import {
  listSoftwareVulnerabilitiesOperation,
  softwareVulnerabilitiesLoader,
} from '../vulnerabilities/vulnerabilities.related.api.ts';
import { VulnerabilityConnection, type Vulnerability } from '../vulnerabilities/vulnerabilities.type.ts';
import {
  SoftwareVersionDistributionConnection,
  type SoftwareVersionDistribution,
} from './software.distributions.type.ts';
import { distributionsLoader, listSoftwareVersionDistributionsOperation } from './software.related.api.ts';
import { Software } from './software.type.ts';

/** A list that the API gives whole, for one product at a time. */
function perProduct<Row>(
  field: string,
  read: () => Promise<WholeList<Row>>,
  software: Software,
  args: ForwardArgs,
  context: Context,
  info: GraphQLResolveInfo,
): Promise<Connection<Row>> {
  return connectWhole(args, info, cursorScope(context, listUnder(`Software.${field}`, software.id)), read);
}

@Resolver(() => Software)
export class SoftwareRelationsResolver {
  @FieldResolver(() => SoftwareVersionDistributionConnection, {
    nullable: true,
    description: 'The versions that are installed, with the number of devices that have each.',
  })
  @Upstream('object', listSoftwareVersionDistributionsOperation)
  distributions(
    @Root() software: Software,
    @Args(() => ForwardArgs) args: ForwardArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<SoftwareVersionDistribution>> {
    const read = () => distributionsLoader(context).load(software.id);
    return perProduct('distributions', read, software, args, context, info);
  }

  @FieldResolver(() => MachineReferenceConnection, {
    nullable: true,
    description: 'The devices that have it. How many of them are exposed is in `exposedMachines`, at no call.',
  })
  @Upstream('object', listSoftwareMachineReferencesOperation)
  machines(
    @Root() software: Software,
    @Args(() => ForwardArgs) args: ForwardArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<MachineReference>> {
    const read = () => softwareMachinesLoader(context).load(software.id);
    return perProduct('machines', read, software, args, context, info);
  }

  @FieldResolver(() => VulnerabilityConnection, {
    nullable: true,
    description: 'The CVEs that affect it. How many they are is in `weaknesses`, at no call.',
  })
  @Upstream('object', listSoftwareVulnerabilitiesOperation)
  vulnerabilities(
    @Root() software: Software,
    @Args(() => ForwardArgs) args: ForwardArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<Vulnerability>> {
    const read = () => softwareVulnerabilitiesLoader(context).load(software.id);
    return perProduct('vulnerabilities', read, software, args, context, info);
  }

  @FieldResolver(() => MissingKbConnection, {
    nullable: true,
    description: 'The security updates for it that devices still lack.',
  })
  @Upstream('object', listSoftwareMissingKbsOperation)
  missingKbs(
    @Root() software: Software,
    @Args(() => ForwardArgs) args: ForwardArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<MissingKb>> {
    const read = () => softwareMissingKbsLoader(context).load(software.id);
    return perProduct('missingKbs', read, software, args, context, info);
  }

  @FieldResolver(() => RecommendationConnection, {
    nullable: true,
    description: 'The security recommendations that name its product and its publisher.',
  })
  @Upstream('hundred', listRecommendationsOperation)
  recommendations(
    @Root() software: Software,
    @Args(() => ForwardArgs) args: ForwardArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<Recommendation>> {
    const read = () => recommendationsOfProduct(context, software);
    return perProduct('recommendations', read, software, args, context, info);
  }
}
