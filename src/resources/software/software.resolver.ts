import { Resolver } from 'type-graphql';
import type { Context } from '../../context.ts';
import { softwareLoader } from './software.api.ts';
import { Software } from './software.type.ts';

@Resolver(() => Software)
export class SoftwareResolver {
  static readonly node = {
    type: 'Software',
    load: (context: Context, key: string) => softwareLoader(context).load(key),
  };
}
