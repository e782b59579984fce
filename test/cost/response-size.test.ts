import { withFakeGateway } from '../support/gateway/fake-gateway.ts';

const rows = (count: number, text: string) => ({
  Schema: [{ Name: 'Text', Type: 'String' }],
  Results: Array.from({ length: count }, () => ({ Text: text })),
});

describe('the weight of an answer', () => {
  test.each([
    [
      'lists of which only the length is selected',
      '{ machines(first: 1000) { nodes { actions(first: 1000) { totalCount } } } }',
    ],
    [
      'JSON under many names',
      `{ hunt(query: "print 1") { rows(first: 1000) { nodes { ${'abcdef'.replace(/./g, '$&: values ')} } } } }`,
    ],
  ])('counts %s, and is refused before any call', async (_, query) => {
    await withFakeGateway({}, async (gateway) => {
      const { status, errors } = await gateway.attempt(query);
      expect([status, errors?.[0]?.extensions.code]).toEqual([400, 'QUERY_LIMIT_EXCEEDED']);
      expect(gateway.api.calls).toEqual([]);
    });
  });

  test('is at most 32 MB of text, told with what to do', async () => {
    const replies = { 'POST /api/advancedqueries/run': rows(1000, 'x'.repeat(40_000)) };
    await withFakeGateway(replies, async (gateway) => {
      const { status, errors } = await gateway.attempt(
        '{ hunt(query: "print 1") { rows(first: 1000) { nodes { values } } } }',
      );
      expect([status, errors?.[0]?.extensions.code]).toEqual([400, 'QUERY_LIMIT_EXCEEDED']);
      expect(errors?.[0]?.message).toMatch(/would have more than 33554432 characters; ask for fewer rows or fields/);
    });
  });
});
