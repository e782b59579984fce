import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, Info, Query, Resolver } from 'type-graphql';
import { cursorScope, type Context } from '../../context.ts';
import { connectWhole, type Connection } from '../../graphql/connection/connection.ts';
import { isIpAddress } from '../../graphql/schema/formats.ts';
import { inputError } from '../../graphql/schema/input-error.ts';
import { Upstream } from '../../graphql/schema/upstream-directive.ts';
import {
  findMachinesByIpOperation,
  findMachinesByTagOperation,
  machinesByIpLoader,
  machinesByTag,
} from './machines.entities.api.ts';
import { MachinesByIpArgs, MachinesByTagArgs } from './machines.entities.args.ts';
import { MachineConnection, type Machine } from './machines.type.ts';

/** Devices found by what they had rather than by what they are. */
@Resolver()
export class MachinesFoundResolver {
  @Query(() => MachineConnection, {
    description:
      'The devices that had a local address within 15 minutes of an instant. `machines(where: { lastIpAddress })` finds those that have it still.',
  })
  @Upstream('page', findMachinesByIpOperation)
  machinesByIp(
    @Args(() => MachinesByIpArgs) { ip, at, ...args }: MachinesByIpArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<Machine>> {
    if (!isIpAddress(ip))
      throw inputError('ip: is no IPv4 or IPv6 address; give one without port, prefix or brackets.');
    const scope = cursorScope(context, 'machinesByIp', { ip, at });
    return connectWhole(args, info, scope, () => machinesByIpLoader(context, at).load(ip));
  }

  @Query(() => MachineConnection, {
    description:
      'The devices that have a tag, or one that begins with the text. For the whole tag `machines(where: { machineTags })` can be joined with other filters.',
  })
  @Upstream('page', findMachinesByTagOperation)
  machinesByTag(
    @Args(() => MachinesByTagArgs) { tag, startsWith, ...args }: MachinesByTagArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<Machine>> {
    if (tag.trim() === '') throw inputError('tag: is blank; give a tag, or its first letters with startsWith.');
    const scope = cursorScope(context, 'machinesByTag', { tag, startsWith });
    return connectWhole(args, info, scope, () => machinesByTag(context, tag, startsWith));
  }
}
