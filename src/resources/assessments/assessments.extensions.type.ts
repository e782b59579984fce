import { GraphQLSafeInt } from 'graphql-scalars';
import { Field, ID, ObjectType } from 'type-graphql';
import { connectionOf } from '../../graphql/connection/connection.ts';
import { AssessedDevice } from './assessments.device.type.ts';

@ObjectType({ simpleResolvers: true, description: 'A permission that an extension asks for.' })
export class BrowserExtensionPermissionUse {
  @Field(() => ID, { name: 'browserExtensionPermissionUseId', description: 'Permission key or host pattern.' })
  id!: string;

  @Field(() => Boolean, { nullable: true, description: 'Whether the extension cannot do without it.' })
  isRequired!: boolean | null;

  @Field(() => String, { nullable: true, description: 'Risk of the permission; High in the example.' })
  risk!: string | null;
}

/** No global id: the API gives these only as a list. */
@ObjectType({ simpleResolvers: true, description: 'An extension of a browser on one device.' })
export class BrowserExtensionRecord extends AssessedDevice {
  @Field(() => GraphQLSafeInt, { nullable: true, description: 'Device group id.' })
  rbacGroupId!: number | null;

  @Field(() => String, { nullable: true, description: 'When it was installed; ISO 8601 in the example.' })
  installationTime!: string | null;

  @Field(() => String, { nullable: true, description: 'Browser, for instance chrome.' })
  browserName!: string | null;

  @Field(() => String, { nullable: true, description: 'Extension id.' })
  extensionId!: string | null;

  @Field(() => String, { nullable: true, description: 'Extension name.' })
  extensionName!: string | null;

  @Field(() => String, { nullable: true, description: 'Description by the publisher.' })
  extensionDescription!: string | null;

  @Field(() => String, { nullable: true, description: 'Extension version.' })
  extensionVersion!: string | null;

  @Field(() => String, { nullable: true, description: 'Highest risk of its permissions.' })
  extensionRisk!: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether it is switched on.' })
  isActivated!: boolean | null;

  @Field(() => [BrowserExtensionPermissionUse], { nullable: true, description: 'Permissions it asks for.' })
  permissions!: BrowserExtensionPermissionUse[] | null;
}

export const BrowserExtensionRecordConnection = connectionOf('BrowserExtensionRecord', () => BrowserExtensionRecord);

@ObjectType({
  simpleResolvers: true,
  description: 'What a permission of browser extensions allows: the same for every tenant.',
})
export class BrowserExtensionPermission {
  @Field(() => String, { nullable: true, description: 'Permission key, for instance audioCapture.' })
  key!: string | null;

  @Field(() => String, { nullable: true, description: 'Short name.' })
  permissionName!: string | null;

  @Field(() => String, { nullable: true, description: 'What it allows.' })
  description!: string | null;
}

export const BrowserExtensionPermissionConnection = connectionOf(
  'BrowserExtensionPermission',
  () => BrowserExtensionPermission,
);
