import type { ScalarFunction } from './function-types.ts';
import { floorDivide } from '../values/ticks.ts';

function math(compute: (value: number) => number): ScalarFunction {
  return ([value]) => (typeof value === 'number' ? compute(value) : null);
}

/** Ticks from the year 1, where Kusto's bins of datetimes begin, to 1970. */
const TICKS_TO_1970 = 621_355_968_000_000_000n;

/** `bin(value, size)` for numbers, datetimes and timespans; rounds towards minus infinity. */
const bin: ScalarFunction = ([value = null, size = null], { types }) => {
  if (typeof value === 'bigint' && typeof size === 'bigint') {
    const start = types[0] === 'datetime' ? TICKS_TO_1970 : 0n;
    return size === 0n ? null : floorDivide(value + start, size) * size - start;
  }
  if (typeof value === 'number' && typeof size === 'number') return size === 0 ? null : Math.floor(value / size) * size;
  return null;
};

const abs: ScalarFunction = ([value]) => {
  if (typeof value === 'bigint') return value < 0n ? -value : value;
  return typeof value === 'number' ? Math.abs(value) : null;
};

const round: ScalarFunction = ([value, digits]) => {
  if (typeof value !== 'number') return null;
  const places = typeof digits === 'number' ? digits : 0;
  const factor = 10 ** places;
  return Math.round(value * factor) / factor;
};

export const NUMBER_FUNCTIONS: Record<string, ScalarFunction> = {
  abs,
  bin,
  floor: ([value = null, size = 1], site) => bin([value, size], site),
  ceiling: math(Math.ceil),
  exp: math(Math.exp),
  log: math(Math.log),
  log10: math(Math.log10),
  log2: math(Math.log2),
  sqrt: math(Math.sqrt),
  sign: math(Math.sign),
  isnan: ([value]) => typeof value === 'number' && Number.isNaN(value),
  pow: ([base, power]) => (typeof base === 'number' && typeof power === 'number' ? base ** power : null),
  round,
};
