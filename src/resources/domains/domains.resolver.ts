import { Resolver } from 'type-graphql';
import type { Context } from '../../context.ts';
import type { NodeSource } from '../../graphql/node/node.ts';
import { Domain } from './domains.type.ts';

@Resolver(() => Domain)
export class DomainsResolver {
  static readonly node = {
    type: 'Domain',
    upstream: null,
    key: (domain: Domain) => domain.host,
    // Its key is all there is to it, so no call is needed.
    load: (_: Context, host: string) => Promise.resolve(Object.assign(new Domain(), { host })),
  } satisfies NodeSource;
}
