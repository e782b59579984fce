import type { GraphQLSchema } from 'graphql';
import {
  upstreamByIdOf,
  upstreamFields,
  type UpstreamOperation,
} from '../../../src/graphql/schema/upstream-directive.ts';
import { CALLED_ELSEWHERE, NOT_CALLED } from './coverage.ts';
import { DOCUMENTED_OPERATIONS } from './documented-operations.ts';

/** An operation that the graph declares, and the fields that cost it. */
export interface Reached {
  operation: UpstreamOperation;
  /** Schema coordinates, sorted: `Alert.domains`, `Query.alert`. */
  fields: readonly string[];
}

/** Every operation that a field of the schema costs, by its id. */
export function reachedOperations(schema: GraphQLSchema): Map<string, Reached> {
  const fields = new Map<string, { operation: UpstreamOperation; fields: Set<string> }>();
  const note = (operation: UpstreamOperation, field: string): void => {
    const known = fields.get(operation.id) ?? { operation, fields: new Set() };
    fields.set(operation.id, known);
    known.fields.add(field);
  };
  for (const [field, { operations }] of upstreamFields(schema)) {
    for (const operation of operations) note(operation, field);
  }
  for (const field of Object.values(schema.getQueryType()?.getFields() ?? {})) {
    for (const cost of upstreamByIdOf(field)?.costs.values() ?? []) {
      for (const operation of cost?.operations ?? []) note(operation, `Query.${field.name}`);
    }
  }
  return new Map([...fields].map(([id, known]) => [id, { ...known, fields: [...known.fields].sort() }]));
}

/** Fields named in one row of the table; a list of all would bury the others. */
const MOST_FIELDS = 4;

function reachedBy(id: string, reached: Reached | undefined): string {
  const reason = NOT_CALLED[id];
  if (reason !== undefined) return `_not called_: ${reason}`;
  if (reached === undefined) return CALLED_ELSEWHERE[id] ?? '_nothing_';
  const { fields } = reached;
  const more = fields.length > MOST_FIELDS ? ` and ${fields.length - MOST_FIELDS} more` : '';
  const named = fields.slice(0, MOST_FIELDS).map((field) => `\`${field}\``);
  return `${named.join(', ')}${more}`;
}

/** A table in Markdown, its columns aligned as Prettier does it. */
function markdownTable(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => [...(row[column] ?? '')].length)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - [...cell].length)).join(' | ')} |`;
  const [head = [], ...body] = rows;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('\n');
}

const HEAD = ['operation', 'method and path', 'reached by'];

/** The text of docs/coverage.md: each documented operation, and what of the schema reaches it. */
export function coverageText(schema: GraphQLSchema): string {
  const reached = reachedOperations(schema);
  const rows = Object.entries(DOCUMENTED_OPERATIONS).map(([id, call]) => [
    id,
    `\`${call}\``,
    reachedBy(id, reached.get(id)),
  ]);
  const served = Object.keys(DOCUMENTED_OPERATIONS).filter((id) => reached.has(id) || id in CALLED_ELSEWHERE).length;
  return `# Coverage

Which operations of the Defender for Endpoint API the graph calls, and by which fields: ${served} of the ${rows.length} that Microsoft documents. What is not called has its reason in the row. \`npm run docs:coverage\` writes this page from the schema, and a test holds it true.

${markdownTable([HEAD, ...rows])}
`;
}
