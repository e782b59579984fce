import { documented, operation } from '../../src/rest/operation.ts';

const listAlerts = operation({
  id: 'listAlerts',
  method: 'GET',
  path: '/api/alerts',
  permissions: { application: ['Alert.Read.All', 'Alert.ReadWrite.All'], delegated: ['Alert.Read'] },
  limit: { perMinute: 100, perHour: 1500 },
  source: 'get-alerts.md',
});

describe('a description', () => {
  test('tells what the field costs and needs, after its own text', () => {
    expect(documented('The alerts.', listAlerts)).toBe(
      'The alerts.\n\n`GET /api/alerts`: ' +
        'Needs Alert.Read.All (application) or Alert.Read (delegated). 100 calls a minute, 1500 an hour.',
    );
  });

  test.each([
    [{ perMinute: 45, perHour: null }, ' 45 calls a minute.'],
    [{ perMinute: null, perHour: 1500 }, ' 1500 an hour.'],
    [{ perMinute: null, perHour: null }, ''],
  ])('leaves out the figures that no page states: %j', (limit, allowance) => {
    const permissions = { application: ['User.Read.All'], delegated: [] };
    expect(documented('A user.', { ...listAlerts, permissions, limit })).toBe(
      `A user.\n\n\`GET /api/alerts\`: Needs User.Read.All (application).${allowance}`,
    );
  });

  test('lists every operation that the field may call', () => {
    const text = documented('Both.', listAlerts, { ...listAlerts, method: 'POST', path: '/api/hunt' });
    expect(text.split('\n\n').map((part) => part.slice(0, 18))).toEqual([
      'Both.',
      '`GET /api/alerts`:',
      '`POST /api/hunt`: ',
    ]);
  });

  test('without an operation is the text alone', () => {
    expect(documented('A number.')).toBe('A number.');
  });
});
