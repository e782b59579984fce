import { operation, DEFAULT_LIMIT } from '../../../src/rest/operation.ts';
import { retryAfterSeconds } from '../../../src/rest/http/throttle-response.ts';
import { toRestError } from '../../../src/rest/http/error-response.ts';

const listAlerts = operation({
  id: 'listAlerts',
  method: 'GET',
  path: '/api/alerts',
  permissions: { application: ['Alert.Read.All', 'Alert.ReadWrite.All'], delegated: ['Alert.Read'] },
  limit: DEFAULT_LIMIT,
  source: 'get-alerts.md',
});
const TARGET = '5f0c8f3e-0000-4000-8000-00000000c0de';
const SECRET = 'internal text of the vendor: node 7 at 10.0.0.7';
const body = (code: string) => JSON.stringify({ error: { code, message: SECRET, target: TARGET } });
const fail = (status: number, text: string, headers: Record<string, string> = {}) =>
  toRestError(listAlerts, { status, headers, body: text });

describe('an answer other than 2xx', () => {
  test.each([
    ['BadRequest', 400, 'UPSTREAM_ERROR'],
    ['ODataError', 400, 'UPSTREAM_ERROR'],
    ['InvalidInput', 400, 'BAD_USER_INPUT'],
    ['InvalidRequestBody', 400, 'UPSTREAM_ERROR'],
    ['InvalidHashValue', 400, 'BAD_USER_INPUT'],
    ['InvalidDomainName', 400, 'BAD_USER_INPUT'],
    ['InvalidIpAddress', 400, 'BAD_USER_INPUT'],
    ['InvalidUrl', 400, 'BAD_USER_INPUT'],
    ['MaximumBatchSizeExceeded', 400, 'BAD_USER_INPUT'],
    ['MissingRequiredParameter', 400, 'UPSTREAM_ERROR'],
    ['OsPlatformNotSupported', 400, 'BAD_USER_INPUT'],
    ['ClientVersionNotSupported', 400, 'BAD_USER_INPUT'],
    ['ActiveRequestAlreadyExists', 400, 'BAD_USER_INPUT'],
    ['Unauthorized', 401, 'UNAUTHENTICATED'],
    ['Forbidden', 403, 'FORBIDDEN'],
    ['DisabledFeature', 403, 'FORBIDDEN'],
    ['DisallowedOperation', 403, 'FORBIDDEN'],
    ['NotFound', 404, 'NOT_FOUND'],
    ['ResourceNotFound', 404, 'NOT_FOUND'],
    ['TooManyRequests', 429, 'RATE_LIMITED'],
    ['InternalServerError', 500, 'UPSTREAM_ERROR'],
    ['SomethingNew', 400, 'UPSTREAM_ERROR'],
    ['SomethingNew', 418, 'UPSTREAM_ERROR'],
    ['SomethingNew', 502, 'UPSTREAM_UNAVAILABLE'],
    ['SomethingNew', 503, 'UPSTREAM_UNAVAILABLE'],
    ['SomethingNew', 504, 'UPSTREAM_UNAVAILABLE'],
    ['SomethingNew', 302, 'UPSTREAM_ERROR'],
  ])('%s with %i is %s, quotable and with the vendor’s text only where it explains', (vendorCode, status, code) => {
    const error = fail(status, body(vendorCode));
    expect(error).toMatchObject({ code, status, vendorCode });
    expect(error.extensions).toMatchObject({ code, correlationId: TARGET });
    const explanation = status === 400 ? 'internal text of the vendor: node 7 at [address]' : undefined;
    expect(error.extensions.vendorMessage).toBe(explanation);
    if (explanation === undefined) expect(error.message).not.toContain('internal');
    else expect(error.message).toMatch(/ It says: internal text of the vendor: node 7 at \[address\]$/);
  });

  test.each([
    ['OsPlatformNotSupported', 'refused listAlerts: the platform of the device does not support it'],
    ['ClientVersionNotSupported', 'refused listAlerts: the sensor of the device is too old for it'],
    ['ActiveRequestAlreadyExists', 'refused listAlerts: another such request is under way on the device'],
    ['MaximumBatchSizeExceeded', 'refused listAlerts: it takes fewer objects in one call'],
  ])('says what %s means', (vendorCode, meaning) => {
    expect(fail(400, body(vendorCode)).message).toContain(meaning);
  });

  test.each([502, 503, 504])('of %i says when to come again, by itself where the server does not', (status) => {
    expect(fail(status, '')).toMatchObject({ isAdvised: true, extensions: { retryAfter: 10 } });
    const named = fail(status, '', { 'retry-after': '120' });
    expect(named).toMatchObject({ isAdvised: false, extensions: { retryAfter: 120 } });
  });

  test.each([
    ['HTML', '<html><body>502 Bad Gateway node 7</body></html>'],
    ['nothing', ''],
    ['null', 'null'],
    ['a number', '7'],
    ['text', '"node 7"'],
    ['a list', '[]'],
    ['an empty error', '{"error":null}'],
    ['an error in words', '{"error":"node 7"}'],
    ['parts of the wrong types', '{"error":{"code":7,"message":["node 7"],"target":{"a":1}}}'],
    ['empty parts', '{"error":{"code":"","message":"","target":""}}'],
  ])('is told by its status alone where the body is %s', (_, text) => {
    for (const [status, code] of [
      [400, 'UPSTREAM_ERROR'],
      [403, 'FORBIDDEN'],
      [502, 'UPSTREAM_UNAVAILABLE'],
      [503, 'UPSTREAM_UNAVAILABLE'],
    ] as const) {
      const error = fail(status, text);
      expect(error).toMatchObject({ code, status, vendorCode: undefined });
      expect(error.extensions).not.toHaveProperty('correlationId');
      expect(error.message).not.toContain('node 7');
    }
  });

  test('names the least permission that is missing, for either kind of caller', () => {
    const permission = 'Alert.Read.All (application) or Alert.Read (delegated)';
    const error = fail(403, body('Forbidden'));
    expect(error.extensions.permission).toBe(permission);
    expect(error.message).toContain(permission);
    const applicationOnly = { ...listAlerts, permissions: { application: ['User.Read.All'], delegated: [] } };
    const other = toRestError(applicationOnly, { status: 403, headers: {}, body: '' });
    expect(other.extensions.permission).toBe('User.Read.All (application)');
  });

  test.each([
    ['DisabledFeature', 'Defender refused listAlerts: the feature is switched off in the tenant.'],
    ['DisallowedOperation', 'Defender does not allow listAlerts here, for any caller.'],
  ])('blames no permission for %s', (code, message) => {
    const error = fail(403, body(code));
    expect(error.message).toBe(message);
    expect(error.extensions).toEqual({ code: 'FORBIDDEN', correlationId: TARGET });
  });

  test('in a query of the caller’s own is the vendor’s words alone, and not endlessly', () => {
    const hunting = { ...listAlerts, explainsInput: true };
    const explained = (status: number, message: string) =>
      toRestError(hunting, { status, headers: {}, body: JSON.stringify({ error: { message } }) });
    expect(explained(400, 'Unknown column')).toMatchObject({ code: 'BAD_USER_INPUT', message: 'Unknown column' });
    expect(explained(400, 'x'.repeat(900)).message).toHaveLength(500);
    expect(explained(500, SECRET).message).not.toContain('internal');
  });

  test('says when to come back, where the vendor does', () => {
    const error = fail(429, body('TooManyRequests'), { 'retry-after': '17' });
    expect(error.extensions.retryAfter).toBe(17);
    expect(error.message).toContain('in 17 s');
    const vague = fail(429, body('TooManyRequests'));
    // The vendor's shortest window, where the answer says nothing.
    expect(vague.extensions).toMatchObject({ retryAfter: 60 });
    expect(vague.message).toContain('in 60 s');
  });
});

describe('a refused token', () => {
  const CLAIMS = Buffer.from('{"access_token":{"nbf":{"essential":true}}}').toString('base64');

  test('asks for a new one, and tells the caller by a challenge', () => {
    expect(fail(401, body('Unauthorized'))).toMatchObject({
      code: 'UNAUTHENTICATED',
      challenge: 'Bearer error="invalid_token"',
    });
  });

  test('hands on the claims that a new one must have, and nothing else of the vendor’s header', () => {
    const vendors = `Bearer realm="", authorization_uri="https://node-7.example/", error="insufficient_claims", claims="${CLAIMS}"`;
    const { challenge, message, extensions } = fail(401, '', { 'www-authenticate': vendors });
    expect(challenge).toBe(`Bearer error="insufficient_claims", claims="${CLAIMS}"`);
    expect(message).not.toContain(CLAIMS);
    expect(JSON.stringify(extensions)).not.toContain(CLAIMS);
  });

  test.each([
    ['a quote and more', 'Bearer claims="e30", x="'.replace('e30', 'e3"0')],
    ['a line break', 'Bearer claims="e30\r\nx-injected: 1"'],
    ['brackets', 'Bearer claims="<script>"'],
    ['nothing', 'Bearer claims=""'],
    ['too much', `Bearer claims="${'a'.repeat(4001)}"`],
  ])('hands on no claims that are not base64: %s', (_, vendors) => {
    const { challenge } = fail(401, '', { 'www-authenticate': vendors });
    expect(challenge).not.toMatch(/[\r\n<>]|x=|a{50}/);
    expect(challenge).toMatch(/^Bearer error="invalid_token"$|^Bearer error="insufficient_claims", claims="e3"$/);
  });

  test.each([400, 403, 404, 429, 500, 503, 302])('is not what %i means', (status) => {
    expect(fail(status, '', { 'www-authenticate': `Bearer claims="${CLAIMS}"` }).challenge).toBeUndefined();
  });
});

describe('Retry-After', () => {
  const now = Date.parse('2026-11-20T08:00:00Z');

  test.each([
    ['17', 17],
    [' 17 ', 17],
    ['0', 0],
    ['Fri, 20 Nov 2026 08:01:30 GMT', 90],
    ['Fri, 20 Nov 2026 07:00:00 GMT', 0],
    ['soon', undefined],
    ['', undefined],
    ['-5', undefined],
    ['1.5', undefined],
    ['17 seconds', undefined],
    ['5, 10', undefined],
    [undefined, undefined],
  ])('%j is %p seconds', (header, seconds) => {
    expect(retryAfterSeconds(header, now)).toBe(seconds);
  });
});

describe('what the vendor says of an error', () => {
  test.each([
    ['a code with a space', { code: 'internal host 10.0.0.7' }],
    ['a code of 3 MB', { code: 'x'.repeat(3_000_000) }],
    ['a target of 3 MB', { code: 'BadRequest', target: 'x'.repeat(3_000_000) }],
    ['a target with a line break', { code: 'BadRequest', target: 'a\nb' }],
    ['a code that is no text', { code: { toString: 'no' } }],
    ['a request id with a line break', { code: 'BadRequest', innerError: { 'request-id': 'a\nb' } }],
    ['a request id that is no text', { code: 'BadRequest', innerError: { 'request-id': {} } }],
    ['an inner error that is text', { code: 'BadRequest', innerError: 'x' }],
    ['no inner error', { code: 'BadRequest', innerError: null }],
  ])('reaches a caller only as the words it is documented to be, not as %s', (_, error) => {
    const { message, extensions } = fail(400, JSON.stringify({ error }));
    expect(message.length).toBeLessThan(200);
    expect(message).not.toContain('10.0.0.7');
    expect(extensions).toEqual({ code: 'UPSTREAM_ERROR' });
  });

  test('about a wait is believed up to a day', () => {
    expect(retryAfterSeconds('9'.repeat(400))).toBe(86_400);
    expect(retryAfterSeconds('Fri, 31 Dec 9999 23:59:59 GMT')).toBe(86_400);
  });
});
