import { sharedFakeGateway } from '../support/gateway/shared-fake-gateway.ts';

const shared = sharedFakeGateway({ INTROSPECTION: 'true' });

async function messageOf(query: string, variables?: Record<string, unknown>): Promise<string> {
  const { errors = [] } = await shared.gateway.attempt(query, variables);
  expect(errors).toHaveLength(1);
  return errors[0]?.message ?? '';
}

describe('the name that was meant', () => {
  const offered: [string, string, Record<string, unknown>][] = [
    [
      'Cannot query field "titel" on type "Alert". Did you mean "title" or "files"?',
      '{ alerts { nodes { titel } } }',
      {},
    ],
    [
      'Field "machine" of type "Machine" must have a selection of subfields. Did you mean "machine { ... }"?',
      '{ alerts { nodes { machine } } }',
      {},
    ],
    [
      'Variable "$w" got an invalid value; Field "sverity" is not defined by type "AlertWhere". Did you mean "severity"?',
      'query ($w: AlertWhere) { alerts(where: $w) { nodes { title } } }',
      { w: { sverity: { eq: 'x' } } },
    ],
    [
      'Unknown argument "frst" on field "Query.alerts". Did you mean "first" or "last"?',
      '{ alerts(frst: 1) { nodes { title } } }',
      {},
    ],
  ];
  test.each(offered)('is told where introspection is on: %s', async (message, query, variables) => {
    expect(await messageOf(query, variables)).toBe(message);
  });

  test('makes no message long that repeats a long name', async () => {
    expect((await messageOf(`{ alerts(first${'t'.repeat(150)}: 1) { nodes { title } } }`)).length).toBeLessThan(250);
  });

  test('is offered nothing that the request itself has written', async () => {
    const text = ' Did you mean "all"?';
    const query = `{ alerts(first: ${JSON.stringify(text)}) { nodes { title } } }`;
    expect(await messageOf(query)).not.toContain('all');
  });
});
