import { readdirSync } from 'node:fs';
import type { GatewayRole } from '../../../src/rest/operation.ts';
import type { Persona, Sandbox } from '../../../src/sandbox/sandbox.ts';
import type { Reply } from '../fakes/fake-api.ts';

/** An input as a caller sends it. */
export type Input = Record<string, unknown>;

/** A request as it must arrive at the API: `body` with the vendor's own names, letter for letter. */
export interface Arrival {
  method: 'POST' | 'PATCH' | 'DELETE';
  /** Path as on the wire. */
  path: string;
  /** null where there is none. */
  body: unknown;
}

/** Everything that is asserted of one mutation by test/mutations/all-mutations.test.ts. */
export interface ChangeCase {
  /** The API that it goes to; Defender unless stated. */
  api?: 'xdr';
  /** Who may, and who lacks the permission. */
  as: Persona;
  without: Persona;
  /** The gateway's app role that it takes. */
  role: GatewayRole;
  /** An input that works on a fresh sandbox; each call may pick other objects. */
  input: (sandbox: Sandbox) => Input | Promise<Input>;
  /** What is selected of the payload, and what it must match. */
  select: string;
  shows: (input: Input, sandbox: Sandbox) => object;
  /** The one change that arrives; reads before and after it are not counted. */
  arrives: (input: Input, sandbox: Sandbox) => Arrival;
  /** What the state of the tenant must then be; throws where it is not. */
  state: (input: Input, sandbox: Sandbox) => void;
  /** The field of `input` that names objects, and their type in the graph; null where none does. */
  names: { field: string; type: string } | null;
  /** Inputs refused before any call: what it is, what is put in place of the good input's, and what the message says. */
  bad: readonly (readonly [what: string, change: Input, message: RegExp])[];
  /** Inputs that the vendor's pages do not allow, sent all the same: as `bad`, with what the warning says and what arrives. */
  warned: readonly (readonly [what: string, change: Input, warning: RegExp, arrives?: object])[];
  /** Answers of the vendor to the change, and the code each becomes. */
  faults: readonly Fault[];
  /** Replies to what is read before or after the change where it fails, by `METHOD /path`. */
  reads?: Readonly<Record<string, Reply>> | ((input: Input, sandbox: Sandbox) => Readonly<Record<string, Reply>>);
}

/** An answer of the vendor, and the code that the caller gets for it. */
export type Fault = readonly [status: number, vendorCode: string, code: string];

/** The documented errors that any change may meet (common-errors.md). */
export const USUAL_FAULTS: readonly Fault[] = [
  [400, 'BadRequest', 'UPSTREAM_ERROR'],
  [400, 'InvalidRequestBody', 'UPSTREAM_ERROR'],
  [400, 'MissingRequiredParameter', 'UPSTREAM_ERROR'],
  [400, 'InvalidInput', 'BAD_USER_INPUT'],
  [401, 'Unauthorized', 'UNAUTHENTICATED'],
  [403, 'Forbidden', 'FORBIDDEN'],
  [403, 'DisabledFeature', 'FORBIDDEN'],
  [403, 'DisallowedOperation', 'FORBIDDEN'],
  [404, 'ResourceNotFound', 'NOT_FOUND'],
  [429, 'TooManyRequests', 'RATE_LIMITED'],
  [500, 'InternalServerError', 'UPSTREAM_ERROR'],
  [503, 'ServiceUnavailable', 'UPSTREAM_UNAVAILABLE'],
];

/** Every mutation with its case; a file in test/support/changes adds its own by exporting `cases`. */
export async function changeCases(): Promise<Map<string, ChangeCase>> {
  const folder = new URL('./cases/', import.meta.url);
  const files = readdirSync(folder).filter((name) => name.endsWith('.ts'));
  const all = new Map<string, ChangeCase>();
  for (const file of files) {
    const { cases } = (await import(new URL(file, folder).href)) as { cases?: Record<string, ChangeCase> };
    for (const [mutation, each] of Object.entries(cases ?? {})) {
      if (all.has(mutation)) throw new Error(`${mutation} has two cases.`);
      all.set(mutation, each);
    }
  }
  return all;
}

/** The document that makes a change and selects something of its payload. */
export function documentOf(mutation: string, select: string): string {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input!`;
  return `mutation ($input: ${type}) { ${mutation}(input: $input) { clientMutationId ${select} } }`;
}

/** The global id of an object, for inputs. */
export function globalIdOf(type: string, tenantId: string, key: string): string {
  return Buffer.from(`node:${type}:${tenantId}:${key}`).toString('base64url');
}
