import { Resolver } from 'type-graphql';
import type { Context } from '../../context.ts';
import type { NodeSource } from '../../graphql/node/node.ts';
import { getSoftwareOperation, softwareLoader } from './software.api.ts';
import { Software } from './software.type.ts';

@Resolver(() => Software)
export class SoftwareResolver {
  static readonly node = {
    type: 'Software',
    upstream: { per: 'object', operations: [getSoftwareOperation] },
    load: (context: Context, key: string) => softwareLoader(context).load(key),
  } satisfies NodeSource;
}
