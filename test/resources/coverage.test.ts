import { readFile } from 'node:fs/promises';
import { createSchema } from '../../src/schema.ts';
import { CALLED_ELSEWHERE, NOT_CALLED } from '../support/documented/coverage.ts';
import { coverageText, reachedOperations } from '../support/documented/coverage-table.ts';
import { DOCUMENTED_OPERATIONS } from '../support/documented/documented-operations.ts';

const schema = await createSchema();
const reached = reachedOperations(schema);

/** `GET /api/machines/{machineId}/alerts?x` -> `GET /api/machines/{}/alerts`, in small letters: pages differ in the rest. */
const shape = (call: string): string =>
  call
    .replaceAll(/\{[^}]*\}/g, '{}')
    .replace(/\?.*$/, '')
    .toLowerCase();

describe('the documented operations', () => {
  test('are 117, each under an id of its own', () => {
    expect(Object.keys(DOCUMENTED_OPERATIONS)).toHaveLength(117);
  });

  test.each(Object.keys(DOCUMENTED_OPERATIONS))('%s is reached by a field, or listed once with the reason', (id) => {
    const places = {
      reached: reached.has(id),
      elsewhere: id in CALLED_ELSEWHERE,
      notCalled: id in NOT_CALLED,
    };
    expect([id, Object.entries(places).filter(([, is]) => is)]).toEqual([id, [expect.anything()]]);
  });

  test.each([...reached.values()].filter(({ operation }) => operation.id in DOCUMENTED_OPERATIONS))(
    '$operation.id is declared with the method and path of its page',
    ({ operation: { id, method, path } }) => {
      expect(shape(`${method} ${path}`)).toBe(shape(DOCUMENTED_OPERATIONS[id] ?? ''));
    },
  );

  test('are all that the lists of exceptions name', () => {
    const listed = [...Object.keys(CALLED_ELSEWHERE), ...Object.keys(NOT_CALLED)];
    expect(listed.filter((id) => !(id in DOCUMENTED_OPERATIONS))).toEqual([]);
  });
});

test('docs/coverage.md is what `npm run docs:coverage` writes', async () => {
  expect(await readFile('docs/coverage.md', 'utf8')).toBe(coverageText(schema));
});
