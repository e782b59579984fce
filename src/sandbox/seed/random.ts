import { vendorTime } from '../wire/vendor-time.ts';

/** A seeded source of chance: the same seed gives the same sequence on every machine. */
export interface Random {
  /** At least 0, below 1. */
  next(): number;
  /** Whole number, both ends included. */
  int(min: number, max: number): number;
  chance(probability: number): boolean;
  pick<T>(items: readonly T[]): T;
  /** One of the keys, each as likely as its weight. */
  weigh<K extends string>(weights: Readonly<Record<K, number>>): K;
  /** Up to `count` different items, in a random order. */
  sample<T>(items: readonly T[], count: number): T[];
  hex(digits: number): string;
  guid(): string;
  /** The vendor's date-time text for a moment in milliseconds, with made-up digits below the millisecond. */
  moment(milliseconds: number): string;
}

// FNV-1a: turns the seed text into the 32 bits that mulberry32 starts from.
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return value >>> 0;
}

/** Makes a generator (mulberry32) from a seed text. */
export function createRandom(seed: string): Random {
  let state = hash(seed);
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const int = (min: number, max: number) => min + Math.floor(next() * (max - min + 1));
  const pick = <T>(items: readonly T[]): T => {
    if (items.length === 0) throw new RangeError('nothing to pick from');
    return items[int(0, items.length - 1)] as T;
  };
  const weigh = <K extends string>(weights: Readonly<Record<K, number>>): K => {
    const entries = Object.entries<number>(weights) as [K, number][];
    let left = next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [key, weight] of entries) if ((left -= weight) < 0) return key;
    return pick(entries)[0];
  };
  const sample = <T>(items: readonly T[], count: number): T[] => {
    const pool = [...items];
    return Array.from({ length: Math.min(count, pool.length) }, () => {
      const [taken] = pool.splice(int(0, pool.length - 1), 1);
      return taken as T;
    });
  };
  const hex = (digits: number) => {
    let text = '';
    while (text.length < digits) text += int(0, 0xfffffff).toString(16).padStart(7, '0');
    return text.slice(0, digits);
  };
  return {
    next,
    int,
    chance: (probability) => next() < probability,
    pick,
    weigh,
    sample,
    hex,
    guid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-${pick(['8', '9', 'a', 'b'])}${hex(3)}-${hex(12)}`,
    moment: (milliseconds) => vendorTime(milliseconds, int(1, 9999)),
  };
}
