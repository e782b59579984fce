/** A worked operation of `schema/operations`, and how to start it. */
export interface Example {
  name: string;
  /** What it shows, in a sentence. */
  description: string;
  query: string;
  /** JSON text to begin with; empty when the operation needs none. */
  variables: string;
  /** The only one of the sandbox's callers who is not refused anything; null when any will do. */
  as: string | null;
  /** What stands in `variables` in place of an id, and the query whose first node has one. */
  ask: { placeholder: string; query: string } | null;
}

// A device with something to show comes first; a tenant need not have one.
const MACHINE = `{
  telling: machines(first: 1, where: { riskScore: { eq: HIGH }, deviceValue: { eq: HIGH }, healthStatus: { eq: ACTIVE } }) {
    nodes { id: machineId }
  }
  any: machines(first: 1) { nodes { id: machineId } }
}`;

/** A comment that says how to start an operation. */
const STARTING = /^# (?:variables|as): .*$/;

const ASKS: readonly NonNullable<Example['ask']>[] = [
  { placeholder: 'paste the id of a machine', query: MACHINE },
  { placeholder: 'paste the id of an alert', query: '{ alerts(first: 1) { nodes { id: alertId } } }' },
];

/** The comments that a document begins with, as text; without those that say how to start it. */
function descriptionOf(document: string): string {
  const comments = /^(?:#.*\n)*/.exec(document)?.[0] ?? '';
  const lines = comments.split('\n').filter((line) => line !== '' && !STARTING.test(line));
  return lines.map((line) => line.replace(/^# ?/, '')).join(' ');
}

/** `who am i` -> `Who am I` */
export const titleOf = ({ name }: Pick<Example, 'name'>): string =>
  name.replace(/^./, (letter) => letter.toUpperCase()).replace(/\bi\b/, 'I');

/** Reads a worked operation: its file name is its title, and the comments `variables:` and `as:` say how to start it. */
export function exampleOf(file: string, document: string): Example {
  const variables = /^# variables: (.*)$/m.exec(document)?.[1] ?? '';
  return {
    name: file.replace(/\.graphql$/, '').replaceAll('-', ' '),
    description: descriptionOf(document),
    query: document.replaceAll(new RegExp(`${STARTING.source}\\n`, 'gm'), ''),
    variables,
    as: /^# as: (\w+)$/m.exec(document)?.[1] ?? null,
    ask: ASKS.find(({ placeholder }) => variables.includes(placeholder)) ?? null,
  };
}
