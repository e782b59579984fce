import type { RawAnswer } from './send-bytes.ts';

/** Where our code lies, and how Node tells of it. */
const LEAK = /node_modules|\.[cm]?[jt]s:\d|\bat [\w.<>]+ \(|file:\/\/|\/src\/|\/dist\/|\b(?:ENOENT|ECONN\w+|EPIPE)\b/;
/** Bytes of a refusal: one error of a few words and its place, five at the most. */
const MAX_REFUSAL = 1_024;
/** Answered on purpose: too much at a time, and an HTTP version that cannot tell a broken export. */
const DELIBERATE = new Set([503, 505]);

/** What is wrong with an answer to a hostile request; null for nothing. One that is not whole need not be answered. */
export function faultOf({ status, head, body }: RawAnswer, isWhole = true): string | null {
  if (status === null) return isWhole ? 'does not come' : null;
  const leak = LEAK.exec(head + body)?.[0];
  if (leak !== undefined) return `leaks ${leak}`;
  if (body.includes('INTERNAL_SERVER_ERROR')) return 'is an error of ours';
  if (status >= 500 && !DELIBERATE.has(status)) return `has status ${status}`;
  if (status >= 400 && body.length > MAX_REFUSAL) return `is a refusal of ${body.length} bytes`;
  return null;
}
