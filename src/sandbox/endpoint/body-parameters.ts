import type { Call } from './call.ts';
import { badRequest, missingParameter } from '../wire/errors.ts';
import { wrongBody } from '../wire/read-body.ts';

/** Reads one member of a body, or throws the 400 that names it. */
export type Rule<T> = (value: unknown, name: string) => T;

/** A text; anything else is a wrong body. */
export const text: Rule<string> = (value, name) => {
  if (typeof value !== 'string') throw wrongBody(`Request body is incorrect: ${name} must be a string`);
  return value;
};

export const flag: Rule<boolean> = (value, name) => {
  if (typeof value !== 'boolean') throw wrongBody(`Request body is incorrect: ${name} must be true or false`);
  return value;
};

export const items: Rule<unknown[]> = (value, name) => {
  if (!Array.isArray(value)) throw wrongBody(`Request body is incorrect: ${name} must be an array`);
  return value;
};

export const texts: Rule<string[]> = (value, name) => items(value, name).map((item) => text(item, name));

/** One of the documented values, letter for letter. */
export const oneOf =
  (...values: string[]): Rule<string> =>
  (value, name) => {
    const given = text(value, name);
    if (values.includes(given)) return given;
    throw badRequest(`The value '${given}' of ${name} is invalid. Valid values: ${values.join(', ')}`, 'InvalidInput');
  };

/** A member that may be absent or null. */
export const optional =
  <T>(rule: Rule<T>): Rule<T | undefined> =>
  (value, name) =>
    value === undefined || value === null ? undefined : rule(value, name);

/** A member that must be there; an empty text counts as absent. */
export const required =
  <T>(rule: Rule<T>): Rule<T> =>
  (value, name) => {
    if (value === undefined || value === null || value === '') throw missingParameter(name);
    return rule(value, name);
  };

type Shape = Readonly<Record<string, Rule<unknown>>>;
type Values<S extends Shape> = { [K in keyof S]: ReturnType<S[K]> };

/** Reads the body of a call. Names in a wrong letter case are missing, and unknown besides (common-errors.md). */
export function readParameters<S extends Shape>(call: Call, shape: S): Values<S> {
  return readObject(call.body ?? {}, shape, call.world.quirks.caseSensitiveBodies);
}

/** Reads an object by its shape: first what is missing or wrong, then what does not belong. */
export function readObject<S extends Shape>(body: unknown, shape: S, caseSensitive: boolean): Values<S> {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw wrongBody();
  const fold = (name: string) => (caseSensitive ? name : name.toLowerCase());
  const given = new Map(Object.entries(body).map(([name, value]) => [fold(name), value as unknown]));
  const values = Object.fromEntries(
    Object.entries(shape).map(([name, rule]) => [name, rule(given.get(fold(name)), name)]),
  );
  const known = new Set(Object.keys(shape).map(fold));
  if ([...given.keys()].some((name) => !known.has(name))) throw wrongBody();
  return values as Values<S>;
}
