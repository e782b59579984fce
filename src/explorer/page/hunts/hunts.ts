import { send } from '../session/send.ts';
import { useSession } from '../session/session.ts';

export interface HuntParameter {
  name: string;
  type: string;
  description: string;
  defaultValue: unknown;
  required: boolean;
}

/** A hunt that comes with the gateway. */
export interface SavedHunt {
  name: string;
  title: string;
  description: string;
  query: string;
  parameters: HuntParameter[];
}

export interface HuntingTable {
  name: string;
  columns: { name: string; type: string }[];
}

/** Something found in a query, at its place: line and column from 1, length in UTF-16 units. */
export interface Diagnostic {
  message: string;
  severity: 'ERROR' | 'WARNING' | 'INFORMATION';
  line: number;
  column: number;
  length: number;
}

const CATALOGUE = `{
  savedHunts { name title description query parameters { name type description defaultValue required } }
  huntingTables { name columns { name type } }
}`;

const VALIDATE = `query Validate($query: KQL!, $parameters: [HuntingParameterInput!]!) {
  validateHunt(query: $query, parameters: $parameters) { diagnostics { message severity line column length } }
}`;

export interface Catalogue {
  savedHunts: SavedHunt[];
  huntingTables: HuntingTable[];
}

async function ask<T>(query: string, variables: unknown): Promise<T> {
  const { data, errors } = await send<T>(useSession.getState().credential, { query, variables });
  if (data == null) throw new Error(errors?.[0]?.message ?? 'The gateway gave no answer.');
  return data;
}

/** The hunts that come with the gateway, and the tables that a hunt may read. Throws what the gateway says. */
export const readCatalogue = (): Promise<Catalogue> => ask<Catalogue>(CATALOGUE, {});

/** As `hunt` takes them, with the values that a saved hunt begins with. */
function typedValues(parameters: readonly HuntParameter[]) {
  return parameters.map(({ name, type, defaultValue }) => ({ name, type, value: defaultValue }));
}

/** What the gateway finds in a query; runs nothing. Throws what the gateway says. */
export async function diagnosticsOf(query: string, parameters: readonly HuntParameter[]): Promise<Diagnostic[]> {
  const variables = { query, parameters: typedValues(parameters) };
  return (await ask<{ validateHunt: { diagnostics: Diagnostic[] } }>(VALIDATE, variables)).validateHunt.diagnostics;
}

const RESULT = `{
    rowCount
    columns { name type }
    rows(first: 50) {
      nodes {
        values
        machine { id computerDnsName riskScore }
      }
      completeness { complete reason }
    }
  }`;

const SAVED = `query RunSavedHunt($name: String!, $parameters: [SavedHuntParameterInput!]!) {
  runSavedHunt(name: $name, parameters: $parameters) ${RESULT}
}`;

const OWN = `query Hunt($query: KQL!, $parameters: [HuntingParameterInput!]!) {
  hunt(query: $query, parameters: $parameters) ${RESULT}
}`;

/** The operation that runs a query: by its name where it is a saved hunt as it stands. */
export function huntOperation(query: string, hunt: SavedHunt | null): { query: string; variables: string } {
  const parameters = hunt?.parameters ?? [];
  const isSaved = hunt !== null && query === hunt.query;
  const variables = isSaved
    ? { name: hunt.name, parameters: parameters.map(({ name, defaultValue }) => ({ name, value: defaultValue })) }
    : { query, parameters: typedValues(parameters) };
  return { query: isSaved ? SAVED : OWN, variables: JSON.stringify(variables, null, 2) };
}
