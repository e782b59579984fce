import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import type { Context } from '../../../context.ts';
import { HUNTING_TABLES } from '../../../kql/schema/tables.ts';
import { validatedHunt } from '../run/hunt-check.ts';
import { HuntingParameterInput } from '../hunting.args.ts';
import { KQL } from '../hunting.type.ts';
import { HuntValidation, HuntingTable } from './hunting.validate.type.ts';

@Resolver()
export class HuntValidationResolver {
  @Query(() => HuntValidation, {
    description:
      'Looks a hunt over without running it: faults with their places, and the columns of its result. Makes no upstream call.',
  })
  validateHunt(
    @Arg('query', () => KQL, { description: 'The query to be looked at.' }) query: string,
    @Arg('parameters', () => [HuntingParameterInput], {
      defaultValue: [],
      description: 'As they would be given to `hunt`.',
    })
    parameters: HuntingParameterInput[],
    @Ctx() context: Context,
  ): Promise<HuntValidation> {
    return validatedHunt(context, query, parameters);
  }

  @Query(() => [HuntingTable], {
    description:
      'The hunting tables whose columns are documented, by name, for completion in an editor. Makes no upstream call.',
  })
  huntingTables(): readonly HuntingTable[] {
    return HUNTING_TABLES;
  }
}
