/** What a link opens: never headers, and so never a token. */
export interface SharedOperation {
  query: string;
  /** JSON text as in the editor. */
  variables: string;
}

const NAME = 'operation';

async function piped(bytes: Uint8Array<ArrayBuffer>, through: GenericTransformStream): Promise<Uint8Array> {
  const stream = new Blob([bytes]).stream().pipeThrough(through);
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** `#operation=…`: JSON, gzipped, in base64url (RFC 4648, section 5). A fragment is not sent to any server. */
export async function fragmentOf({ query, variables }: SharedOperation): Promise<string> {
  const text = new TextEncoder().encode(JSON.stringify({ query, variables }));
  const bytes = await piped(text, new CompressionStream('gzip'));
  const base64 = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  return `#${NAME}=${base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')}`;
}

/** The operation of a fragment; null where there is none, or none that can be read. */
export async function operationOf(fragment: string): Promise<SharedOperation | null> {
  const value = new URLSearchParams(fragment.slice(1)).get(NAME);
  if (value === null) return null;
  try {
    const binary = atob(value.replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
    const text = new TextDecoder().decode(await piped(bytes, new DecompressionStream('gzip')));
    const { query, variables } = JSON.parse(text) as Partial<SharedOperation>;
    return { query: String(query), variables: String(variables ?? '') };
  } catch {
    return null;
  }
}
