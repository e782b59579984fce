import { Resolver } from 'type-graphql';
import type { Context } from '../../context.ts';
import type { NodeSource } from '../../graphql/node/node.ts';
import { Ip } from './ips.type.ts';

@Resolver(() => Ip)
export class IpsResolver {
  static readonly node = {
    type: 'Ip',
    upstream: null,
    key: (ip: Ip) => ip.id,
    // Its key is all there is to it, so no call is needed.
    load: (_: Context, id: string) => Promise.resolve(Object.assign(new Ip(), { id })),
  } satisfies NodeSource;
}
