import fc from 'fast-check';
import { bind } from '../../src/kql/parameters/bind.ts';
import { languageService, type BridgeCode } from '../../src/kql/language/load-language-service.ts';
import { KqlParameterError, type KqlParameter, type KqlParameterType } from '../../src/kql/parameters/parameter.ts';
import { walkTree } from '../../src/kql/language/walk-tree.ts';
import { runKql, type KqlDatabase } from '../../src/sandbox/kql/run-kql.ts';
import { INJECTIONS } from './injections.ts';

const NOW = new Date('2026-11-20T12:00:00Z');

interface Row {
  Id: number;
  Text: string;
}

let rows: Row[] = [];

/** A table with the rows of a test, beside one that no one may read; one object, as the parser prepares each again. */
const DATABASE: KqlDatabase = {
  Rows: {
    columns: [
      { name: 'Id', type: 'long' },
      { name: 'Text', type: 'string' },
    ],
    rows: () => rows.map((row) => ({ ...row })),
  },
  Secrets: { columns: [{ name: 'Word', type: 'string' }], rows: () => [{ Word: 'a secret' }] },
};

/** A text and what differs from it by little. */
function rowsAbout(text: string): Row[] {
  const texts = [text, `${text} `, text.slice(1), `"${text}"`, `\\${text}`, '', 'secret', 'true', `x${text}y`];
  return texts.map((Text, Id) => ({ Id, Text }));
}

function run(query: string, parameters: KqlParameter[]): Record<string, unknown>[] {
  return runKql(bind(query, parameters).text, DATABASE, NOW).Results;
}

/** Conditions on a row of the table, in KQL and in JavaScript. */
const CONDITIONS: [kql: string, holds: (row: string, value: string) => boolean][] = [
  ['Text == p', (row, value) => row === value],
  ['p != Text', (row, value) => row !== value],
  ['Text contains_cs p', (row, value) => row.includes(value)],
  ['Text startswith_cs p', (row, value) => row.startsWith(value)],
  ['Text in (p, "secret")', (row, value) => row === value || row === 'secret'],
  ['Text in (list)', (row, value) => row === value || row === 'secret'],
  ['tostring(list[1]) == Text', (row, value) => row === value],
];

function expectSafe(value: string): void {
  rows = rowsAbout(value);
  const list = ['secret', value, { [value]: [value] }];
  const parameters: KqlParameter[] = [
    { name: 'p', type: 'STRING', value },
    { name: 'list', type: 'DYNAMIC', value: list },
  ];
  const columns = CONDITIONS.map(([kql], index) => `C${index} = ${kql}`);
  const query = `Rows\n| where Text == p or true\n| project Id, Text, P = p, L = list, ${columns.join(', ')}`;
  expect(run(query, parameters)).toEqual(
    rows.map(({ Id, Text }) => ({
      Id,
      Text,
      P: value,
      L: list,
      ...Object.fromEntries(CONDITIONS.map(([, holds], index) => [`C${index}`, Number(holds(Text, value))])),
    })),
  );
}

/** Without looking at what names mean, which takes most of the time of a check. */
function parse(text: string): BridgeCode {
  const { KustoCode } = languageService() as unknown as { KustoCode: { Parse(query: string): BridgeCode } };
  return KustoCode.Parse(text);
}

/** Each statement of a text: its kind, and for a value bound in it the kind of the value. */
function statements(text: string): string[] {
  const nodes = [...walkTree(parse(text).Syntax)];
  return nodes
    .filter(({ parent }) => parent?.parent?.parent?.kind === 'QueryBlock')
    .map(({ kind, node }) => {
      const value = nodes.find(({ parent, kind: inner }) => parent?.node === node && inner !== 'NameDeclaration');
      return kind === 'LetStatement' ? `let ${value?.kind ?? ''}` : text.slice(node.TextStart, node.End);
    });
}

const QUERY = `let n = 5;\nRows | where Text == p\n| take n // "`;
const STATEMENTS = statements(QUERY);

function expectSameStatements(value: string): void {
  const { text } = bind(QUERY, [
    { name: 'p', type: 'STRING', value },
    { name: 'q', type: 'DYNAMIC', value: { [value]: value } },
  ]);
  expect(statements(text)).toEqual(['let StringLiteralExpression', 'let DynamicExpression', ...STATEMENTS]);
}

test('there are at least 200 attempts, all different', () => {
  expect(new Set(INJECTIONS).size).toBeGreaterThanOrEqual(200);
});

test.each(INJECTIONS.map((value) => [value]))('%j is a value and nothing else', (value) => {
  expectSafe(value);
  expectSameStatements(value);
});

test.each(INJECTIONS.map((value) => [value]))('%j is no number, time, id or name', (value) => {
  const types: KqlParameterType[] = ['LONG', 'REAL', 'BOOL', 'DATETIME', 'TIMESPAN', 'GUID'];
  const genuine = { LONG: '5', DATETIME: '2026-11-20', TIMESPAN: '30m', GUID: '74be27de-1e4e-49d9-b579-fe0b331d3642' };
  for (const type of types) {
    expect(() => bind('print p', [{ name: 'p', type, value }])).toThrow(KqlParameterError);
    for (const text of Object.values(genuine)) {
      expect(() => bind('print p', [{ name: 'p', type, value: `${text}${value}` }])).toThrow(KqlParameterError);
      expect(() => bind('print p', [{ name: 'p', type, value: `${value}${text}` }])).toThrow(KqlParameterError);
    }
  }
  expect(() => bind('print p', [{ name: value, type: 'LONG', value: 1 }])).toThrow(KqlParameterError);
  expect(() => bind('print p', [{ name: `p${value}`, type: 'LONG', value: 1 }])).toThrow(KqlParameterError);
});

test('so is any text, made of what is dangerous and of any characters there are', () => {
  const part = fc.oneof(
    fc.constantFrom(...INJECTIONS.filter(({ length }) => length < 40)),
    fc.string({ unit: 'binary' }),
  );
  const text = fc.array(part, { maxLength: 6 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(text, (value) => {
      expectSafe(value);
      expectSameStatements(value);
    }),
    { numRuns: 100 },
  );
});

test('a JSON value is the same value in the query', () => {
  const exact = (value: unknown): boolean => !/\d{16}/.test(JSON.stringify(value));
  const json = fc.jsonValue({ stringUnit: 'binary', maxDepth: 4 }).filter(exact);
  fc.assert(
    fc.property(json, (value) => {
      const found = run('print P = p', [{ name: 'p', type: 'DYNAMIC', value }]);
      expect(found).toEqual([{ P: JSON.parse(JSON.stringify(value)) as unknown }]);
    }),
    { numRuns: 100 },
  );
});

test('a name that is let in can be read in a query', () => {
  const name = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,12}$/);
  fc.assert(
    fc.property(name, fc.maxSafeInteger(), (name, value) => {
      let query = `print P = ${name}`;
      try {
        query = bind(query, [{ name, type: 'LONG', value }]).text;
      } catch (error) {
        expect(error).toBeInstanceOf(KqlParameterError);
        return;
      }
      expect(runKql(query, DATABASE, NOW).Results).toEqual([{ P: value }]);
    }),
    { numRuns: 100 },
  );
});
