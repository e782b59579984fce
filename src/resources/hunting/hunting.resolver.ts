import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, Info, Query, Resolver, Root } from 'type-graphql';
import { cursorScope, type Context } from '../../context.ts';
import { connectWhole, ForwardArgs, type Connection } from '../../graphql/connection.ts';
import { Upstream } from '../../graphql/upstream-fields.ts';
import { alertLoader, getAlertOperation } from '../alerts/alerts.api.ts';
import { Alert } from '../alerts/alerts.type.ts';
import { getMachineOperation, machineLoader } from '../machines/machines.api.ts';
import { Machine } from '../machines/machines.type.ts';
import { runAdvancedQueryOperation, runHunt } from './hunting.api.ts';
import { HuntingResult, HuntingRow, HuntingRowConnection, KQL } from './hunting.type.ts';

function textIn(row: HuntingRow, column: string): string | null {
  const value = row.values[column];
  return typeof value === 'string' && value !== '' ? value : null;
}

@Resolver(() => HuntingResult)
export class HuntingResolver {
  @Query(() => HuntingResult, {
    description: 'Runs a hunt over the last 30 days: at most 100,000 rows and 200 s.',
  })
  @Upstream('object', runAdvancedQueryOperation)
  hunt(@Arg('query', () => KQL) query: string, @Ctx() context: Context): Promise<HuntingResult> {
    return runHunt(context, query);
  }

  @FieldResolver(() => HuntingRowConnection, {
    description:
      'The rows. Paging cuts this answer; `after` in a later request runs the hunt again, and its rows may have moved.',
  })
  rows(
    @Root() result: HuntingResult,
    @Args(() => ForwardArgs) args: ForwardArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<HuntingRow>> {
    const scope = cursorScope(context, 'hunt', result.query);
    return connectWhole(args, info, scope, () => Promise.resolve({ rows: result.found, incomplete: null }));
  }
}

@Resolver(() => HuntingRow)
export class HuntingRowResolver {
  @FieldResolver(() => Machine, {
    nullable: true,
    description: 'The device that the row’s DeviceId names.',
  })
  @Upstream('hundred', getMachineOperation)
  machine(@Root() row: HuntingRow, @Ctx() context: Context): Promise<Machine | null> | null {
    const id = textIn(row, 'DeviceId');
    return id === null ? null : machineLoader(context).load(id);
  }

  @FieldResolver(() => Alert, {
    nullable: true,
    description: 'The alert that the row’s AlertId names.',
  })
  @Upstream('hundred', getAlertOperation)
  alert(@Root() row: HuntingRow, @Ctx() context: Context): Promise<Alert | null> | null {
    const id = textIn(row, 'AlertId');
    return id === null ? null : alertLoader(context).load(id);
  }
}
