import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.ts';
import { decodeId, decodeIds, payloadOf } from '../../graphql/node/mutation-types.ts';
import { Upstream } from '../../graphql/schema/upstream-directive.ts';
import {
  batchDeleteIndicatorsOperation,
  deleteIndicator,
  deleteIndicatorOperation,
  deleteIndicators,
  importIndicators,
  importIndicatorsOperation,
  submitIndicator,
  submitIndicatorOperation,
} from './indicators.changes.api.ts';
import {
  DeleteIndicatorInput,
  DeleteIndicatorsInput,
  ImportIndicatorsInput,
  indicatorOf,
  indicatorsOf,
  MAX_INDICATORS,
  SubmitIndicatorInput,
} from './indicators.changes.args.ts';
import {
  DeleteIndicatorPayload,
  DeleteIndicatorsPayload,
  ImportIndicatorsPayload,
  SubmitIndicatorPayload,
} from './indicators.changes.type.ts';

@Resolver()
export class IndicatorChangesResolver {
  @Mutation(() => SubmitIndicatorPayload, {
    description: 'Makes an indicator, or updates the one of the same value; a tenant may have 15,000.',
  })
  @Upstream('object', submitIndicatorOperation)
  async submitIndicator(
    @Arg('input', () => SubmitIndicatorInput) input: SubmitIndicatorInput,
    @Ctx() context: Context,
  ): Promise<SubmitIndicatorPayload> {
    const warnings: string[] = [];
    const indicator = await submitIndicator(context, indicatorOf('input', input, warnings));
    return { ...payloadOf(input, warnings), indicator };
  }

  @Mutation(() => ImportIndicatorsPayload, {
    description: `Makes or updates indicators, ${MAX_INDICATORS} at most by the vendor’s pages; one may fail and the others not.`,
  })
  @Upstream('object', importIndicatorsOperation)
  async importIndicators(
    @Arg('input', () => ImportIndicatorsInput) input: ImportIndicatorsInput,
    @Ctx() context: Context,
  ): Promise<ImportIndicatorsPayload> {
    const warnings: string[] = [];
    const results = await importIndicators(context, indicatorsOf(input, warnings));
    return { ...payloadOf(input, warnings), results };
  }

  @Mutation(() => DeleteIndicatorPayload, { description: 'Deletes one indicator.' })
  @Upstream('object', deleteIndicatorOperation)
  async deleteIndicator(
    @Arg('input', () => DeleteIndicatorInput) input: DeleteIndicatorInput,
    @Ctx() context: Context,
  ): Promise<DeleteIndicatorPayload> {
    const id = decodeId('input.indicatorId', 'Indicator', input.indicatorId, context.caller.tenantId);
    const deletedIndicatorId = await deleteIndicator(context, id);
    return { ...payloadOf(input, []), deletedIndicatorId };
  }

  @Mutation(() => DeleteIndicatorsPayload, {
    description: `Deletes indicators, ${MAX_INDICATORS} at most by the vendor’s pages: all of them, or none if one of them is not there.`,
  })
  @Upstream('object', batchDeleteIndicatorsOperation)
  async deleteIndicators(
    @Arg('input', () => DeleteIndicatorsInput) input: DeleteIndicatorsInput,
    @Ctx() context: Context,
  ): Promise<DeleteIndicatorsPayload> {
    const warnings: string[] = [];
    const { tenantId } = context.caller;
    const list = { field: 'input.indicatorIds', type: 'Indicator', tenantId, documented: MAX_INDICATORS, warnings };
    const results = await deleteIndicators(context, decodeIds(input.indicatorIds, list));
    return { ...payloadOf(input, warnings), results };
  }
}
