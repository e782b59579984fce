import { readFileSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  buildSchema,
  execute,
  parse,
  validate,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLSchema,
} from 'graphql';
import { executeDocument, MAX_COERCION_ERRORS } from '../../../src/graphql/execution/execute-document.ts';
import { Limits } from '../../../src/graphql/limits/limits.ts';
import { RandomAnswers, type CallLog } from './random-answers.ts';
import { randomDocument, randomOf, type RandomDocument } from './random-document.ts';

// A program of its own, as graphql-js leaves promises behind that no one handles, which ends a process that does not expect
// it: `compare-executors.ts <documents> <share of odd answers>` prints a Comparison.

export interface Comparison {
  documents: number;
  /** Documents with errors in their answers. */
  withErrors: number;
  /** Of our executor: rejections that no one handled. */
  unhandled: string[];
  /** The first documents whose answers differ. */
  differences: { seed: number; run: number; text: string; variables: object; expected: string; received: string }[];
}

const MAX_DIFFERENCES = 3;
const [documents = 0, oddity = 0] = process.argv.slice(2).map(Number);

/** All that can be told of an execution, as text, so that the order of members counts. */
function told({ data, errors }: ExecutionResult, calls: CallLog, isSliced: boolean): string {
  // Which of several errors is met first depends on the turns in which rows are completed; what it makes null does not.
  if (isSliced) return JSON.stringify({ data, fails: errors !== undefined, calls: errors ? null : [...calls].sort() });
  const all = errors?.map(({ message, path, locations, originalError }) => {
    return { message, path, locations, cause: originalError?.message };
  });
  return JSON.stringify({ data, errors: all, calls });
}

/** Of every second document, each row is completed in a turn of the event loop of its own. */
const isSliced = (seed: number): boolean => seed % 2 === 1;

function schemaOf(): GraphQLSchema {
  const schema = buildSchema(readFileSync(new URL('../../../schema/schema.graphql', import.meta.url), 'utf8'));
  new RandomAnswers(schema, oddity).install();
  return schema;
}

type Variables = RandomDocument['variables'];

/** The second run is of a document that is prepared, the third selects other fields of it. */
function runsOf({ variables }: RandomDocument): Variables[] {
  const entries = Object.entries(variables);
  const opposite = entries.map(([name, value]) => [name, typeof value === 'boolean' ? !value : value]);
  return [variables, variables, Object.fromEntries(opposite) as Variables];
}

const options = { maxCoercionErrors: MAX_COERCION_ERRORS };

async function answersOf(
  { seed, random }: { seed: number; random: RandomDocument },
  run: (document: DocumentNode, variables: Variables, calls: CallLog) => ExecutionResult | Promise<ExecutionResult>,
): Promise<string[]> {
  const document = parse(random.text);
  const answers: string[] = [];
  for (const variables of runsOf(random)) {
    const calls: CallLog = [];
    answers.push(told(await run(document, variables, calls), calls, isSliced(seed)));
  }
  return answers;
}

const schema = schemaOf();
const comparison: Comparison = { documents: 0, withErrors: 0, unhandled: [], differences: [] };
let isOurs = true;
process.on('unhandledRejection', (error) => {
  if (isOurs) comparison.unhandled.push(String(error));
});

const cases: { seed: number; random: RandomDocument; received: string[] }[] = [];
for (let seed = 0; cases.length < documents; seed++) {
  const random = randomDocument(schema, randomOf(seed));
  if (validate(schema, parse(random.text)).length > 0) continue;
  const received = await answersOf({ seed, random }, (document, variables, contextValue) =>
    executeDocument({
      schema,
      document,
      operationName: 'Q',
      variables,
      contextValue,
      limits: new Limits(),
      slices: { isOver: () => isSliced(seed), next: () => nextTurn() },
    }),
  );
  cases.push({ seed, random, received });
}
// Rejections are told after the turn in which they are found.
await new Promise((resolve) => setImmediate(resolve));
isOurs = false;
for (const { seed, random, received } of cases) {
  const all = await answersOf({ seed, random }, (document, variableValues, contextValue) =>
    execute({ schema, document, operationName: 'Q', variableValues, contextValue, options }),
  );
  comparison.documents += 1;
  if (/"errors":\[|"fails":true/.test(all[0] ?? '')) comparison.withErrors += 1;
  for (const [run, expected] of all.entries()) {
    const answer = received[run] ?? '';
    if (answer === expected || comparison.differences.length === MAX_DIFFERENCES) continue;
    comparison.differences.push({ seed, run, ...random, expected, received: answer });
  }
}
console.log(JSON.stringify(comparison));
