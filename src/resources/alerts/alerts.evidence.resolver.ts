import type { GraphQLResolveInfo } from 'graphql';
import { Ctx, FieldResolver, Info, Resolver, Root } from 'type-graphql';
import type { Context } from '../../context.ts';
import { NotById } from '../../graphql/node/invalid-key-error.ts';
import { hostOf, isHostName, isIpAddress, textIn } from '../../graphql/schema/formats.ts';
import { Upstream } from '../../graphql/schema/upstream-directive.ts';
import { selectsOnly } from '../../graphql/document/selection.ts';
import { Domain } from '../domains/domains.type.ts';
import { fileLoader, getFileOperation } from '../files/files.api.ts';
import { File } from '../files/files.type.ts';
import { Ip } from '../ips/ips.type.ts';
import { fieldsByName, getUserOperation, userByName, userLoader } from '../users/users.api.ts';
import { User } from '../users/users.type.ts';
import { AlertEvidence } from './alerts.evidence.type.ts';

/** The account of a piece of evidence, as `domain\name` where both are told. */
function accountIn({ accountName, domainName }: AlertEvidence): string | null {
  const [name, domain] = [textIn(accountName), textIn(domainName)];
  return name === null || domain === null ? name : `${domain}\\${name}`;
}

/**
 * What a piece of evidence names, where the graph has it as an object: processes and registry values it has none of. It is
 * one type, as the vendor has it, since types for each kind would all have to repeat the properties of an interface.
 */
@Resolver(() => AlertEvidence)
export class AlertEvidenceResolver {
  @FieldResolver(() => File, {
    nullable: true,
    description: 'The file, or the image of the process, by its SHA-1 or else its SHA-256.',
  })
  @Upstream('object', getFileOperation)
  file(@Root() { sha1, sha256 }: AlertEvidence, @Ctx() context: Context): Promise<File | null> | null {
    const hash = textIn(sha1) ?? textIn(sha256);
    return hash === null ? null : fileLoader(context).load(hash);
  }

  @FieldResolver(() => User, {
    nullable: true,
    description:
      'The user, by the name of the account. No call, and no permission but those of what is below, where only `id`, `userId`, `accountName`, `accountDomain`, `alerts` and `machines` are selected.',
  })
  @Upstream('object', getUserOperation)
  @NotById()
  user(
    @Root() evidence: AlertEvidence,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<User | null> | User | null {
    const account = accountIn(evidence);
    if (account === null) return null;
    const suffices = selectsOnly(info, 'User', fieldsByName(account));
    return suffices ? userByName(account) : userLoader(context).load(account);
  }

  @FieldResolver(() => Ip, { nullable: true, description: 'The IP address.' })
  ip(@Root() { ipAddress }: AlertEvidence): Ip | null {
    const id = textIn(ipAddress);
    return id === null || !isIpAddress(id) ? null : Object.assign(new Ip(), { id });
  }

  @FieldResolver(() => Domain, { nullable: true, description: 'The host of the URL, unless it is an address.' })
  domain(@Root() { url }: AlertEvidence): Domain | null {
    const host = hostOf(textIn(url) ?? '');
    return host === null || !isHostName(host) ? null : Object.assign(new Domain(), { host });
  }
}
