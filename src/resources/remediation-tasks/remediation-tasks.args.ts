import { ArgsType, Field, InputType } from 'type-graphql';
import { ConnectionArgs } from '../../graphql/connection/connection.ts';
import { DateTimeFilter, enumFilter, type Operators } from '../../graphql/node/filter-inputs.ts';
import { RemediationTaskStatus } from './remediation-tasks.type.ts';

const RemediationTaskStatusFilter = enumFilter('RemediationTaskStatus', RemediationTaskStatus);

@InputType({ description: 'The properties that the vendor documents as filterable; several are joined with and.' })
export class RemediationTaskWhere {
  @Field(() => DateTimeFilter, { nullable: true, description: 'When it was made.' })
  createdOn?: DateTimeFilter | null;

  @Field(() => RemediationTaskStatusFilter, { nullable: true, description: 'Whether it is still worked on.' })
  status?: Operators | null;
}

@ArgsType()
export class RemediationTasksArgs extends ConnectionArgs {
  @Field(() => RemediationTaskWhere, { nullable: true, description: 'Which tasks; all of them unless given.' })
  where?: RemediationTaskWhere | null;
}
