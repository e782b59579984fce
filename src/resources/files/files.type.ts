import { GraphQLSafeInt } from 'graphql-scalars';
import { Field, ObjectType } from 'type-graphql';
import { Node } from '../../graphql/node/node.ts';
import { DateTime } from '../../graphql/schema/scalars.ts';

@ObjectType({
  simpleResolvers: true,
  implements: Node,
  description: 'A file by its hashes, as Microsoft knows it from all tenants.',
})
export class File {
  @Field(() => String, { nullable: true, description: 'SHA-1 of the content.' })
  sha1!: string | null;

  @Field(() => String, { nullable: true, description: 'SHA-256 of the content.' })
  sha256!: string | null;

  @Field(() => GraphQLSafeInt, {
    nullable: true,
    description:
      'How often the file is seen; the table says ’across organization’, the name and the statistics type say worldwide. Declared ’Nullable long’.',
  })
  globalPrevalence!: number | null;

  @Field(() => DateTime, { nullable: true, description: 'When the file was first observed.' })
  globalFirstObserved!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When the file was last observed.' })
  globalLastObserved!: string | null;

  @Field(() => GraphQLSafeInt, {
    nullable: true,
    description: 'Size of the file; unit not stated. Declared ’Nullable long’.',
  })
  size!: number | null;

  @Field(() => String, { nullable: true, description: 'Kind of file, for example APP.' })
  fileType!: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether it is a portable executable.' })
  isPeFile!: boolean | null;

  @Field(() => String, { nullable: true, description: 'Publisher.' })
  filePublisher!: string | null;

  @Field(() => String, { nullable: true, description: 'Product name.' })
  fileProductName!: string | null;

  @Field(() => String, { nullable: true, description: 'Signer of the file.' })
  signer!: string | null;

  @Field(() => String, { nullable: true, description: 'Issuer of the signing certificate.' })
  issuer!: string | null;

  @Field(() => String, { nullable: true, description: 'Hash of the signing certificate.' })
  signerHash!: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether the agent verified the signing certificate.' })
  isValidCertificate!: boolean | null;

  @Field(() => String, { nullable: true, description: 'Kind of verdict, for example Pua; values are not enumerated.' })
  determinationType!: string | null;

  @Field(() => String, { nullable: true, description: 'Verdict name, for example PUA:Win32/FusionCore.' })
  determinationValue!: string | null;
}

/** `InOrgFileStats` of the vendor's. */
@ObjectType({ simpleResolvers: true, description: 'How widely and when a file was seen, in the tenant and anywhere.' })
export class FileStatistics {
  @Field(() => String, { nullable: true, description: 'SHA-1 of the file.' })
  sha1!: string | null;

  @Field(() => GraphQLSafeInt, { nullable: true, description: 'How many of the tenant’s devices have it.' })
  organizationPrevalence!: number | null;

  @Field(() => DateTime, { nullable: true, description: 'When the tenant first saw it, within the time asked for.' })
  orgFirstSeen!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When the tenant last saw it.' })
  orgLastSeen!: string | null;

  @Field(() => GraphQLSafeInt, {
    nullable: true,
    description: 'How often it is seen anywhere; `globalPrevalence` of the file itself.',
  })
  globallyPrevalence!: number | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was first observed anywhere.' })
  globalFirstObserved!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was last observed anywhere.' })
  globalLastObserved!: string | null;

  @Field(() => [String], { nullable: true, description: 'Names under which it is seen most.' })
  topFileNames!: string[] | null;
}
