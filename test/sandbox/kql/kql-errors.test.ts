import { KqlError, runKql, type KqlDatabase, type KqlLimits } from '../../../src/sandbox/kql/run-kql.ts';
import { database, NOW } from './kql-database.ts';

function failure(query: string, tables = database, limits: Partial<KqlLimits> = {}): string {
  try {
    runKql(query, tables, NOW, limits);
  } catch (error) {
    expect(error).toBeInstanceOf(KqlError);
    return (error as KqlError).message;
  }
  throw new Error(`No error from: ${query}`);
}

describe('a query that cannot run says why', () => {
  test.each<[string, string]>([
    ['Events | where Nope == 1', "'where' operator: Failed to resolve column or scalar expression named 'Nope'"],
    ['Events | project Nope', "'project' operator: Failed to resolve scalar expression named 'Nope'"],
    ['Events | extend A = Nope + 1', "'extend' operator: Failed to resolve scalar expression named 'Nope'"],
    ['Events | summarize count() by Nope', "'summarize' operator: Failed to resolve scalar expression named 'Nope'"],
    ['Events | sort by Nope', "'sort' operator: Failed to resolve column or scalar expression named 'Nope'"],
    ['Nope', "Failed to resolve table or column or scalar expression named 'Nope'"],
    ['union Nope, Events', "'union' operator: Failed to resolve table or column expression named 'Nope'"],
    ['Events | join Nope on DeviceId', "'join' operator: Failed to resolve table or column expression named 'Nope'"],
    ['Events | project-rename A = Nope', "project-rename: Failed to resolve column reference 'Nope'"],
    [
      'Events | project Size | where DeviceId == 1',
      "'where' operator: Failed to resolve column or scalar expression named 'DeviceId'",
    ],
    ['Events | join Devices on Nope', "'join' operator: Failed to resolve column or scalar expression named 'Nope'"],
    ['Nope | where A == 1', "'where' operator: Failed to resolve table or column expression named 'Nope'"],
    ['Nope | take 5', "'take' operator: Failed to resolve table or column expression named 'Nope'"],
    ['Events | where nope(Size)', "Unknown function: 'nope'."],
    [
      'Events | where FileName == 5',
      'Semantic error: Cannot compare values of types string and long. Try adding explicit casts',
    ],
    [
      "Events | where Timestamp > '2026-03-10'",
      "Semantic error: 'where' operator: Cannot compare values of types datetime and string. Try adding explicit casts",
    ],
    ['Events | evaluate bag_unpack(Details)', "The operator 'evaluate' is not supported by the sandbox"],
    ["Events | parse CommandLine with * 'x' Rest", "The operator 'parse' is not supported by the sandbox"],
    ["search 'x'", "The operator 'search' is not supported by the sandbox"],
    ['Events | extend A = hash_xxhash64(FileName)', "The function 'hash_xxhash64' is not supported by the sandbox"],
    ['Events | summarize stdev(Size)', "The function 'stdev' is not supported by the sandbox"],
    [
      'let f = (x: long) { x + 1 }; print f(1)',
      "The function 'f' is not supported by the sandbox: let defines values and tables only",
    ],
    [
      "Events | where FileName matches regex '(a)\\\\1'",
      "Invalid regular expression '(a)\\1': look-around and back-references are not supported",
    ],
    ["Events | where FileName matches regex '('", "Invalid regular expression '('"],
    ['', 'Syntax error: the query has no tabular expression statement'],
  ])('%s', (query, message) => {
    expect(failure(query)).toBe(message);
  });

  test.each<[string, RegExp]>([
    ['Events | whre Size > 1', /^Syntax error: .*at 'whre' \[line:position=1:10\]$/],
    ['Events\n| where Size ==', /^Syntax error: 'where' operator: .*at the end of the query \[line:position=2:16\]$/],
    ['Events | where (Size > 1', /^Syntax error: .*Expected: \)/],
    ['Events |', /^Syntax error: Query operator expected\. /],
    ['Events | where Size > 1 }', /^Syntax error: /],
  ])('%s is a syntax error with its place', (query, message) => {
    expect(failure(query)).toMatch(message);
  });

  test('refuses a regular expression longer than 1,000 characters', () => {
    expect(failure(`Events | where FileName matches regex '${'a'.repeat(1_001)}'`)).toMatch(/longer than 1000/);
  });
});

describe('a query that asks too much is ended', () => {
  const numbers = (count: number): KqlDatabase => ({
    Numbers: {
      columns: [
        { name: 'N', type: 'long' },
        { name: 'One', type: 'long' },
      ],
      *rows() {
        for (let n = 0; n < count; n++) yield { N: n, One: 1 };
      },
    },
  });

  test('answers 100,000 rows and not one more', () => {
    expect(runKql('Numbers', numbers(100_000), NOW).Results).toHaveLength(100_000);
    expect(failure('Numbers', numbers(100_001))).toMatch(/^Query execution has exceeded the allowed result size/);
  });

  test('refuses an answer of more than 50 MB', () => {
    const query =
      "Numbers | extend Long = strcat_array(split(tostring(N), 'x'), '') | project A = strcat(Long, 'TEXT')";
    const long = query.replace('TEXT', 'x'.repeat(1_000));
    expect(failure(long, numbers(60_000))).toMatch(/^Query execution has exceeded the allowed result size/);
  });

  test('ends a cross join after its steps', () => {
    const query = 'Numbers | join kind=inner Numbers on One | count';
    expect(runKql(query, numbers(300), NOW, { steps: 100_000 }).Results).toEqual([{ Count: 90_000 }]);
    expect(failure(query, numbers(400), { steps: 100_000 })).toMatch(/timed out/);
    expect(failure(query, numbers(20_000))).toMatch(/timed out/);
  });

  test('ends a sort of a cross join before memory is short', () => {
    const query = 'Numbers | join kind=inner Numbers on One | sort by N | count';
    expect(failure(query, numbers(400), { cells: 100_000 })).toMatch(/lacks memory resources/);
  });

  test('ends a regular expression that backtracks for ever', () => {
    const text = `${'a'.repeat(60)}b`;
    expect(failure(`print '${text}' matches regex '^(a+)+$'`, database, { milliseconds: 200 })).toMatch(/timed out/);
  });

  test('ends the parse of a query nested too deep', () => {
    const query = `print ${'('.repeat(20_000)}1${')'.repeat(20_000)}`;
    expect(failure(query, database, { milliseconds: 500 })).toMatch(/timed out/);
    expect(runKql('print 1', database, NOW).Results).toEqual([{ print_0: 1 }]);
  });
});
