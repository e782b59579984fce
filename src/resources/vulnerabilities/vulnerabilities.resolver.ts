import { Resolver } from 'type-graphql';
import type { Context } from '../../context.ts';
import type { NodeSource } from '../../graphql/node/node.ts';
import { getVulnerabilityOperation, vulnerabilityLoader } from './vulnerabilities.api.ts';
import { Vulnerability } from './vulnerabilities.type.ts';

@Resolver(() => Vulnerability)
export class VulnerabilitiesResolver {
  static readonly node = {
    type: 'Vulnerability',
    upstream: { per: 'hundred', operations: [getVulnerabilityOperation] },
    load: (context: Context, key: string) => vulnerabilityLoader(context).load(key),
  } satisfies NodeSource;
}
