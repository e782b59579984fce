import { filterVariants } from '../../../src/rest/paging/list-request.ts';
import { operation } from '../../../src/rest/operation.ts';
import { startKeyedApi, type KeyedApi } from '../../support/fakes/keyed-api.ts';

const listDated = operation({
  id: 'listDated',
  method: 'GET',
  path: '/api/dated',
  permissions: { application: [], delegated: [] },
  limit: { perMinute: null, perHour: null },
  source: 'apis-intro.md',
  maxTop: 10_000,
  filter: { id: 'text', time: 'date' },
  newestFirst: 'time',
});

const BOUND = Date.parse('2026-11-20T08:00:00.123Z');

describe('the filter of a walk that goes on', () => {
  let keyed: KeyedApi;
  beforeAll(async () => {
    keyed = await startKeyedApi([]);
  });
  afterAll(() => keyed.close());

  test.each([
    ['cuts the list at the last moment of the bound', {}, 'time le 2026-11-20T08:00:00.1239999Z'],
    ['lies below what the caller gave', { le: '2026-11-20T09:00:00Z' }, 'time le 2026-11-20T08:00:00.1239999Z'],
    [
      'keeps what the caller gave within the moment of the bound',
      { le: '2026-11-20T08:00:00.1235000Z' },
      'time le 2026-11-20T08:00:00.1235000Z',
    ],
    [
      'keeps the caller’s other conditions',
      { ge: '2026-11-19T00:00:00Z' },
      'time ge 2026-11-19T00:00:00Z and time le 2026-11-20T08:00:00.1239999Z',
    ],
  ])('%s', (_, time, filter) => {
    const variants = filterVariants(keyed.rest, listDated, { time });
    expect(variants.map(({ filterOf }) => filterOf(BOUND))).toEqual([filter]);
  });
});
