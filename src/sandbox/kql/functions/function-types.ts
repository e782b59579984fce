import type { KqlType, Value } from '../values/kql-value.ts';

/** Where a function is called: the types of its arguments, of its result, and the query's instant in ticks. */
export interface CallSite {
  types: KqlType[];
  type: KqlType;
  now: bigint;
}

export type ScalarFunction = (args: Value[], site: CallSite) => Value;
