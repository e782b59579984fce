import { GraphQLScalarType, Kind } from 'graphql';
import { inputError } from './input-error.ts';

const SHORT = /^(?:(?<d>\d{1,5})d|(?<h>\d{1,6})h|(?<m>\d{1,7})m|(?<s>\d{1,8})s)$/;
const ISO = /^P(?=\d|T\d)(?:(?<d>\d{1,5})D)?(?:T(?=\d)(?:(?<h>\d{1,6})H)?(?:(?<m>\d{1,7})M)?(?:(?<s>\d{1,8})S)?)?$/;
const WEEKS = /^P(?<w>\d{1,4})W$/;

const SECONDS = { w: 604_800, d: 86_400, h: 3_600, m: 60, s: 1 } as const;

/** Seconds of a duration in either form; null for any other text. Months and years have no fixed length and are none. */
export function durationSeconds(text: string): number | null {
  const parts = (SHORT.exec(text) ?? ISO.exec(text) ?? WEEKS.exec(text))?.groups;
  if (parts === undefined) return null;
  const units = Object.keys(SECONDS) as (keyof typeof SECONDS)[];
  return units.reduce((sum, unit) => sum + Number(parts[unit] ?? 0) * SECONDS[unit], 0);
}

/** `P7D`, `PT90M`: a whole number of seconds as ISO 8601 text in its largest even unit. */
function isoDuration(seconds: number): string {
  if (seconds % SECONDS.d === 0) return `P${seconds / SECONDS.d}D`;
  if (seconds % SECONDS.h === 0) return `PT${seconds / SECONDS.h}H`;
  if (seconds % SECONDS.m === 0) return `PT${seconds / SECONDS.m}M`;
  return `PT${seconds}S`;
}

function parseDuration(value: unknown): string {
  const seconds = typeof value === 'string' ? durationSeconds(value) : null;
  if (seconds === null || seconds <= 0) {
    throw inputError('A Duration is ISO 8601 text such as P7D or PT12H, or short for it: 7d, 12h, 30m, 45s.');
  }
  return isoDuration(seconds);
}

/** ISO 8601 text inside, whichever form it was given in. */
export const Duration = new GraphQLScalarType<string, string>({
  name: 'Duration',
  description:
    'A length of time as ISO 8601 text, `P7D` or `PT12H`, or in KQL’s short form: `7d`, `12h`, `30m`, `45s`.',
  serialize: String,
  parseValue: parseDuration,
  parseLiteral: (node) => parseDuration(node.kind === Kind.STRING ? node.value : undefined),
});
