import type { Random } from '../documents/random-document.ts';

/** A whole number from 0 to below `end`. */
export const upTo = (random: Random, end: number): number => Math.floor(random() * end);

export const oneOf = <T>(random: Random, items: readonly T[]): T => items[upTo(random, items.length)] as T;

export function randomBytes(random: Random, most: number): Buffer {
  return Buffer.from(Array.from({ length: upTo(random, most) }, () => upTo(random, 256)));
}

/** Bytes of which a few were changed, left out, doubled, or put in. */
export function changedBytes(random: Random, bytes: Buffer): Buffer {
  let changed = bytes;
  for (let times = 1 + upTo(random, 6); times > 0; times--) {
    const at = upTo(random, changed.length + 1);
    const length = upTo(random, 20);
    const [before, part, after] = [
      changed.subarray(0, at),
      changed.subarray(at, at + length),
      changed.subarray(at + length),
    ];
    const instead = oneOf(random, [
      () => randomBytes(random, 8),
      () => Buffer.alloc(0),
      () => Buffer.concat([part, part]),
      () =>
        Buffer.concat([part, Buffer.from(oneOf(random, ['{', '}', '[', '"', '\\', '$', '...', '@', '\0', '\ufeff']))]),
    ])();
    changed = Buffer.concat([before, instead, after]);
  }
  return changed;
}

/** JSON texts that stand in the place of others. */
const ODD_VALUES = [
  'null',
  'true',
  '-1',
  '1e400',
  '99999999999999999999',
  '""',
  '"\\ud800"',
  '"\\u0000"',
  '[]',
  '{}',
  '[[]]',
  '{"__proto__":{"a":1}}',
  '{"constructor":{"prototype":{"a":1}}}',
  '{"toString":1,"length":-1}',
  `${'['.repeat(500)}${']'.repeat(500)}`,
  `${'{"a":'.repeat(500)}1${'}'.repeat(500)}`,
  `"${'x'.repeat(5_000)}"`,
  `[${'0,'.repeat(2_000)}0]`,
];

/** The text of a JSON value in which a few members have odd values in the place of their own. */
export function changedJson(random: Random, value: unknown): string {
  const write = (part: unknown, depth: number): string => {
    if (depth > 0 && random() < 0.15) return oneOf(random, ODD_VALUES);
    if (Array.isArray(part)) return `[${part.map((item) => write(item, depth + 1)).join(',')}]`;
    if (typeof part !== 'object' || part === null) return JSON.stringify(part) ?? 'null';
    const members = Object.entries(part).map(([name, member]) => {
      const written = random() < 0.03 ? oneOf(random, ['__proto__', 'constructor', 'toString', 'query', '']) : name;
      return `${JSON.stringify(written)}:${write(member, depth + 1)}`;
    });
    if (depth === 0 && random() < 0.3)
      members.push(`"${oneOf(random, ['extensions', 'operationName', 'variables'])}":${oneOf(random, ODD_VALUES)}`);
    return `{${members.join(',')}}`;
  };
  return write(value, 0);
}
