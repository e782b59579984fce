import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, FieldResolver, Info, Resolver, Root } from 'type-graphql';
import type { Context } from '../../../context.ts';
import { Upstream, UpstreamCaseOf } from '../../../graphql/schema/upstream-directive.ts';
import { runAdvancedQueryOperation, runHuntingQueryOperation } from '../../hunting/run/hunting.backends.api.ts';
import { Machine } from '../../machines/machines.type.ts';
import { CODE_RESTRICTION, ISOLATION } from './action-state-rules.ts';
import { containmentOf, differingState, stateOf } from './action-state-loader.ts';
import { listMachineActionsOperation } from '../machine-actions.api.ts';
import {
  MachineCodeRestriction,
  MachineContainment,
  MachineIsolation,
  StateSource,
} from './machine-actions.state.type.ts';

const HUNTS = [runAdvancedQueryOperation, runHuntingQueryOperation] as const;
const BY_HUNTING = { argument: 'source', value: StateSource.HUNTING };
const BOTH_SOURCES = 'Fields of one query share the calls: at most one list of actions and one hunt.';
const DIFFERING =
  'What the other source says, where both know the state and they differ; null otherwise. It may need the hunt, or the list of actions, that `source` has not needed.';

type Source = keyof typeof StateSource;

/** What the API does not tell of a device. */
@Resolver(() => Machine)
export class MachineStateResolver {
  @FieldResolver(() => MachineIsolation, {
    nullable: true,
    description: `Whether it is cut off the network. ${BOTH_SOURCES}`,
  })
  @Upstream('thousand', listMachineActionsOperation)
  @UpstreamCaseOf(BY_HUNTING, 'thousand', ...HUNTS)
  isolation(
    @Root() { id }: Machine,
    @Arg('source', () => StateSource, {
      defaultValue: StateSource.ACTION_HISTORY,
      description: 'What is to tell the state.',
    })
    source: Source,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<MachineIsolation> {
    return stateOf(context, info, ISOLATION, { id, source });
  }

  @FieldResolver(() => MachineCodeRestriction, {
    nullable: true,
    description: `Whether it runs only a predefined set of applications. ${BOTH_SOURCES}`,
  })
  @Upstream('thousand', listMachineActionsOperation)
  @UpstreamCaseOf(BY_HUNTING, 'thousand', ...HUNTS)
  codeRestriction(
    @Root() { id }: Machine,
    @Arg('source', () => StateSource, {
      defaultValue: StateSource.ACTION_HISTORY,
      description: 'What is to tell the state.',
    })
    source: Source,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<MachineCodeRestriction> {
    return stateOf(context, info, CODE_RESTRICTION, { id, source });
  }

  @FieldResolver(() => MachineContainment, {
    nullable: true,
    description:
      'Whether other devices are kept from talking to it. Told by hunting alone, in the hunt that the other states share.',
  })
  @Upstream('thousand', ...HUNTS)
  containment(
    @Root() { id }: Machine,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<MachineContainment> {
    return containmentOf(context, info, id);
  }
}

@Resolver(() => MachineIsolation)
export class MachineIsolationResolver {
  @FieldResolver(() => MachineIsolation, { nullable: true, description: DIFFERING })
  @Upstream('thousand', ...HUNTS)
  differing(@Root() told: MachineIsolation, @Ctx() context: Context): Promise<MachineIsolation | null> {
    return differingState(context, told, ISOLATION);
  }
}

@Resolver(() => MachineCodeRestriction)
export class MachineCodeRestrictionResolver {
  @FieldResolver(() => MachineCodeRestriction, { nullable: true, description: DIFFERING })
  @Upstream('thousand', ...HUNTS)
  differing(@Root() told: MachineCodeRestriction, @Ctx() context: Context): Promise<MachineCodeRestriction | null> {
    return differingState(context, told, CODE_RESTRICTION);
  }
}
