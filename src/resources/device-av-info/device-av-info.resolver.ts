import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, FieldResolver, Info, Query, Resolver, Root } from 'type-graphql';
import { cursorScope, type Context } from '../../context.ts';
import { connect, type Connection } from '../../graphql/connection/connection.ts';
import { plainWhere } from '../../graphql/node/filter-inputs.ts';
import { RowProperty } from '../../graphql/schema/row-types.ts';
import { Upstream } from '../../graphql/schema/upstream-directive.ts';
import { getMachineOperation, machineLoader } from '../machines/machines.api.ts';
import { Machine } from '../machines/machines.type.ts';
import {
  antivirusHealthLoader,
  listDeviceAvInfo,
  listDeviceAvInfoOperation,
  scanResultIn,
} from './device-av-info.api.ts';
import { AntivirusHealthArgs } from './device-av-info.args.ts';
import { AvScanResult, DeviceAvInfo, DeviceAvInfoConnection } from './device-av-info.type.ts';

@Resolver(() => DeviceAvInfo)
export class DeviceAvInfoResolver {
  @Query(() => DeviceAvInfoConnection, { description: 'The health of Defender Antivirus on each device.' })
  @Upstream('page', listDeviceAvInfoOperation)
  antivirusHealth(
    @Args(() => AntivirusHealthArgs) args: AntivirusHealthArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<DeviceAvInfo>> {
    const where = plainWhere(args.where, context.caller.tenantId, { machineId: 'Machine' });
    return connect(args, info, cursorScope(context, 'antivirusHealth', where), (window) =>
      listDeviceAvInfo(context, { ...window, where }),
    );
  }

  @FieldResolver(() => AvScanResult, {
    nullable: true,
    description: 'How the last quick scan ended; null where there was none.',
  })
  @RowProperty()
  quickScanResult(@Root() health: DeviceAvInfo): string | null {
    return scanResultIn(health.quickScanResult);
  }

  @FieldResolver(() => AvScanResult, {
    nullable: true,
    description: 'How the last full scan ended; null where there was none.',
  })
  @RowProperty()
  fullScanResult(@Root() health: DeviceAvInfo): string | null {
    return scanResultIn(health.fullScanResult);
  }

  @FieldResolver(() => Machine, {
    nullable: true,
    description: 'The device; null where the device list no longer has it.',
  })
  @Upstream('hundred', getMachineOperation)
  machine(@Root() { machineId }: DeviceAvInfo, @Ctx() context: Context): Promise<Machine | null> | null {
    return machineId == null ? null : machineLoader(context).load(machineId);
  }
}

@Resolver(() => Machine)
export class AntivirusHealthOfMachineResolver {
  @FieldResolver(() => DeviceAvInfo, {
    nullable: true,
    description: 'The health of Defender Antivirus on it; null where the vendor tells none.',
  })
  @Upstream('hundred', listDeviceAvInfoOperation)
  antivirusHealth(@Root() { id }: Machine, @Ctx() context: Context): Promise<DeviceAvInfo | null> {
    return antivirusHealthLoader(context).load(id);
  }
}
