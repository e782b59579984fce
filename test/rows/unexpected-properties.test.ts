import fc from 'fast-check';
import { documentedProperties, DOCUMENTED_TYPES } from '../support/documented/documented-types.ts';
import { sharedFakeGateway } from '../support/gateway/shared-fake-gateway.ts';
import type { Answer } from '../support/gateway/gateway.ts';
import { fieldOf, fieldsOf, filledRow, selectionOf, vendorIdOf } from '../support/fakes/made-up-rows.ts';
import { reached, ROUTES } from '../support/fakes/reach.ts';

/** Rows asked for at a time. */
const PAGE = 100;

/** Of what is asked for one by one, a test of its own has an odd row. */
const NAMES = Object.keys(DOCUMENTED_TYPES).filter((type) => ROUTES[type]?.single !== true);

/** What a property may hold besides what it should: every other JSON type, and what looks like nothing. */
const ODD: readonly unknown[] = [
  undefined,
  null,
  '',
  ' ',
  'odd text',
  0,
  7,
  -1.5,
  1e300,
  true,
  [],
  [null],
  [[]],
  ['odd text', 7, null, {}],
  {},
  { id: 'odd' },
  { toString: 'odd', valueOf: null, toJSON: 7, then: true, length: -1 },
];

/** Types whose lists are walked. */
const PAGED = [
  'Alert',
  'Machine',
  'MachineAction',
  'Investigation',
  'Incident',
  'Indicator',
  'MachineVulnerability',
  'RemediationTask',
  'BaselineProfile',
  'BaselineConfiguration',
  'DeviceAvInfo',
];

const shared = sharedFakeGateway({ MAX_UPSTREAM_CALLS: '100' });
const { replies } = shared;

const hasId = (type: string): boolean => documentedProperties(type).some(([property]) => property === 'id');
/** Whether objects of the type are elements of an answer's list, rather than parts of other rows. */
const isRow = (type: string): boolean =>
  Object.values(ROUTES[type]?.replies([{ mark: true }]) ?? {}).some((reply) =>
    /"value":\[\{"mark"/.test(JSON.stringify(reply)),
  );
const isNamed = (id: unknown): boolean => (typeof id === 'string' && id.trim() !== '') || typeof id === 'number';

/** The id of a row, which may be spelled in another letter case. */
function idOf(row: object): unknown {
  const others = Object.entries(row).filter(([name]) => name !== 'id' && name.toLowerCase() === 'id');
  return [Reflect.get(row, 'id'), ...others.map(([, id]) => id as unknown)].find((id) => id != null);
}

async function ask(type: string, rows: readonly unknown[]): Promise<Answer<object>> {
  const route = ROUTES[type];
  if (route === undefined) throw new Error(`test/support/fakes/reach.ts does not say how a ${type} is reached.`);
  Object.assign(replies, route.replies(rows as object[]));
  return shared.gateway.attempt<object>(route.query(selectionOf(type)));
}

function expectVendorsFaults({ errors = [] }: Answer<object>): void {
  expect(
    [...new Set(errors.map(({ extensions }) => extensions.code))].filter((code) => code !== 'UPSTREAM_ERROR'),
  ).toEqual([]);
  expect(shared.gateway.logs.filter(({ level }) => level === 50)).toEqual([]);
}

interface Variant {
  property: string;
  value: unknown;
  sent: Record<string, unknown>;
  shown: Record<string, unknown>;
}

/** A row for each property and odd value, the other properties as they should be. */
function variantsOf(type: string): Variant[] {
  return documentedProperties(type).flatMap(([property]) =>
    ODD.map((value, index): Variant => {
      const { sent, shown } = filledRow(type);
      const id = `${property}-${index}`;
      if (hasId(type)) Object.assign(sent, { id });
      if (hasId(type)) shown[vendorIdOf(type)] = id;
      if ('uniqueId' in sent) sent.uniqueId = shown.uniqueId = id;
      return { property, value, sent: { ...sent, [property]: value }, shown };
    }),
  );
}

/** The fields that a property tells: the two names of an update time stand in for each other. */
const toldBy = (type: string, property: string): string[] =>
  /^lastUpdate(DateTime|Time)Utc$/.test(property)
    ? ['lastUpdateDateTimeUtc', 'lastUpdateTimeUtc']
    : [fieldOf(type, property), `${property}Raw`];

describe('an odd property', () => {
  test.each(NAMES)('of %s costs that property, and the row only where it is its id', async (type) => {
    const all = variantsOf(type);
    const page = ROUTES[type]?.alone ? 1 : PAGE;
    for (let from = 0; from < all.length; from += page) await expectOneLost(type, all.slice(from, from + page));
  });
});

async function expectOneLost(type: string, variants: readonly Variant[]): Promise<void> {
  const answer = await ask(
    type,
    variants.map(({ sent }) => sent),
  );
  expectVendorsFaults(answer);
  const kept = variants.filter(({ sent }) => !isRow(type) || !hasId(type) || isNamed(sent.id));
  const objects = reached(answer.data, fieldsOf(type));
  expect(objects).toHaveLength(kept.length);
  for (const [index, { property, value, sent, shown }] of kept.entries()) {
    // Some lists are put in an order of ours.
    const byId = () => objects.find((each) => each[vendorIdOf(type)] === String(sent.id));
    const found = hasId(type) && isRow(type) ? byId() : objects[index];
    const others = (row: object | undefined) =>
      Object.entries(row ?? {}).filter(([field]) => !toldBy(type, property).includes(field));
    const about = { property, value };
    expect({ ...about, others: others(found) }).toEqual({ ...about, others: others(shown) });
  }
  const leftOut = answer.errors?.filter(({ message }) => message.includes('cannot be read')) ?? [];
  expect(leftOut).toHaveLength(kept.length < variants.length ? 1 : 0);
}

describe('an odd element', () => {
  const text = fc.string({ unit: 'binary', maxLength: 5 });
  const value = fc.jsonValue({ maxDepth: 2 });
  const elementOf = (type: string) => {
    const names = documentedProperties(type).map(([property]) => property);
    const row = fc.dictionary(fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...names) }, text), value);
    return fc.oneof(
      row,
      fc.tuple(row, text).map(([each, id]) => ({ ...each, id })),
      value,
    );
  };

  test.each(NAMES.filter(isRow))('among rows of %s costs none of the others', async (type) => {
    await fc.assert(
      fc.asyncProperty(fc.array(elementOf(type), { minLength: 50, maxLength: PAGE }), async (elements) => {
        const answer = await ask(type, elements);
        expectVendorsFaults(answer);
        const readable = (JSON.parse(JSON.stringify(elements)) as unknown[]).filter(
          (element) =>
            typeof element === 'object' &&
            element !== null &&
            !Array.isArray(element) &&
            (!hasId(type) || isNamed(idOf(element))),
        );
        const ids = hasId(type) ? idsOnce(readable as object[]) : readable;
        expect(answer.data).not.toBeNull();
        const shown = reached(answer.data, fieldsOf(type));
        if (isPaged(type)) expect(shown.map((row) => row[vendorIdOf(type)])).toEqual(ids);
        else expect(shown).toHaveLength(readable.length);
      }),
      { numRuns: 4, examples: [[[{ Id: 'in-another-case' }, { id: null, ID: 7 }, { id: '', Id: 'not-read' }]]] },
    );
  });
});

/** The ids of rows of which each is another: by its `uniqueId` where it has one, else by its id. */
function idsOnce(rows: readonly object[]): string[] {
  const keys = rows.map((row) => [Reflect.get(row, 'uniqueId') as unknown, idOf(row)].find(isNamed));
  return rows.filter((_, index) => keys.indexOf(keys[index]) === index).map((row) => String(idOf(row)));
}

/** Whether the list is walked, so that a row of an id that came before is dropped. */
function isPaged(type: string): boolean {
  return PAGED.includes(type);
}
