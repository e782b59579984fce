import { operation, permissionText, roleOf } from '../../../src/rest/operation.ts';

const listAlerts = operation({
  id: 'listAlerts',
  method: 'GET',
  path: '/api/alerts',
  permissions: { application: ['Alert.Read.All', 'Alert.ReadWrite.All'], delegated: ['Alert.Read'] },
  limit: { perMinute: 100, perHour: 1500 },
  source: 'get-alerts.md',
});

describe('the permission of an operation', () => {
  test.each([
    [
      ['Alert.Read.All', 'Alert.ReadWrite.All'],
      ['Alert.Read'],
      'Alert.Read.All (application) or Alert.Read (delegated)',
    ],
    [['User.Read.All'], [], 'User.Read.All (application)'],
    [[], ['Machine.Scan', 'Machine.Isolate'], 'Machine.Scan (delegated)'],
  ])('for applications %j and for users %j is told by the least of either', (application, delegated, text) => {
    expect(permissionText({ permissions: { application, delegated } })).toBe(text);
  });
});

describe('the gateway’s role for an operation', () => {
  test('is to read, unless the operation says otherwise', () => {
    expect(roleOf(listAlerts)).toBe('Defender.Read');
    expect(roleOf({ ...listAlerts, role: 'Defender.Hunt' })).toBe('Defender.Hunt');
  });
});
