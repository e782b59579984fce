import { isNestedDeeper } from '../../src/http/json-body.ts';
import { startFakeGateway } from '../support/gateway/fake-gateway.ts';

test.each<[string, number, boolean]>([
  ['[]', 1, false],
  ['[]', 0, true],
  ['{"a":[{}]}', 3, false],
  ['{"a":[{}]}', 2, true],
  ['[[],[],[]]', 2, false],
  ['{"a":"[[[[","b":"\\"[[[["}', 1, false],
  ['["\\\\",[[]]]', 2, true],
])('%s is deeper than %i levels: %s', (text, levels, isDeeper) => {
  expect(isNestedDeeper(text, levels)).toBe(isDeeper);
});

test('a body of half a million brackets is refused before it is parsed', async () => {
  const gateway = await startFakeGateway({});
  const post = async (variables: string): Promise<[number, string]> => {
    const headers = { 'content-type': 'application/json', authorization: 'Bearer an-opaque-token' };
    const body = `{"query":"{ viewer { mode } }","variables":{"a":${variables}}}`;
    const response = await fetch(`${gateway.url}/graphql`, { method: 'POST', headers, body });
    return [response.status, await response.text()];
  };
  const [status, text] = await post('['.repeat(500_000) + ']'.repeat(500_000));
  expect([status, JSON.parse(text)]).toEqual([
    400,
    {
      errors: [{ message: expect.stringContaining('100 levels deep') as string, extensions: { code: 'BAD_REQUEST' } }],
    },
  ]);
  // As large, and not deep.
  expect((await post(JSON.stringify(Array(100_000).fill([]))))[0]).toBe(200);
  await gateway.close();
});
