import { QuotaClasses, type QuotaClassOptions } from '../../../src/rest/quota/quota-classes.ts';
import { operation, DEFAULT_LIMIT, type Operation } from '../../../src/rest/operation.ts';
import { HOUR, MINUTE } from '../../../src/rest/quota/quota-store.ts';

function made(id: string, more: Partial<Operation> = {}): Operation {
  const permissions = { application: [], delegated: [] };
  return operation({
    id,
    method: 'GET',
    path: `/api/${id}`,
    permissions,
    limit: DEFAULT_LIMIT,
    source: 'a.md',
    ...more,
  });
}

const listThings = made('listThings');
const getThing = made('getThing', { limit: { perMinute: 50, perHour: null } });
const stopThing = made('stopThing', { method: 'POST', limit: { perMinute: 300, perHour: 1000 } });
const hunt = made('hunt', {
  method: 'POST',
  isReadOnly: true,
  limit: { perMinute: 45, perHour: 1500, wholeTenant: true },
});
const ping = made('ping', { limit: { perMinute: null, perHour: null } });

const OWNER = { applicationId: 'app', tenantId: 'tenant' };

function classesOf({ shared = {}, ceiling = null }: { shared?: Record<string, string>; ceiling?: number | null } = {}) {
  const options: QuotaClassOptions = { shared: new Map(Object.entries(shared)), ceiling };
  const classes = new QuotaClasses(options);
  classes.register([listThings, getThing, stopThing, hunt, ping]);
  return classes;
}

describe('limit classes', () => {
  test('are one for each operation unless configured', () => {
    expect(classesOf().forApi('defender')).toEqual([
      { name: 'getThing', perMinute: 50, perHour: null, mixed: false, wholeTenant: false, runSeconds: null },
      { name: 'hunt', perMinute: 45, perHour: 1500, mixed: false, wholeTenant: true, runSeconds: null },
      { name: 'listThings', perMinute: 100, perHour: 1500, mixed: false, wholeTenant: false, runSeconds: null },
      { name: 'ping', perMinute: null, perHour: null, mixed: false, wholeTenant: false, runSeconds: null },
      { name: 'stopThing', perMinute: 300, perHour: 1000, mixed: false, wholeTenant: false, runSeconds: null },
    ]);
  });

  test('have the least of the limits of those that share one, and know whether reads and actions do', () => {
    const things = Object.fromEntries(['listThings', 'getThing', 'stopThing'].map((id) => [id, 'things']));
    const classes = classesOf({ shared: things });
    const shared = { name: 'things', perMinute: 50, perHour: 1000, mixed: true, wholeTenant: false, runSeconds: null };
    expect(classes.forApi('defender').map(({ name }) => name)).toEqual(['hunt', 'ping', 'things']);
    expect([listThings, getThing, stopThing].map((one) => classes.classOf(one))).toEqual([shared, shared, shared]);
    expect(classesOf({ shared: { hunt: 'reads', listThings: 'reads' } }).classOf(hunt)).toMatchObject({
      mixed: false,
      wholeTenant: true,
    });
  });

  test('take in an operation that nobody has named', () => {
    const classes = classesOf();
    expect(classes.classOf(made('listOthers'))).toMatchObject({ name: 'listOthers', perMinute: 100 });
    expect(classes.forApi('defender')).toHaveLength(6);
  });
});

describe('a class over two APIs', () => {
  const abroad = made('huntAbroad', { api: 'graph', limit: { perMinute: 30, perHour: null, wholeTenant: true } });

  test('is shown at both, with the least of all limits, and other classes at their own', () => {
    const classes = classesOf({ shared: { huntAbroad: 'both', listThings: 'both' } });
    classes.register([abroad, made('huntElsewhere', { api: 'graph' })]);
    const both = { name: 'both', perMinute: 30, perHour: 1500, mixed: false, wholeTenant: true, runSeconds: null };
    expect(classes.forApi('graph')).toEqual([both, expect.objectContaining({ name: 'huntElsewhere' })]);
    expect(classes.forApi('defender').map(({ name }) => name)).toEqual([
      'both',
      'getThing',
      'hunt',
      'ping',
      'stopThing',
    ]);
    expect(classes.bucketsOf(listThings, OWNER, 'read')).toEqual(classes.bucketsOf(abroad, OWNER, 'read'));
  });
});

describe('what a call draws on', () => {
  const keysOf = (one: Operation, owner = OWNER, options = {}): string[] =>
    classesOf(options)
      .bucketsOf(one, owner, 'read')
      .map(({ key }) => key);

  test('is the quota of its class with both windows, or what of them is stated', () => {
    const classes = classesOf();
    const allowancesOf = (one: Operation) => classes.bucketsOf(one, OWNER, 'read').map(({ limits }) => limits);
    const minute = (calls: number) => ({ calls, milliseconds: MINUTE });
    expect(allowancesOf(listThings)).toEqual([[minute(100), { calls: 1500, milliseconds: HOUR }]]);
    expect(allowancesOf(getThing)).toEqual([[minute(50)]]);
    expect(allowancesOf(ping)).toEqual([[]]);
  });

  test('is another for another application, tenant or class', () => {
    const keys = [
      ...keysOf(listThings),
      ...keysOf(getThing),
      ...keysOf(listThings, { ...OWNER, applicationId: 'another' }),
      ...keysOf(listThings, { ...OWNER, tenantId: 'another' }),
    ];
    expect(new Set(keys).size).toBe(4);
  });

  test('is the same for all applications of a tenant where the vendor counts so, and another in another tenant', () => {
    expect(keysOf(hunt)).toEqual(keysOf(hunt, { ...OWNER, applicationId: 'another' }));
    expect(keysOf(hunt)).not.toEqual(keysOf(hunt, { ...OWNER, tenantId: 'another' }));
  });

  test.each([
    ['action', 1],
    ['read', 0.8],
  ] as const)('is a share of it for the priority %s where reads and actions share it', (priority, share) => {
    const things = { listThings: 'things', stopThing: 'things' };
    expect(classesOf({ shared: things }).bucketsOf(listThings, OWNER, priority)).toMatchObject([{ share }]);
    expect(classesOf().bucketsOf(listThings, OWNER, priority)).toMatchObject([{ share: 1 }]);
    expect(classesOf({ ceiling: 200 }).bucketsOf(listThings, OWNER, priority)).toMatchObject([
      { share: 1 },
      { share, limits: [{ calls: 200, milliseconds: MINUTE }] },
    ]);
  });

  test('is a ceiling of all classes together too, by application and tenant, which no class can be mistaken for', () => {
    const options = { ceiling: 200, shared: { getThing: 'ceiling' } };
    const [, list] = keysOf(listThings, OWNER, options);
    const [thing, get] = keysOf(getThing, OWNER, options);
    const [, hunted] = keysOf(hunt, OWNER, options);
    expect(new Set([list, get, hunted]).size).toBe(1);
    expect(thing).not.toBe(get);
    expect(keysOf(listThings, { ...OWNER, tenantId: 'another' }, options)[1]).not.toBe(list);
    expect(keysOf(listThings, { ...OWNER, applicationId: 'another' }, options)[1]).not.toBe(list);
  });
});
