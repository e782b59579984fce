import type { RecordedRequest, Sandbox } from '../../../src/sandbox/sandbox.ts';

/** One arrival at the API in words: the operation, and the options that it was asked with. */
export interface Arrival {
  operation: string | null;
  path: string;
  filter: string | null;
  expand: string | null;
  top: string | null;
}

function arrival({ operation, path }: RecordedRequest): Arrival {
  const url = new URL(path, 'http://127.0.0.1');
  const option = (name: string): string | null => url.searchParams.get(name);
  return {
    operation,
    path: decodeURIComponent(url.pathname),
    filter: option('$filter'),
    expand: option('$expand'),
    top: option('$top'),
  };
}

/** What `run` answered, and which calls reached the sandbox meanwhile. */
export async function upstreamOf<T>(
  sandbox: Sandbox,
  run: () => Promise<T>,
): Promise<{ answer: T; calls: Arrival[]; operations: (string | null)[] }> {
  const before = sandbox.requests.length;
  const answer = await run();
  const calls = sandbox.requests.slice(before).map(arrival);
  return { answer, calls, operations: calls.map(({ operation }) => operation) };
}

/** `id in ('…','…')`, or `id eq '…'` for one, each value once in order of appearance. */
export function choiceOf(property: string, values: Iterable<string>): string {
  const literals = [...new Set(values)].map((value) => `'${value}'`);
  return literals.length === 1 ? `${property} eq ${literals[0]}` : `${property} in (${literals.join(',')})`;
}

/** The first of a list that is known to hold one. */
export function firstOf<T>(rows: readonly T[]): T {
  const [first] = rows;
  if (first === undefined) throw new Error('There is none.');
  return first;
}
