import type { CheckRequest, Finding, KqlDiagnostic } from './report.ts';

const MAX_DIAGNOSTICS = 100;

/** Offsets at which the lines of a text begin; a line ends as an editor ends it, and CRLF once. */
function lineStarts(text: string): number[] {
  return [0, ...Array.from(text.matchAll(/\r\n|\n|\r/g), ({ index, 0: end }) => index + end.length)];
}

function lineAt(starts: readonly number[], offset: number): number {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Findings as lines and columns of the caller's query, by their places; of too many the errors first. */
export function toDiagnostics(findings: readonly Finding[], { text, start }: CheckRequest): KqlDiagnostic[] {
  const query = text.slice(start);
  const starts = lineStarts(query);
  const inQuery = (offset: number): number => Math.min(Math.max(offset - start, 0), query.length);
  const errorsFirst = findings.toSorted((one, other) => rank(one) - rank(other)).slice(0, MAX_DIAGNOSTICS);
  return errorsFirst
    .toSorted((one, other) => one.start - other.start || rank(one) - rank(other))
    .map(({ message, code, severity, start: from, length }) => {
      const [first, last] = [inQuery(from), inQuery(from + length)];
      const line = lineAt(starts, first);
      return { message, code, severity, line: line + 1, column: first - (starts[line] ?? 0) + 1, length: last - first };
    });
}

function rank({ severity }: Finding): number {
  return ['ERROR', 'WARNING', 'INFORMATION'].indexOf(severity);
}
