import type { ScalarFunction } from './function-types.ts';
import { CONDITION_FUNCTIONS } from './condition-functions.ts';
import { CONVERSION_FUNCTIONS } from './conversion-functions.ts';
import { DATETIME_FUNCTIONS } from './datetime-functions.ts';
import { DYNAMIC_FUNCTIONS } from './dynamic-functions.ts';

import { NUMBER_FUNCTIONS } from './number-functions.ts';
import { TEXT_FUNCTIONS } from './text-functions.ts';

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
