import { toJson, toText } from '../values/convert-value.ts';
import { cellKey, type Json, type Value } from '../values/kql-value.ts';
import type { ScalarFunction } from './function-types.ts';

function asArray(value: Value | undefined): Json[] | null {
  return Array.isArray(value) ? value : null;
}

function asBag(value: Value | undefined): Record<string, Json> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null;
}

const pack: ScalarFunction = (args, { types }) => {
  const bag: Record<string, Json> = {};
  for (let index = 0; index + 1 < args.length; index += 2) {
    bag[toText(args[index] ?? null, types[index] ?? 'string')] = toJson(
      args[index + 1] ?? null,
      types[index + 1] ?? 'dynamic',
    );
  }
  return bag;
};

const packArray: ScalarFunction = (args, { types }) =>
  args.map((value, index) => toJson(value, types[index] ?? 'dynamic'));

/** Combines arrays as sets, keeping the order of the first. */
function sets(keep: (inFirst: boolean, inOther: boolean) => boolean): ScalarFunction {
  return ([first, other]) => {
    const [one, two] = [asArray(first) ?? [], asArray(other) ?? []];
    const [ones, twos] = [new Set(one.map(cellKey)), new Set(two.map(cellKey))];
    const unique = new Map([...one, ...two].map((value) => [cellKey(value), value]));
    return [...unique].filter(([key]) => keep(ones.has(key), twos.has(key))).map(([, value]) => value);
  };
}

export const DYNAMIC_FUNCTIONS: Record<string, ScalarFunction> = {
  array_length: ([value]) => asArray(value)?.length ?? null,
  array_concat: (args) => args.flatMap((value) => asArray(value) ?? []),
  array_index_of: ([array, value = null], { types }) => {
    const key = cellKey(toJson(value, types[1] ?? 'dynamic'));
    return asArray(array)?.findIndex((member) => cellKey(member) === key) ?? null;
  },
  array_slice: ([array, start, end]) => {
    const to = typeof end === 'number' && end !== -1 ? end + 1 : undefined;
    return asArray(array)?.slice(typeof start === 'number' ? start : 0, to) ?? null;
  },
  strcat_array: ([array, delimiter]) =>
    (asArray(array) ?? []).map((member) => toText(member, 'dynamic')).join(String(delimiter ?? '')),
  set_has_element: ([set, value = null], { types }) => {
    const key = cellKey(toJson(value, types[1] ?? 'dynamic'));
    return asArray(set)?.some((member) => cellKey(member) === key) ?? null;
  },
  set_union: sets(() => true),
  set_intersect: sets((inFirst, inOther) => inFirst && inOther),
  set_difference: sets((inFirst, inOther) => inFirst && !inOther),
  bag_keys: ([bag]) => {
    const members = asBag(bag);
    return members ? Object.keys(members) : null;
  },
  bag_has_key: ([bag, key]) => Object.hasOwn(asBag(bag) ?? {}, String(key)),
  bag_pack: pack,
  pack,
  pack_array: packArray,
};
