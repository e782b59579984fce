import { readConfig } from '../../src/config.ts';
import { parseRedisUrl } from '../../src/redis/connection/redis-url.ts';
import { faultsOf } from '../support/process/config-faults.ts';

const SECRETS = { CURSOR_SECRET: 'a secret of the cursors', STATE_SECRET: 'a secret of the state' };
const REDIS_URL = 'redis://127.0.0.1:6379';

describe('the secrets of a configuration', () => {
  test('signs cursors with another secret at every start unless one is given', () => {
    expect(readConfig({}).signingKeys.value).not.toEqual(readConfig({}).signingKeys.value);
    const CURSOR_SECRET = 'sixteen-letters!';
    expect(readConfig({ CURSOR_SECRET }).signingKeys.value).toEqual([CURSOR_SECRET]);
  });

  test('accept cursors of earlier secrets', () => {
    const { signingKeys } = readConfig({
      CURSOR_SECRET: 'the one that signs now',
      CURSOR_SECRET_PREVIOUS: 'the one before that, the one before that one',
    });
    expect(signingKeys.value).toEqual(['the one that signs now', 'the one before that', 'the one before that one']);
    expect(faultsOf({ CURSOR_SECRET_PREVIOUS: 'short' })).toEqual([
      'CURSOR_SECRET_PREVIOUS: must have at least 16 characters each',
    ]);
  });
});

describe('the shared state of a configuration', () => {
  test('is none unless Redis is named', () => {
    expect(readConfig({}).sharedState).toBeNull();
    expect(faultsOf({ STATE_SECRET: SECRETS.STATE_SECRET, ACTIONS_WITHOUT_SHARED_STATE: 'true' })).toEqual([
      'STATE_SECRET: goes with REDIS_URL, which is not set',
      'ACTIONS_WITHOUT_SHARED_STATE: goes with REDIS_URL, which is not set',
    ]);
  });

  test('needs the secrets that all processes have', () => {
    expect(faultsOf({ REDIS_URL })).toEqual([
      expect.stringMatching(/^CURSOR_SECRET: is needed with REDIS_URL, the same at every process/),
      expect.stringMatching(/^STATE_SECRET: is needed with REDIS_URL, the same at every process/),
    ]);
    expect(readConfig({ REDIS_URL, ...SECRETS, ACTIONS_WITHOUT_SHARED_STATE: 'true' }).sharedState).toEqual({
      topology: parseRedisUrl(REDIS_URL),
      keyPrefix: 'defender-graphql:',
      secret: SECRETS.STATE_SECRET,
      allowsActionsWithout: true,
    });
  });

  test.each([
    [
      'redis://redis.contoso.example',
      { kind: 'standalone', tls: false, nodes: [{ host: 'redis.contoso.example', port: 6379 }] },
    ],
    [
      'rediss://ada:p%40ss%3Aword@[::1]:6380/3',
      { tls: true, username: 'ada', password: 'p@ss:word', database: 3, nodes: [{ host: '::1', port: 6380 }] },
    ],
    ['redis://:secret@redis', { username: undefined, password: 'secret' }],
    [
      'redis-sentinel://one,two:26380/2?sentinelMasterId=primary',
      {
        kind: 'sentinel',
        primary: 'primary',
        database: 2,
        nodes: [
          { host: 'one', port: 26379 },
          { host: 'two', port: 26380 },
        ],
      },
    ],
    [
      'rediss-cluster://one:7000,two:7001',
      {
        kind: 'cluster',
        tls: true,
        nodes: [
          { host: 'one', port: 7000 },
          { host: 'two', port: 7001 },
        ],
      },
    ],
  ])('reads %s', (url, expected) => {
    expect(parseRedisUrl(url)).toMatchObject(expected);
  });

  test.each([
    'http://redis',
    'redis://',
    'redis://one,two',
    'redis://host:99999',
    'redis-sentinel://one,two',
    'redis://one?sentinelMasterId=primary',
    'redis-cluster://one/3',
    'redis://:not%percent@one',
  ])('refuses %s, and tells no password', (url) => {
    const [fault] = faultsOf({ REDIS_URL: url.replace('://', '://ada:hunter2@'), ...SECRETS });
    expect(fault).toMatch(/^REDIS_URL: /);
    expect(fault).not.toContain('hunter2');
  });
});
