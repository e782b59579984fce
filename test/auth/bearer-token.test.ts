import { AuthError } from '../../src/auth/verify/auth-error.ts';
import { bearerToken } from '../../src/auth/verify/bearer-token.ts';

function refusal(header: string | undefined): AuthError {
  try {
    bearerToken(header);
  } catch (error) {
    if (error instanceof AuthError) return error;
    throw error;
  }
  throw new Error('The header was accepted.');
}

describe('the Authorization header', () => {
  test.each([
    ['a JWT', 'Bearer aaa.bbb.ccc', 'aaa.bbb.ccc'],
    ['a scheme in any letter case', 'bEaReR abc', 'abc'],
    ['several spaces after the scheme', 'Bearer   abc', 'abc'],
    ['every character of the RFC', 'Bearer aZ09-._~+/==', 'aZ09-._~+/=='],
    ['a token of the greatest length', `Bearer ${'a'.repeat(16_000)}`, 'a'.repeat(16_000)],
  ])('gives the token of %s', (_, header, token) => {
    expect(bearerToken(header)).toBe(token);
  });

  test.each([
    ['no header', undefined],
    ['an empty header', ''],
  ])('with %s is answered by a challenge without an error code, as RFC 6750 asks', (_, header) => {
    expect(refusal(header).challenge).toBe('Bearer');
  });

  test.each([
    ['another scheme', 'Basic dXNlcjpwYXNz'],
    ['no token', 'Bearer'],
    ['blanks for a token', 'Bearer    '],
    ['two tokens', 'Bearer abc def'],
    ['two tokens joined by a comma', 'Bearer abc, Bearer def'],
    ['a character outside the RFC', 'Bearer abc"def'],
    ['a line break', 'Bearer abc\r\nx-injected: 1'],
    ['text before the scheme', 'x Bearer abc'],
    ['padding alone', 'Bearer =='],
    ['a token that is too long', `Bearer ${'a'.repeat(16_001)}`],
  ])('with %s is refused as an invalid request', (_, header) => {
    expect(refusal(header).challenge).toBe('Bearer error="invalid_request"');
  });

  test('is never repeated in the message', () => {
    expect(refusal('Bearer canary value').message).not.toContain('canary');
  });
});
