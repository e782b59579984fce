import { GraphQLSafeInt } from 'graphql-scalars';
import { Field, ID, ObjectType } from 'type-graphql';
import { connectionOf } from '../../graphql/connection/connection.ts';
import { Node } from '../../graphql/node/node.ts';
import { openEnum } from '../../graphql/schema/open-enum.ts';
import { DateTime } from '../../graphql/schema/scalars.ts';

export const RemediationTaskStatus = openEnum('RemediationTaskStatus', ['Active', 'Completed'], {
  description: 'Whether a remediation task is still worked on.',
});

const RemediationTaskCategory = openEnum('RemediationTaskCategory', ['Software', 'Security configuration'], {
  description: 'Whether a remediation task is about a product or about a setting.',
});

const RemediationTaskPriority = openEnum('RemediationTaskPriority', ['High', 'Medium', 'Low'], {
  description: 'How urgent a remediation task is.',
});

@ObjectType({
  simpleResolvers: true,
  implements: Node,
  description: 'A task that someone made of a security recommendation.',
})
export class RemediationTask {
  @Field(() => ID, { name: 'remediationTaskId', description: 'The vendor’s own id, a GUID.' })
  id!: string;

  @Field(() => String, { nullable: true, description: 'Title.' })
  title!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was made.' })
  createdOn!: string | null;

  @Field(() => String, { nullable: true, description: 'Object id in Entra ID of who made it.' })
  requesterId!: string | null;

  @Field(() => String, { nullable: true, description: 'Mail address of who made it.' })
  requesterEmail!: string | null;

  @Field(() => String, { nullable: true, description: 'What who made it wrote.' })
  requesterNotes!: string | null;

  @Field(() => RemediationTaskStatus, { nullable: true, description: 'Whether it is still worked on.' })
  status!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When its status last changed.' })
  statusLastModifiedOn!: string | null;

  @Field(() => String, { nullable: true, description: 'What is to be done.' })
  description!: string | null;

  @Field(() => String, { nullable: true, description: 'Software component.' })
  relatedComponent!: string | null;

  @Field(() => GraphQLSafeInt, { nullable: true, description: 'How many exposed devices it covers.' })
  targetDevices!: number | null;

  @Field(() => GraphQLSafeInt, { nullable: true, description: 'How many of them are fixed.' })
  fixedDevices!: number | null;

  @Field(() => [String], { nullable: true, description: 'Names of the device groups that it covers.' })
  rbacGroupNames!: string[] | null;

  @Field(() => DateTime, { nullable: true, description: 'When it is due.' })
  dueOn!: string | null;

  @Field(() => RemediationTaskCategory, { nullable: true, description: 'Whether it is about a product or a setting.' })
  category!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Whether all exposed devices are meant, or those that are not disturbed by the change; the one documented value is `AllExposedAssets`.',
  })
  productivityImpactRemediationType!: string | null;

  @Field(() => RemediationTaskPriority, { nullable: true, description: 'How urgent it is.' })
  priority!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'How it was completed, by itself or by hand; the one documented value is `Automatic`.',
  })
  completionMethod!: string | null;

  @Field(() => String, { nullable: true, description: 'Object id in Entra ID of who completed it.' })
  completerId!: string | null;

  @Field(() => String, { nullable: true, description: 'Mail address of who completed it.' })
  completerEmail!: string | null;

  @Field(() => String, { nullable: true, description: 'Id of the setting, where it is about one: `scid-91`.' })
  scid!: string | null;

  @Field(() => String, { nullable: true, description: 'Kind of fix, for instance `Update`.' })
  type!: string | null;

  @Field(() => String, { nullable: true, description: 'Id of the product: publisher and product joined by `-_-`.' })
  productId!: string | null;

  @Field(() => String, { nullable: true, description: 'Publisher name.' })
  vendorId!: string | null;

  @Field(() => String, { nullable: true, description: 'Product name.' })
  nameId!: string | null;

  @Field(() => String, { nullable: true, description: 'Version to move to.' })
  recommendedVersion!: string | null;

  @Field(() => String, { nullable: true, description: 'Publisher to move to.' })
  recommendedVendor!: string | null;

  @Field(() => String, { nullable: true, description: 'Program to move to.' })
  recommendedProgram!: string | null;
}

export const RemediationTaskConnection = connectionOf('RemediationTask', () => RemediationTask);
