import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Query, Resolver, Root } from 'type-graphql';
import { cursorScope, listUnder, type Context } from '../../context.ts';
import { ConnectionArgs, connectWhole, ForwardArgs, type Connection } from '../../graphql/connection/connection.ts';
import { keyOf, type NodeSource } from '../../graphql/node/node.ts';
import { CheckArguments } from '../../graphql/schema/argument-check.ts';
import { inputError } from '../../graphql/schema/input-error.ts';
import { Upstream } from '../../graphql/schema/upstream-directive.ts';
import { getMachineOperation, machineLoader } from '../machines/machines.api.ts';
import { Machine } from '../machines/machines.type.ts';
import {
  getScanAgentOperation,
  listScanAgents,
  listScanAgentsOperation,
  listScanDefinitions,
  listScanDefinitionsOperation,
  scanAgentLoader,
  scanDefinitionOf,
} from './authenticated-scans.api.ts';
import {
  listScanHistoryByDefinitionOperation,
  listScanHistoryBySessionOperation,
  listScanSessions,
  MAX_KEYS,
  scanRunsLoader,
} from './authenticated-scans.history.api.ts';
import { ScanRunConnection, ScanSession, type ScanRun } from './authenticated-scans.history.type.ts';
import {
  ScanAgent,
  ScanAgentConnection,
  ScanDefinition,
  ScanDefinitionConnection,
  ScannerAgent,
} from './authenticated-scans.type.ts';

function checkIds({ length }: readonly string[]): void {
  if (length > MAX_KEYS) throw inputError(`ids: takes at most ${MAX_KEYS}, got ${length}; ask in parts.`);
}

@Resolver(() => ScanDefinition)
export class ScanDefinitionsResolver {
  static readonly node = {
    type: 'ScanDefinition',
    upstream: { per: 'object', operations: [listScanDefinitionsOperation] },
    load: (context: Context, key: string) => scanDefinitionOf(context, key),
  } satisfies NodeSource;

  @Query(() => ScanDefinition, {
    nullable: true,
    description: 'One definition of an authenticated scan, found in the list of all; null when there is none.',
  })
  @Upstream('object', listScanDefinitionsOperation)
  scanDefinition(@Arg('id', () => ID) id: string, @Ctx() context: Context): Promise<ScanDefinition | null> {
    return scanDefinitionOf(context, keyOf('ScanDefinition', id, context.caller.tenantId));
  }

  @Query(() => ScanDefinitionConnection, {
    description: 'The tenant’s authenticated scans, which the vendor gives whole, without the credentials.',
  })
  @Upstream('page', listScanDefinitionsOperation)
  scanDefinitions(
    @Args(() => ConnectionArgs) args: ConnectionArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<ScanDefinition>> {
    return connectWhole(args, info, cursorScope(context, 'scanDefinitions'), () => listScanDefinitions(context));
  }

  @Query(() => [ScanSession], {
    nullable: true,
    description: `Sessions of scans by the vendor’s ids, which no list has; at most ${MAX_KEYS}, and none for an id that is not known.`,
  })
  @Upstream('object', listScanHistoryBySessionOperation)
  @CheckArguments(({ ids }) => checkIds(ids as string[]))
  async scanSessions(
    @Arg('ids', () => [ID], {
      description: 'Ids of scan sessions, as the vendor shows them; no list of the API tells them.',
    })
    ids: string[],
    @Ctx() context: Context,
  ): Promise<(ScanSession | Error)[]> {
    checkIds(ids);
    return ids.length === 0 ? [] : listScanSessions(context, ids);
  }

  @FieldResolver(() => ScanRunConnection, { nullable: true, description: 'The runs of the scan.' })
  @Upstream('hundred', listScanHistoryByDefinitionOperation)
  history(
    @Root() { id }: ScanDefinition,
    @Args(() => ForwardArgs) args: ForwardArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<ScanRun>> {
    const scope = cursorScope(context, listUnder('ScanDefinition.history', id));
    return connectWhole(args, info, scope, () => scanRunsLoader(context).load(id));
  }
}

@Resolver(() => ScanAgent)
export class ScanAgentsResolver {
  static readonly node = {
    type: 'ScanAgent',
    upstream: { per: 'object', operations: [getScanAgentOperation] },
    load: (context: Context, key: string) => scanAgentLoader(context).load(key),
  } satisfies NodeSource;

  @Query(() => ScanAgent, {
    nullable: true,
    description: 'One scanner, by its own id or by that of its device; null when there is none.',
  })
  @Upstream('object', getScanAgentOperation)
  scanAgent(@Arg('id', () => ID) id: string, @Ctx() context: Context): Promise<ScanAgent | null> {
    return scanAgentLoader(context).load(keyOf('ScanAgent', id, context.caller.tenantId));
  }

  @Query(() => ScanAgentConnection, { description: 'The devices that scan others, which the vendor gives whole.' })
  @Upstream('page', listScanAgentsOperation)
  scanAgents(
    @Args(() => ConnectionArgs) args: ConnectionArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<ScanAgent>> {
    return connectWhole(args, info, cursorScope(context, 'scanAgents'), () => listScanAgents(context));
  }

  @FieldResolver(() => Machine, { nullable: true, description: 'The device itself.' })
  @Upstream('hundred', getMachineOperation)
  machine(@Root() { machineId }: ScanAgent, @Ctx() context: Context): Promise<Machine | null> | null {
    return machineId == null ? null : machineLoader(context).load(machineId);
  }
}

@Resolver(() => ScannerAgent)
export class ScannerAgentResolver {
  @FieldResolver(() => Machine, { nullable: true, description: 'The device itself.' })
  @Upstream('hundred', getMachineOperation)
  machine(@Root() { machineId }: ScannerAgent, @Ctx() context: Context): Promise<Machine | null> | null {
    return machineId == null ? null : machineLoader(context).load(machineId);
  }
}
