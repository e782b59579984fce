/**
 * A property of a row that ought to be text, as text: that of a number or a truth value, empty for anything else, so that
 * an odd value is no fault of the code that looks at it.
 */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

/** Whether a value is a JSON object. */
export function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A property of a row that ought to be a list, as the objects in it. */
export function objectsIn<T extends object>(value: readonly T[] | null | undefined): T[] {
  const list: unknown = value;
  return (Array.isArray(list) ? (list as unknown[]) : []).filter((item): item is T => isObject(item));
}

/** A property of a row that ought to be a list of text, as the texts in it; a bare text is a list of one. */
export function textsIn(value: unknown): string[] {
  const list: unknown[] = Array.isArray(value) ? value : [value];
  return list.map(textOf).filter((text) => text !== '');
}

/**
 * A property that one page shows as a list and another as a single value, as a list, its items as they came; null where
 * there is none.
 */
export function listOf<T>(value: T | readonly T[] | null | undefined): T[] | null {
  if (value === null || value === undefined) return null;
  return Array.isArray(value) ? [...(value as T[])] : [value as T];
}

/** The JSON of a value that was read from JSON; of one that is nested too deep to be written, that. */
export function jsonOf(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch {
    return 'nested too deep';
  }
}
