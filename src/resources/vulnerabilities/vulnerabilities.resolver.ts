import { Resolver } from 'type-graphql';
import type { Context } from '../../context.ts';
import { vulnerabilityLoader } from './vulnerabilities.api.ts';
import { Vulnerability } from './vulnerabilities.type.ts';

@Resolver(() => Vulnerability)
export class VulnerabilitiesResolver {
  static readonly node = {
    type: 'Vulnerability',
    load: (context: Context, key: string) => vulnerabilityLoader(context).load(key),
  };
}
