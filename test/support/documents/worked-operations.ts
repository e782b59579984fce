import { readdirSync, readFileSync } from 'node:fs';
import { exampleOf } from '../../../src/explorer/example.ts';
import type { Persona } from '../../../src/sandbox/sandbox.ts';
import type { SandboxGateway } from '../gateway/gateway.ts';

const folder = new URL('../../../schema/operations/', import.meta.url);

/** The text of each worked operation by its file name. */
export const OPERATIONS: ReadonlyMap<string, string> = new Map(
  readdirSync(folder)
    .filter((name) => name.endsWith('.graphql'))
    .map((name) => [name, readFileSync(new URL(name, folder), 'utf8')]),
);

interface Found {
  [list: string]: { nodes: { id: string }[] };
}

/** How the explorer starts an operation: as whom, and with which variables. */
export async function startOf(
  file: string,
  gateway: SandboxGateway,
): Promise<{ as: Persona; variables: Record<string, unknown> }> {
  const { variables, as: only, ask } = exampleOf(file, OPERATIONS.get(file) ?? '');
  const as = (only ?? 'reader') as Persona;
  const found = ask && (await gateway.run<Found>(ask.query, {}, as)).data;
  const id = Object.values(found ?? {}).flatMap(({ nodes }) => nodes)[0]?.id ?? '';
  const text = variables.replace(ask?.placeholder ?? '', id) || '{}';
  return { as, variables: JSON.parse(text) as Record<string, unknown> };
}
