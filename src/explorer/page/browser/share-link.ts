/** What a link opens: never headers, and so never a token. */
export interface SharedOperation {
  query: string;
  /** JSON text as in the editor. */
  variables: string;
}

const NAME = 'operation';
const MAX_CHARACTERS = 64 * 1024;
const MAX_UNPACKED_BYTES = 256 * 1024;
/** Of gzip at a time, which is a thousand times as much at the most: a browser unpacks all that it is given at once. */
const SLICE_BYTES = 1024;

const TOO_LARGE = 'The operation is too large for a link: query and variables may have 256 kB, the link 64 kB.';

function sliced(bytes: Uint8Array<ArrayBuffer>): ReadableStream<Uint8Array<ArrayBuffer>> {
  let start = 0;
  return new ReadableStream({
    pull(controller) {
      if (start >= bytes.length) return controller.close();
      controller.enqueue(bytes.subarray(start, start + SLICE_BYTES));
      start += SLICE_BYTES;
    },
  });
}

async function gzipped(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** The text inside; null as soon as it is larger than a link may hold. */
async function unpacked(bytes: Uint8Array<ArrayBuffer>): Promise<string | null> {
  // Not `for await`, which not every browser has for streams.
  const reader = sliced(bytes).pipeThrough(new DecompressionStream('gzip')).getReader();
  const decoder = new TextDecoder();
  let size = 0;
  let text = '';
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    size += next.value.length;
    if (size > MAX_UNPACKED_BYTES) {
      await reader.cancel();
      return null;
    }
    text += decoder.decode(next.value, { stream: true });
  }
  return text + decoder.decode();
}

/**
 * `#operation=…`: JSON, gzipped, in base64url (RFC 4648, section 5). A fragment is not sent to any server. Throws for an
 * operation that a link cannot hold.
 */
export async function fragmentOf({ query, variables }: SharedOperation): Promise<string> {
  const text = new TextEncoder().encode(JSON.stringify({ query, variables }));
  if (text.length > MAX_UNPACKED_BYTES) throw new Error(TOO_LARGE);
  const bytes = await gzipped(text);
  const base64 = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  if (base64.length > MAX_CHARACTERS) throw new Error(TOO_LARGE);
  return `#${NAME}=${base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')}`;
}

/** What the value of a link holds; null where that is too large. Throws for what is no link of this page. */
async function unpackedOperation(value: string): Promise<SharedOperation | null> {
  if (value.length > MAX_CHARACTERS) return null;
  const binary = atob(value.replaceAll('-', '+').replaceAll('_', '/'));
  const text = await unpacked(Uint8Array.from(binary, (letter) => letter.charCodeAt(0)));
  if (text === null) return null;
  const { query, variables } = JSON.parse(text) as Partial<SharedOperation>;
  return { query: String(query), variables: String(variables ?? '') };
}

/** The operation of a fragment; null where there is no fragment. Throws for one that cannot be read or is too large. */
export async function operationOf(fragment: string): Promise<SharedOperation | null> {
  if (fragment.length <= 1) return null;
  const value = new URLSearchParams(fragment.slice(1)).get(NAME) ?? '';
  const operation = await unpackedOperation(value).catch(() => {
    throw new Error('The link to an operation cannot be read.');
  });
  if (operation === null) throw new Error(`The link was not opened. ${TOO_LARGE}`);
  return operation;
}
