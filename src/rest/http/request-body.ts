/** The body of a call, ready to be sent. */
export interface RequestBody {
  content: string | Uint8Array;
  /** For the header `content-type`. */
  type: string;
}

/** A form as multipart/form-data, anything else as JSON; undefined for no body. */
export async function requestBody(body: unknown): Promise<RequestBody | undefined> {
  if (body === undefined) return undefined;
  if (!(body instanceof FormData)) return { content: JSON.stringify(body), type: 'application/json' };
  // A response writes a form as a request would, and says with which boundary.
  const written = new Response(body);
  return { content: new Uint8Array(await written.arrayBuffer()), type: written.headers.get('content-type') ?? '' };
}
