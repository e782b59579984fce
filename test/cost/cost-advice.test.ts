import fc from 'fast-check';
import { getOperationAST, parse, validate, type GraphQLSchema } from 'graphql';
import { costsOf } from '../../src/graphql/cost/cost-tree.ts';
import { costOf } from '../../src/graphql/cost/cost.ts';
import { costAdvice } from '../../src/graphql/cost/cost-advice.ts';
import { createSchema } from '../../src/schema.ts';
import { editFields, withSize } from '../support/gateway/edit-document.ts';

let schema: GraphQLSchema;
beforeAll(async () => {
  schema = await createSchema();
});

function priced(text: string, limit: number, variables: Record<string, unknown> = {}) {
  const document = parse(text);
  expect(validate(schema, document)).toEqual([]);
  const operation = getOperationAST(document);
  if (operation == null) throw new Error('There is no operation.');
  const costs = costsOf(schema, document, operation, variables);
  const price = costOf(costs);
  return { calls: price.calls, refusal: costAdvice(costs, price, limit) };
}

const SIZE = 7;

interface Chosen {
  field: string;
  size: string;
  below: Chosen[];
  twice: boolean;
}

/** Which fields each kind of object has, and which kind each yields. */
const FIELDS: Record<string, Record<string, string>> = {
  Query: { alerts: 'Alerts', machines: 'Machines', machineActions: 'Actions' },
  Alert: { machine: 'Machine', files: 'leaf', ips: 'leaf', user: 'leaf', investigation: 'leaf' },
  Machine: { alerts: 'Alerts', software: 'leaf', logonUsers: 'leaf', actions: 'Actions' },
  MachineAction: { machine: 'Machine' },
};
const NODE: Record<string, string> = { Alerts: 'Alert', Machines: 'Machine', Actions: 'MachineAction' };

const sizes = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 120 }).map((n) => `(first: ${n})`) },
  fc.constantFrom('', '(first: $n)', '(first: 1000)', '(first: null)'),
);
const rootSizes = fc.oneof(
  { weight: 5, arbitrary: sizes },
  fc.integer({ min: 0, max: 120 }).map((n) => `(last: ${n})`),
);

function selections(kind: string, depth: number): fc.Arbitrary<Chosen[]> {
  const fields = Object.entries(FIELDS[kind] ?? {});
  const chosen = fields.map(([field, yielded]) => {
    const node = NODE[yielded] ?? yielded;
    return fc.record({
      field: fc.constant(field),
      size: NODE[yielded] === undefined ? fc.constant('') : kind === 'Query' ? rootSizes : sizes,
      below: depth === 0 || FIELDS[node] === undefined ? fc.constant<Chosen[]>([]) : selections(node, depth - 1),
      twice: fc.boolean(),
    });
  });
  return fc.array(fc.oneof(...chosen), { minLength: kind === 'Query' ? 1 : 0, maxLength: 3 });
}

function written(chosen: readonly Chosen[]): string {
  return chosen
    .map(({ field, size, below, twice }, index) => {
      const list = ['alerts', 'machines', 'machineActions', 'actions'].includes(field);
      const inner = `__typename ${written(below)}`;
      const text = `${field}${index}: ${field}${size} { ${list ? `nodes { ... { ${inner} } }` : inner} }`;
      // The same field twice is one field.
      return twice ? `${text} ${text}` : text;
    })
    .join(' ');
}

const documents = selections('Query', 3).map((chosen) => {
  const text = written(chosen);
  return text.includes('$n') ? `query ($n: Int) { ${text} }` : `{ ${text} }`;
});

function names(text: string): string[] {
  return [...text.matchAll(/`([\w.]+)`/g)].map(([, name]) => name ?? '');
}

/** The document after the advice was taken, and after less than that. */
function taken(text: string, advice: string): { enough: string; tooLittle: string } | null {
  const oneList = /^with `([\w.]+)\((?:first|last): (\d+)\)` it would pass\.$/.exec(advice);
  const every = /^with `(?:first|last): (\d+)`(?: or `(?:first|last): \d+`)? in each of (.*) it would pass\.$/.exec(
    advice,
  );
  if (oneList !== null || every !== null) {
    const paths = oneList === null ? names(every?.[2] ?? '') : [oneList[1] ?? ''];
    const size = Number(oneList?.[2] ?? every?.[1]);
    return { enough: editFields(text, paths, withSize(size)), tooLittle: editFields(text, paths, withSize(size + 1)) };
  }
  if (advice === 'no smaller list is enough; ask for it in several requests.') return null;
  const fewer = /^no smaller list is enough; without (.*) it would pass\.$/.exec(advice);
  if (fewer?.[1] === undefined) throw new Error(`This is no advice: ${advice}`);
  const paths = names(fewer[1]);
  const without = (left: readonly string[]): string => editFields(text, left, () => null);
  return { enough: without(paths), tooLittle: without(paths.slice(0, -1)) };
}

/** The advice may have replaced the only use of the variable, and an unused one is no GraphQL. */
function tidy(text: string): string {
  return text.replace(/^query \(\$n: Int\)(?![\s\S]*\$n)/, 'query');
}

describe('the advice to a query that costs too much', () => {
  test('is exact: taken to the letter the query passes, and with one more it does not', () => {
    const kinds = new Set<string>();
    const check = (text: string, limit: number): void => {
      const { calls, refusal } = priced(text, limit, { n: SIZE });
      expect(refusal === null).toBe(calls <= limit);
      if (refusal === null) return;
      const [, total, share, percent, advice] =
        /^The request could make (\d+) upstream calls, .* alone (\d+) \((\d+) %, \w+\): (.*)$/.exec(refusal) ?? [];
      expect(Number(total)).toBe(calls);
      expect(Number(percent)).toBe(Math.round((100 * Number(share)) / calls));
      const result = taken(text, advice ?? '');
      kinds.add((advice ?? '').replace(/`[^`]*`/g, '…').slice(0, 20));
      if (result === null) return;
      expect(priced(tidy(result.enough), limit, { n: SIZE }).calls).toBeLessThanOrEqual(limit);
      expect(priced(tidy(result.tooLittle), limit, { n: SIZE }).calls).toBeGreaterThan(limit);
    };
    fc.assert(fc.property(documents, fc.integer({ min: 1, max: 60 }), check), { numRuns: 600 });
    // One list, several lists, fewer fields: the generated documents have needed each.
    expect(kinds.size).toBeGreaterThanOrEqual(3);
  });

  const LIMIT = 60;
  const adviceOn = (text: string, variables?: Record<string, unknown>): string =>
    priced(text, LIMIT, variables).refusal?.replace(/^.*\): /, '') ?? 'none';

  test.each([
    [
      'a list',
      '{ machines(first: 100) { nodes { software { totalCount } } } }',
      'with `machines(first: 59)` it would pass.',
    ],
    [
      'a list at its usual size',
      '{ alerts { nodes { files { sha1 } ips { id } } } }',
      'with `alerts(first: 29)` it would pass.',
    ],
    [
      'a list by its alias',
      '{ worst: alerts(last: 1000) { nodes { files { sha1 } } } }',
      'with `worst(last: 58)` it would pass.',
    ],
    [
      'of two lists the one that keeps more of its rows',
      '{ machines(first: 10) { nodes { alerts(first: 50) { nodes { user { id } } } } } }',
      'with `machines(first: 1)` it would pass.',
    ],
    [
      'the inner list where the outer cannot be small enough',
      '{ machines(first: 2) { nodes { alerts(first: 50) { nodes { user { id } } } } } }',
      'with `machines.nodes.alerts(first: 28)` it would pass.',
    ],
    [
      'a list in a fragment that is spread twice, as a whole',
      '{ a: machines(first: 2) { ...M } b: machines(first: 2) { ...M } } fragment M on MachineConnection { nodes { alerts(first: 50) { nodes { user { id } } } } }',
      'with `a.nodes.alerts(first: 13)` it would pass.',
    ],
    [
      'several lists, where none alone is enough',
      '{ a: machines(first: 90) { nodes { software { totalCount } } } b: machines(first: 80) { nodes { software { totalCount } } } }',
      'with `first: 29` in each of `a`, `b` it would pass.',
    ],
    [
      'several lists, of which one is asked for from its end',
      '{ a: machines(last: 90) { nodes { software { totalCount } } } b: machines(first: 80) { nodes { software { totalCount } } } }',
      'with `last: 28` or `first: 28` in each of `a`, `b` it would pass.',
    ],
  ])('names %s', (_, text, advice) => {
    expect(adviceOn(text)).toBe(advice);
  });

  test('names the fields to leave out where no list is long enough to matter', () => {
    const fields = ['alerts', 'logonUsers', 'software', 'recommendations', 'missingKbs'];
    const all = fields.map((field) => `${field} { totalCount }`).join(' ');
    const roots = Array.from({ length: 3 }, (_, index) => `m${index}: machine(id: "m-${index}") { ${all} }`);
    const { refusal } = priced(`{ ${roots.join(' ')} }`, 16);
    expect(refusal).toContain('m0 alone 1 (6 %, getMachine): no smaller list is enough; without `m0` it would pass.');
  });

  test('is found at once for a document as wide as the limits let it be', () => {
    const level = (next: string): string =>
      `alerts(first: 2) { nodes { machine { ${next} } user { id } } edges { node { machine { ${next} } files { sha1 } } } }
       actions(first: 2) { nodes { machine { ${next} } } edges { node { machine { ${next} } } } }`;
    const text = `{ machines(first: 2) { nodes { ${level(level(level('id')))} } } }`;
    const started = performance.now();
    expect(priced(text, 60).refusal).toContain('no smaller list is enough; ask for it in several requests.');
    // Some ten milliseconds; tried size by size it would take hours.
    expect(performance.now() - started).toBeLessThan(30_000);
  });
});
