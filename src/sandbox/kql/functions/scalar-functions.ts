import { CONDITION_FUNCTIONS } from './condition-functions.ts';
import { CONVERSION_FUNCTIONS } from './conversion-functions.ts';
import { DATETIME_FUNCTIONS } from './datetime-functions.ts';
import { DYNAMIC_FUNCTIONS } from './dynamic-functions.ts';
import type { KqlType, Value } from '../values/kql-value.ts';
import { NUMBER_FUNCTIONS } from './number-functions.ts';
import { TEXT_FUNCTIONS } from './text-functions.ts';

/** Where a function is called: the types of its arguments, of its result, and the query's instant in ticks. */
export interface CallSite {
  types: KqlType[];
  type: KqlType;
  now: bigint;
}

export type ScalarFunction = (args: Value[], site: CallSite) => Value;

const FUNCTIONS = new Map<string, ScalarFunction>(
  [
    CONDITION_FUNCTIONS,
    CONVERSION_FUNCTIONS,
    DATETIME_FUNCTIONS,
    DYNAMIC_FUNCTIONS,
    NUMBER_FUNCTIONS,
    TEXT_FUNCTIONS,
  ].flatMap((group) => Object.entries(group)),
);

export function scalarFunction(name: string): ScalarFunction | undefined {
  return FUNCTIONS.get(name);
}
