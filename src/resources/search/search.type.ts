import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { Node } from '../../graphql/node/node.ts';

/** What a text may be read as, with what is looked for then: the keys are names in the graph. */
export const SearchKind = {
  ACCOUNT: 'ACCOUNT',
  ACTION_ID: 'ACTION_ID',
  ALERT_ID: 'ALERT_ID',
  CVE: 'CVE',
  DEVICE_ADDRESS: 'DEVICE_ADDRESS',
  DEVICE_ID: 'DEVICE_ID',
  DOMAIN: 'DOMAIN',
  ENTRA_DEVICE_ID: 'ENTRA_DEVICE_ID',
  FILE_HASH: 'FILE_HASH',
  HOST_NAME: 'HOST_NAME',
  INDICATOR_VALUE: 'INDICATOR_VALUE',
  IP_ADDRESS: 'IP_ADDRESS',
} as const;
export type SearchKind = keyof typeof SearchKind;

registerEnumType(SearchKind, {
  name: 'SearchKind',
  description: 'What a text was read as.',
  valuesConfig: {
    ACCOUNT: { description: 'A name of an account, with a domain or bare, or a user principal name: the User.' },
    ACTION_ID: { description: 'A GUID: the MachineAction.' },
    ALERT_ID: { description: 'The Alert.' },
    CVE: { description: 'A number of the CVE list: the Vulnerability.' },
    DEVICE_ADDRESS: { description: 'An IP address: the Machines whose last local address it is.' },
    DEVICE_ID: { description: '40 hexadecimal digits: the Machine.' },
    DOMAIN: { description: 'The Domain, seen or not, at no call.' },
    ENTRA_DEVICE_ID: { description: 'A GUID: the Machine that Microsoft Entra knows by it.' },
    FILE_HASH: { description: 'A SHA-1 or SHA-256: the File. The API gives no file by its MD5.' },
    HOST_NAME: { description: 'Machines whose name begins with the text, at most 10.' },
    INDICATOR_VALUE: { description: 'A hash, an address, a domain or a URL: the Indicators of this very value.' },
    IP_ADDRESS: { description: 'The Ip, seen or not, at no call.' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'Something that a text may mean.' })
export class SearchHit {
  @Field(() => SearchKind, { description: 'What the text was read as.' })
  kind!: SearchKind;

  @Field(() => String, { description: 'What was looked for: the text, or the part of it that counts.' })
  value!: string;

  @Field(() => Node, {
    nullable: true,
    description: 'What it names; null, with an error, where looking for it failed.',
  })
  node!: object | Error;
}
