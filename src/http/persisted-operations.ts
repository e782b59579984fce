import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { isNestedDeeper, MAX_DEPTH } from './json-body.ts';

/** Documents of operations by their ids. */
export type PersistedOperations = ReadonlyMap<string, string>;

/** The format of Apollo's persisted query manifests. */
const manifest = z.object({
  format: z.literal('apollo-persisted-query-manifest'),
  version: z.literal(1),
  operations: z.array(z.object({ id: z.string().min(1), name: z.string(), type: z.string(), body: z.string() })),
});

/** Reads a manifest; without one there are none. Throws an error that says what is wrong with the file. */
export async function readManifest(file: string | undefined): Promise<PersistedOperations> {
  if (file === undefined) return new Map();
  let content: unknown;
  try {
    content = JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw new Error(`PERSISTED_OPERATIONS: ${file} cannot be read: ${(error as Error).message}`, { cause: error });
  }
  const { data, error } = manifest.safeParse(content);
  if (data === undefined) {
    const [issue] = error.issues;
    throw new Error(`PERSISTED_OPERATIONS: ${file} is no manifest: ${issue?.path.join('.')} ${issue?.message}`);
  }
  return new Map(data.operations.map(({ id, body }) => [id, body]));
}

export interface GraphqlBody {
  query?: unknown;
  operationName?: unknown;
  variables?: unknown;
  /** Of the GraphQL over HTTP specification's draft on persisted documents. */
  documentId?: unknown;
  extensions?: { persistedQuery?: { sha256Hash?: unknown } | null } | null;
}

/** The id by which an operation is asked for, as Apollo's clients or the specification's draft send it; else null. */
function idOf({ documentId, extensions }: GraphqlBody): string | null {
  const id = documentId ?? extensions?.persistedQuery?.sha256Hash;
  return typeof id === 'string' ? id : null;
}

export type Resolution =
  /** The body may be executed; an id in it that is known has become the document, and is told. */
  { body: unknown; id: string | null } | { refusal: string };

/** Puts the document in the place of its id. With `only`, anything that is not in the manifest is refused. */
export function resolvePersisted(body: unknown, operations: PersistedOperations, only: boolean): Resolution {
  const isObject = typeof body === 'object' && body !== null && !Array.isArray(body);
  const id = isObject ? idOf(body) : null;
  const query = id === null ? undefined : operations.get(id);
  if (query === undefined) {
    if (!only) return { body, id: null };
    return {
      refusal:
        id === null
          ? 'Only persisted operations are served; send the id of one as documentId.'
          : 'There is no persisted operation of this id.',
    };
  }
  const { extensions, documentId: _, ...rest } = body as GraphqlBody;
  const { persistedQuery: __, ...others } = extensions ?? {};
  return { body: { ...rest, ...(Object.keys(others).length > 0 && { extensions: others }), query }, id };
}

/** The parameters of a GET (GraphQL over HTTP, section 6.2.1) and of the draft on persisted documents. */
const TEXTS = ['query', 'documentId', 'operationName'] as const;
const OBJECTS = ['variables', 'extensions'] as const;

function objectIn(text: string): object | null {
  if (isNestedDeeper(text, MAX_DEPTH)) return null;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

/** The request that a GET has in its address, as a POST would have it in its body; null where it cannot be read. */
export function requestInAddress(address: string): GraphqlBody | null {
  const parameters = new URL(address, 'http://localhost').searchParams;
  const body: Record<string, unknown> = {};
  for (const name of [...TEXTS, ...OBJECTS]) {
    const [text, ...others] = parameters.getAll(name);
    if (others.length > 0) return null;
    if (text === undefined || text === '') continue;
    const isText = TEXTS.some((known) => known === name);
    const value = isText ? text : objectIn(text);
    if (value === null) return null;
    body[name] = value;
  }
  return body;
}

/** Whether a request names an operation by its id alone. */
export function asksById(body: GraphqlBody): boolean {
  return idOf(body) !== null && body.query === undefined;
}

/** The address by which the GraphQL server finds a request that came by GET. */
export function addressOf(body: GraphqlBody): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(body)) {
    parameters.set(name, typeof value === 'string' ? value : JSON.stringify(value));
  }
  return `/graphql?${parameters.toString()}`;
}
