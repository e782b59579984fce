import type { Mode } from './fault-modes.ts';

/** What a caller must be told of a server that fails each time, and how often a read may ask it. */
export const ENDS: Readonly<Record<Mode, { code: string | null; arrivals: number; retryAfter?: number }>> = {
  'answers late': { code: null, arrivals: 1 },
  'answers after the deadline': { code: 'UPSTREAM_TIMEOUT', arrivals: 1 },
  'never answers': { code: 'UPSTREAM_TIMEOUT', arrivals: 1 },
  'says 429 for a second': { code: 'RATE_LIMITED', arrivals: 3, retryAfter: 1 },
  'says 429 for a minute': { code: 'RATE_LIMITED', arrivals: 1, retryAfter: 60 },
  'says 429 until a date': { code: 'RATE_LIMITED', arrivals: 1, retryAfter: 3600 },
  'says 429 for a huge time': { code: 'RATE_LIMITED', arrivals: 1, retryAfter: 86_400 },
  'says 429 for no time': { code: 'RATE_LIMITED', arrivals: 1, retryAfter: 60 },
  'says 500': { code: 'UPSTREAM_ERROR', arrivals: 3 },
  'says 502 in HTML': { code: 'UPSTREAM_UNAVAILABLE', arrivals: 3, retryAfter: 10 },
  'says 503': { code: 'UPSTREAM_UNAVAILABLE', arrivals: 3, retryAfter: 10 },
  'says 503 for two minutes': { code: 'UPSTREAM_UNAVAILABLE', arrivals: 1, retryAfter: 120 },
  'resets before it has read': { code: 'UPSTREAM_UNAVAILABLE', arrivals: 3 },
  'resets after it has read': { code: 'UPSTREAM_UNAVAILABLE', arrivals: 3 },
  truncates: { code: 'UPSTREAM_UNAVAILABLE', arrivals: 3 },
  'breaks a chunk': { code: 'UPSTREAM_UNAVAILABLE', arrivals: 3 },
  'gives too great a length': { code: 'UPSTREAM_TIMEOUT', arrivals: 1 },
  'gives too small a length': { code: 'UPSTREAM_ERROR', arrivals: 1 },
  'sends broken JSON': { code: 'UPSTREAM_ERROR', arrivals: 1 },
  'sends HTML': { code: 'UPSTREAM_ERROR', arrivals: 1 },
  'sends nothing': { code: 'UPSTREAM_ERROR', arrivals: 1 },
  'sends no content': { code: 'UPSTREAM_ERROR', arrivals: 1 },
  'encodes by gzip': { code: null, arrivals: 1 },
  'encodes by brotli': { code: null, arrivals: 1 },
  'encodes by deflate': { code: null, arrivals: 1 },
  'encodes by bare deflate': { code: null, arrivals: 1 },
  'begins with the mark of UTF-8': { code: null, arrivals: 1 },
  'cuts what it has encoded': { code: 'UPSTREAM_ERROR', arrivals: 1 },
  'damages what it has encoded': { code: 'UPSTREAM_ERROR', arrivals: 1 },
  'encodes in a way of its own': { code: 'UPSTREAM_ERROR', arrivals: 1 },
  'says 502 in what cannot be decoded': { code: 'UPSTREAM_UNAVAILABLE', arrivals: 3, retryAfter: 10 },
  'sends 10 MB that unfold to 10 GB': { code: 'UPSTREAM_ERROR', arrivals: 1 },
  'sends 200 MB': { code: 'UPSTREAM_ERROR', arrivals: 1 },
  drips: { code: 'UPSTREAM_TIMEOUT', arrivals: 1 },
  'sends a second answer at once': { code: null, arrivals: 1 },
  redirects: { code: 'UPSTREAM_ERROR', arrivals: 1 },
  'leads elsewhere': { code: null, arrivals: 1 },
};

/** Modes that are an empty list to anyone who asks for a list. */
export const NOTHING: ReadonlySet<Mode> = new Set(['sends nothing', 'sends no content']);
/** Modes that are a good answer in another dress. */
export const DRESSED = [
  'encodes by gzip',
  'encodes by brotli',
  'encodes by deflate',
  'encodes by bare deflate',
  'begins with the mark of UTF-8',
] as const satisfies readonly Mode[];
