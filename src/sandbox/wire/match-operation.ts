import { badRequest } from './errors.ts';
import { GRAPH_OPERATIONS, XDR_OPERATIONS } from './other-api-operations.ts';
import type { Operation } from './operation.ts';
import { OPERATIONS } from './operations.ts';

/** An operation found for a path, with the path's own arguments decoded. */
export interface Match {
  operation: Operation;
  params: Readonly<Record<string, string>>;
  /** The path ended in `/$count` beneath a list. */
  counted: boolean;
}

/** `unknown`: no operation has this path; `wrong-method`: one has, for another method. */
export type Miss = 'unknown' | 'wrong-method';

const PATTERNS = [...OPERATIONS, ...GRAPH_OPERATIONS, ...XDR_OPERATIONS].map((operation) => ({
  operation,
  segments: operation.path.slice(1).split('/').map(pattern),
}));

/** Finds the operation of a method and raw path; letter case and a `v1.0` after `/api` make no difference. */
export function matchOperation(method: string, path: string): Match | Miss {
  const segments = path.replace(/\/$/, '').slice(1).split('/').map(decode);
  if (segments[1]?.toLowerCase() === 'v1.0') segments.splice(1, 1);
  if (segments.at(-1)?.toLowerCase() === '$count') {
    const counted = find(method, segments.slice(0, -1), (operation) => operation.countable);
    if (counted !== 'unknown') return withCount(counted, true);
  }
  return withCount(
    find(method, segments, () => true),
    false,
  );
}

function withCount(found: Omit<Match, 'counted'> | Miss, counted: boolean): Match | Miss {
  return typeof found === 'string' ? found : { ...found, counted };
}

function find(method: string, segments: readonly string[], suits: (operation: Operation) => boolean) {
  let miss: Miss = 'unknown';
  for (const { operation, segments: patterns } of PATTERNS) {
    if (patterns.length !== segments.length || !suits(operation)) continue;
    const found = patterns.map((each, index) => each.exec(segments[index] ?? ''));
    if (!found.every((each) => each !== null)) continue;
    if (operation.method === method) {
      return { operation, params: Object.assign({}, ...found.map((each) => each.groups)) as Record<string, string> };
    }
    miss = 'wrong-method';
  }
  return miss;
}

function pattern(segment: string): RegExp {
  const source = segment.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{(\w+)\}/g, '(?<$1>.+?)');
  return new RegExp(`^${source}$`, 'i');
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw badRequest('The path is not valid');
  }
}
