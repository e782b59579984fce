import { convertValue } from '../values/convert-value.ts';
import type { Json, KqlType, Value } from '../values/kql-value.ts';
import type { ScalarFunction } from './function-types.ts';

function to(type: KqlType): ScalarFunction {
  return ([value = null], { types }) => convertValue(value, types[0] ?? 'dynamic', type);
}

/** Text as dynamic: JSON where it parses, else the text itself, as parse_json() does. */
function parseJson(value: Value): Json {
  if (typeof value !== 'string') return typeof value === 'bigint' ? null : value;
  if (value === '') return null;
  try {
    return JSON.parse(value) as Json;
  } catch {
    return value;
  }
}

const dynamic: ScalarFunction = ([value = null], { types }) =>
  types[0] === 'string' ? parseJson(value) : convertValue(value, types[0] ?? 'dynamic', 'dynamic');

export const CONVERSION_FUNCTIONS: Record<string, ScalarFunction> = {
  tostring: to('string'),
  toint: to('int'),
  tolong: to('long'),
  todouble: to('real'),
  toreal: to('real'),
  todecimal: to('decimal'),
  tobool: to('bool'),
  toboolean: to('bool'),
  todatetime: to('datetime'),
  totimespan: to('timespan'),
  toguid: to('guid'),
  parse_json: dynamic,
  parsejson: dynamic,
  todynamic: dynamic,
  toobject: dynamic,
};
