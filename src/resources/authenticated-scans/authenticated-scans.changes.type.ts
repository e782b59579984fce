import { Field, ID, ObjectType } from 'type-graphql';
import { ChangePayload, ItemOutcome } from '../../graphql/node/mutation-types.ts';
import { ScanDefinition } from './authenticated-scans.type.ts';

@ObjectType({ simpleResolvers: true })
export class CreateScanDefinitionPayload extends ChangePayload {
  @Field(() => ScanDefinition, { nullable: true, description: 'As the vendor answered.' })
  scanDefinition!: ScanDefinition | null;
}

@ObjectType({ simpleResolvers: true })
export class UpdateScanDefinitionPayload extends ChangePayload {
  @Field(() => ScanDefinition, { nullable: true, description: 'As the vendor answered after the change.' })
  scanDefinition!: ScanDefinition | null;
}

@ObjectType({ simpleResolvers: true, description: 'What became of one definition of several.' })
export class ScanDefinitionDeletion {
  @Field(() => ID, { description: 'The vendor’s own id.' })
  scanDefinitionId!: string;

  @Field(() => ItemOutcome, { description: 'What became of it.' })
  outcome!: ItemOutcome;
}

@ObjectType({ simpleResolvers: true })
export class DeleteScanDefinitionsPayload extends ChangePayload {
  @Field(() => [ScanDefinitionDeletion], { description: 'One for each definition, in the order given.' })
  results!: ScanDefinitionDeletion[];
}
