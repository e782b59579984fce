/** Digits only, as in the ids of devices and the hashes of files, or a GUID, as in those of actions. */
const HEXADECIMAL = /^(?:[0-9a-f]+|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;
/** Properties that hold ids: `id`, `machineId`, `aadDeviceId`. */
const ID_PROPERTY = /(?:^i|I)d$/;

/**
 * An id as it is compared and asked for: hexadecimal digits in small letters, as the vendor's pages write them, since the
 * API spells one device in capitals here and in small letters there. Any other id is told by its exact letters.
 */
export function foldId(id: string): string {
  return HEXADECIMAL.test(id) ? id.toLowerCase() : id;
}

/** Whether two ids name the same object. */
export function isSameId(one: string, other: string): boolean {
  return foldId(one) === foldId(other);
}

function foldIn(value: unknown): unknown {
  if (typeof value === 'string') return foldId(value);
  if (Array.isArray(value)) return [...new Set((value as unknown[]).map(foldIn))];
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]: [string, unknown]) => [name, foldIn(inner)]));
}

/** Folds the ids among the values of a filter: property -> operator -> value. */
export function foldIds<T extends object>(where: T): T {
  const entries: [string, unknown][] = Object.entries(where);
  const folded = entries.map(([name, value]) => [name, ID_PROPERTY.test(name) ? foldIn(value) : value]);
  return Object.fromEntries(folded) as T;
}
