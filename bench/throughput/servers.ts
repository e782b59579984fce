import { CASES, type Answer, type Case, type GraphqlQuery } from './cases.ts';
import type { Compiled } from './compile.ts';
import type { Exchange, Load } from './load.ts';
import { GATEWAY, startProcess, type ServerProcess } from './processes.ts';

export const SERVER_NAMES = ['bare', 'gateway', 'apollo', 'mercurius'] as const;
export type ServerName = (typeof SERVER_NAMES)[number];

/** What all measurements have in common. */
export interface Bench {
  compiled: Compiled;
  api: ServerProcess;
  names: readonly ServerName[];
  rounds: number;
}

/** Starts one of the servers before an API; `variables` are the gateway's. */
export function startServer(
  name: ServerName,
  { compiled }: Bench,
  api: ServerProcess,
  variables: Readonly<Record<string, string>> = {},
): Promise<ServerProcess> {
  const script = name === 'gateway' ? GATEWAY : compiled.pathOf(name);
  return startProcess(name, script, { DEFENDER_API_URL: api.address, ...(name === 'gateway' && variables) });
}

/** Names of all members, at any depth, of lists those of the first element. */
function shapeOf(value: unknown): string {
  if (Array.isArray(value)) return `[${shapeOf(value[0])}]`;
  if (typeof value !== 'object' || value === null) return '';
  const members = Object.entries(value as Record<string, unknown>).filter(([name]) => name !== 'pageInfo');
  return `{${members.map(([name, member]) => `${name}${shapeOf(member)}`).join(' ')}}`;
}

const shapes = new Map<string, string>();

/** Throws unless an answer has no error, the rows wanted, and the fields that the other servers' answers have. */
function check(one: Case, server: ServerName, body: string): void {
  const parsed = JSON.parse(body) as { data?: Answer; errors?: unknown } & Answer;
  const data = parsed.data ?? parsed;
  const fail = (why: string): never => {
    throw new Error(`${server}, ${one.title}: ${why}: ${body.slice(0, 1000)}`);
  };
  if (parsed.errors !== undefined) fail('errors');
  const rows = one.rowsOf(data);
  if (rows !== one.rows) fail(`${rows} rows instead of ${one.rows}`);
  const shape = shapeOf(data);
  const known = shapes.get(one.name) ?? shape;
  shapes.set(one.name, known);
  if (shape !== known) fail(`the fields ${shape} instead of ${known}`);
}

function graphqlExchange({ text, variables }: GraphqlQuery): Load['exchange'] {
  const start = `{"query":${JSON.stringify(text)},"variables":`;
  return (number, page, opening): Exchange => ({
    method: 'POST',
    path: '/graphql',
    body: `${start}${JSON.stringify(variables(number, page, opening))}}`,
  });
}

/** The requests of a case to one of the servers. */
export function loadOf(one: Case, name: ServerName, { address }: ServerProcess, tokens: readonly string[]): Load {
  const exchanges = { bare: one.bare, gateway: graphqlExchange(one.gateway) };
  return {
    address,
    exchange: name === 'bare' || name === 'gateway' ? exchanges[name] : graphqlExchange(one.minimal),
    pages: one.pages ?? 1,
    tokens: tokens.slice(0, one.callers ?? tokens.length),
    check: (body) => check(one, name, body),
  };
}

/** The case of a name. */
export function caseOf(name: string): Case {
  const found = CASES.find((one) => one.name === name);
  if (found === undefined) throw new Error(`There is no case ${name}.`);
  return found;
}
