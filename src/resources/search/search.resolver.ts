import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Info, Query, Resolver } from 'type-graphql';
import { missingPermissions, type Context } from '../../context.ts';
import { selectsOnly } from '../../graphql/document/selection.ts';
import { asNode } from '../../graphql/node/node.ts';
import { inputError } from '../../graphql/schema/input-error.ts';
import { Upstream, UpstreamCalls } from '../../graphql/schema/upstream-directive.ts';
import { alertLoader, getAlertOperation } from '../alerts/alerts.api.ts';
import { Domain } from '../domains/domains.type.ts';
import { fileLoader, getFileOperation } from '../files/files.api.ts';
import { indicatorsByValueLoader, listIndicatorsOperation } from '../indicators/indicators.api.ts';
import { Ip } from '../ips/ips.type.ts';
import { getMachineActionOperation, machineActionLoader } from '../machine-actions/machine-actions.api.ts';
import { getMachineOperation, listMachinesOperation, machineLoader } from '../machines/machines.api.ts';
import {
  machinesByEntraIdLoader,
  machinesByLastAddressLoader,
  machinesByName,
} from '../machines/machines.entities.api.ts';
import { fieldsByName, getUserOperation, userByName, userLoader } from '../users/users.api.ts';
import { getVulnerabilityOperation, vulnerabilityLoader } from '../vulnerabilities/vulnerabilities.api.ts';
import { callsFor, readingsOf, type Reading } from './search.args.ts';
import { SearchHit, type SearchKind } from './search.type.ts';

/** Devices of a name that begins with the text. */
const MAX_BY_NAME = 10;

type Found = object | Error | null;

/** How a kind is looked for: at one call, or none, and the type of what is found. */
interface LookUp {
  type: string;
  find: (context: Context, value: string) => Promise<Found | readonly Found[]> | object;
}

const LOOK_UPS: Readonly<Record<SearchKind, LookUp>> = {
  ACCOUNT: { type: 'User', find: (context, name) => userLoader(context).load(name) },
  ACTION_ID: { type: 'MachineAction', find: (context, id) => machineActionLoader(context).load(id) },
  ALERT_ID: { type: 'Alert', find: (context, id) => alertLoader(context).load(id) },
  CVE: { type: 'Vulnerability', find: (context, number) => vulnerabilityLoader(context).load(number) },
  DEVICE_ADDRESS: { type: 'Machine', find: (context, ip) => machinesByLastAddressLoader(context).load(ip) },
  DEVICE_ID: { type: 'Machine', find: (context, id) => machineLoader(context).load(id) },
  DOMAIN: { type: 'Domain', find: (_, host) => Object.assign(new Domain(), { host }) },
  ENTRA_DEVICE_ID: { type: 'Machine', find: (context, id) => machinesByEntraIdLoader(context).load(id) },
  FILE_HASH: { type: 'File', find: (context, hash) => fileLoader(context).load(hash) },
  HOST_NAME: { type: 'Machine', find: (context, name) => machinesByName(context, name, MAX_BY_NAME) },
  INDICATOR_VALUE: { type: 'Indicator', find: (context, value) => indicatorsByValueLoader(context).load(value) },
  IP_ADDRESS: { type: 'Ip', find: (_, id) => Object.assign(new Ip(), { id }) },
};

/** What one reading of the text finds: a failure is a hit of its own, since something may be there. */
async function hitsOf(context: Context, { kind, value }: Reading, find: LookUp['find']): Promise<SearchHit[]> {
  const { type } = LOOK_UPS[kind];
  const [outcome] = await Promise.allSettled([find(context, value)]);
  const found: unknown = outcome.status === 'fulfilled' ? outcome.value : outcome.reason;
  const nodes = (Array.isArray(found) ? found : [found]) as Found[];
  return nodes
    .filter((node) => node !== null)
    .map((node) => ({ kind, value, node: node instanceof Error ? node : asNode(type, node) }));
}

@Resolver(() => SearchHit)
export class SearchResolver {
  @Query(() => [SearchHit], {
    description:
      'What a pasted text may mean, the surest first: a SHA-1, SHA-256 or MD5, an IP address, a domain or URL (also as `hxxp` and with `[.]`), the id of a device, an alert or an action, a CVE, an account or user principal name, a host name, the value of an indicator. At most three calls, by the forms that the text has, each with the permission of what it looks for; one that fails costs its own hit. A bare word is looked for as an account only where an application asks, as the vendor lets people have no user by name.',
  })
  @Upstream(
    'object',
    listIndicatorsOperation,
    getFileOperation,
    getMachineOperation,
    listMachinesOperation,
    getAlertOperation,
    getMachineActionOperation,
    getVulnerabilityOperation,
    getUserOperation,
  )
  @UpstreamCalls(({ text }) => callsFor(String(text)))
  async search(
    @Arg('text', () => String, { description: 'As pasted, at most 2,000 characters.' }) text: string,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<SearchHit[]> {
    const readings = readingsOf(text);
    if (readings.length === 0) {
      throw inputError(
        'text: is nothing that can be searched for; give a hash, an address, a domain, a URL, an id, a CVE, an account or the name of a device.',
      );
    }
    // The page on one user lists no delegated permission.
    const mayGuess =
      context.caller.kind === 'APPLICATION' && (await missingPermissions(context, [getUserOperation])).length === 0;
    const findOf = ({ kind, value, isGuess }: Reading): LookUp['find'] => {
      const suffices = kind === 'ACCOUNT' && isGuess !== true && selectsOnly(info, 'User', fieldsByName(value), 'node');
      return suffices ? () => userByName(value) : LOOK_UPS[kind].find;
    };
    const looked = readings.filter(({ isGuess }) => isGuess !== true || mayGuess);
    return (await Promise.all(looked.map((reading) => hitsOf(context, reading, findOf(reading))))).flat();
  }
}
