import { readFile } from 'node:fs/promises';
import { z } from 'zod';

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

interface GraphqlBody {
  query?: unknown;
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
  /** The body may be executed; an id in it that is known has become the document. */
  { body: unknown } | { refusal: string };

/** Puts the document in the place of its id. With `only`, anything that is not in the manifest is refused. */
export function resolvePersisted(body: unknown, operations: PersistedOperations, only: boolean): Resolution {
  const isObject = typeof body === 'object' && body !== null && !Array.isArray(body);
  const id = isObject ? idOf(body) : null;
  const query = id === null ? undefined : operations.get(id);
  if (query === undefined) {
    if (!only) return { body };
    return {
      refusal:
        id === null
          ? 'Only persisted operations are served; send the id of one as documentId.'
          : 'There is no persisted operation of this id.',
    };
  }
  const { extensions, documentId: _, ...rest } = body as GraphqlBody;
  const { persistedQuery: __, ...others } = extensions ?? {};
  return { body: { ...rest, ...(Object.keys(others).length > 0 && { extensions: others }), query } };
}
