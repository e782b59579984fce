import { retryAfterSeconds, parseThrottle } from '../../../src/rest/http/throttle-response.ts';

const answer = (body = '', retryAfter?: string) => ({
  status: 429,
  headers: retryAfter === undefined ? ({} as Record<string, string>) : { 'retry-after': retryAfter },
  body,
});

const NOW = Date.parse('2026-11-20T12:00:00Z');

describe('Retry-After', () => {
  test.each([
    ['30', 30],
    [' 5 ', 5],
    ['0', 0],
    ['9'.repeat(400), 86_400],
    ['Fri, 20 Nov 2026 12:00:30 GMT', 30],
    ['Fri, 20 Nov 2026 12:00:00 GMT', 0],
    ['Fri, 20 Nov 2026 11:00:00 GMT', 0],
    ['Friday, 20-Nov-26 12:00:07 GMT', 7],
    ['Sat, 20 Nov 2027 12:00:00 GMT', 86_400],
  ])('of %s is a number of seconds', (header, seconds) => {
    expect(retryAfterSeconds(header, NOW)).toBe(seconds);
  });

  test.each([undefined, '', '-5', '1.5', '1e3', '0x10', 'soon', '2026-11-20', 'Mon', 'Fri, 99 Foo 2026'])(
    'of %s says nothing',
    (header) => {
      expect(retryAfterSeconds(header, NOW)).toBeUndefined();
    },
  );
});

describe('a 429', () => {
  const quota = 'API calls quota exceeded! maximum allowed 45 per 00:01:00. You can send requests again in 12 seconds.';
  const minute = { calls: 45, milliseconds: 60_000 };

  test.each([
    ['its header', answer('', '7'), 7, null],
    ['its text', answer(JSON.stringify({ error: { code: 'TooManyRequests', message: quota } })), 12, minute],
    ['its header before its text', answer(quota, '9'), 9, minute],
    ['nothing, which is a minute', answer(), 60, null],
    ['an odd header, which is a minute', answer('<html>busy</html>', 'soon'), 60, null],
    ['zero, which is a second', answer('', '0'), 1, null],
    ['minutes in its text', answer('You can run queries again in 14 minutes.'), 840, null],
    ['an hour in its text', answer('You can run queries again in 1 Hour'), 3_600, null],
    ['more than a day in its text', answer('again in 48 hours'), 86_400, null],
    ['zero in its text, which is a second', answer('again in 0 seconds'), 1, null],
    [
      'a window of hours',
      answer('maximum allowed 1500 per 01:00:00.', '3'),
      3,
      { calls: 1500, milliseconds: 3_600_000 },
    ],
    ['an odd window', answer('maximum allowed 10 per 00:01:30.', '3'), 3, { calls: 10, milliseconds: 90_000 }],
    ['no window at all', answer('maximum allowed 10 per 00:00:00.', '3'), 3, null],
    ['no calls at all', answer('maximum allowed 0 per 00:01:00.', '3'), 3, null],
    ['words instead of figures', answer('maximum allowed many per minute.', '3'), 3, null],
  ])('is waited for as long as it says: %s', (_, given, seconds, allowance) => {
    expect(parseThrottle(given)).toEqual({ seconds, limit: allowance });
  });
});
