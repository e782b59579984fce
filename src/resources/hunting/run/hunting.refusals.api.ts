import type { KnownError } from '../../../rest/operation.ts';

const TOO_LONG = {
  code: 'UPSTREAM_TIMEOUT',
  message:
    'The hunt ran longer than the vendor lets one run (three minutes or so): filter on Timestamp first, join fewer rows, or use slice.',
} as const;

const NO_TIME_LEFT = {
  code: 'RATE_LIMITED',
  message:
    'The time that the hunts of the whole tenant may run is used up: wait, or narrow the query so that it takes less of it.',
} as const;

const UNEXPLAINED = {
  code: 'UPSTREAM_ERROR',
  message: 'The vendor failed the hunt without saying why; try again in a few minutes.',
} as const;

/**
 * What a hunt is refused for, by the words of the vendor (run-advanced-query-api.md, advanced-hunting-errors.md,
 * security-security-runhuntingquery.md). Not here, since status and code tell them: calls over the quota, which is any
 * other 429; and a wrong query, which is any other 400 and explained in the vendor's own words. As those may repeat the
 * caller's, only whole sentences tell on 400.
 */
export const HUNTING_REFUSALS: readonly KnownError[] = [
  {
    status: [400],
    pattern: /query execution has exceeded the allowed result size|result size limit exceeded/i,
    code: 'COST_LIMIT_EXCEEDED',
    message:
      'The hunt finds more than the vendor hands out at once (100,000 rows, 50 MB): project fewer columns, filter, or use slice.',
  },
  {
    status: [400],
    pattern:
      /query stopped due to excessive resource consumption|query stopped\. adjust use of the|query execution lacks memory resources/i,
    code: 'COST_LIMIT_EXCEEDED',
    message:
      'The vendor stopped the hunt, since it takes too much memory or processing: filter before join and summarize, keep fewer columns, or use slice.',
  },
  { status: [400], pattern: /query exceeded the timeout period|query execution timed out/i, ...TOO_LONG },
  { status: [408, 500], pattern: /timed out|timeout (period|expired)|exceeded the timeout/i, ...TOO_LONG },
  {
    // What the page calls a gateway's time-out has no text of its own.
    status: [504],
    pattern: /(?:)/,
    code: 'UPSTREAM_TIMEOUT',
    message:
      'The hunt got no answer in the time that the vendor lets one run: filter on Timestamp first, join fewer rows, or use slice.',
  },
  { status: [400], pattern: /you have exceeded processing resources allocated to this tenant/i, ...NO_TIME_LEFT },
  { status: [429], pattern: /\bCPU\b|processing resources|(run(ning)?|execution)[- ]?time/i, ...NO_TIME_LEFT },
  { status: [400], pattern: /unexpected error occurred during query execution/i, ...UNEXPLAINED },
  { status: [500], pattern: /unexpected error occurred/i, ...UNEXPLAINED },
];
