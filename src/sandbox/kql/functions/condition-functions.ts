import { convertValue } from '../values/convert-value.ts';
import { compareValues, isNumeric, type Value } from '../values/kql-value.ts';
import type { CallSite, ScalarFunction } from './function-types.ts';

/** Argument `index` in the type of the call's result. */
function result(args: Value[], index: number, site: CallSite): Value {
  const from = site.types[index] ?? 'dynamic';
  const value = args[index] ?? null;
  return isNumeric(from) && isNumeric(site.type) ? value : convertValue(value, from, site.type);
}

function isEmpty(value: Value): boolean {
  return value === null || value === '';
}

const iff: ScalarFunction = (args, site) => result(args, args[0] === true ? 1 : 2, site);

const choose: ScalarFunction = (args, site) => {
  for (let index = 0; index + 1 < args.length; index += 2) {
    if (args[index] === true) return result(args, index + 1, site);
  }
  return result(args, args.length - 1, site);
};

const coalesce: ScalarFunction = (args, site) => {
  const index = args.findIndex((value) => !isEmpty(value));
  return result(args, index < 0 ? args.length - 1 : index, site);
};

function extreme(sign: 1 | -1): ScalarFunction {
  return (args, site) => {
    const values = args.map((_, index) => result(args, index, site)).filter((value) => value !== null);
    return values.reduce<Value>(
      (best, value) => (best === null || compareValues(value, best) * sign > 0 ? value : best),
      null,
    );
  };
}

export const CONDITION_FUNCTIONS: Record<string, ScalarFunction> = {
  iff,
  iif: iff,
  case: choose,
  coalesce,
  not: ([value]) => (typeof value === 'boolean' ? !value : null),
  isempty: ([value = null]) => isEmpty(value),
  isnotempty: ([value = null]) => !isEmpty(value),
  notempty: ([value = null]) => !isEmpty(value),
  isnull: ([value = null]) => value === null,
  isnotnull: ([value = null]) => value !== null,
  notnull: ([value = null]) => value !== null,
  max_of: extreme(1),
  min_of: extreme(-1),
};
