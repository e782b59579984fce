import type { IncomingMessage } from 'node:http';
import { ApiError, badRequest } from './errors.ts';

// A library file of 20 MB and its form around it.
const MAX_BYTES = 22 * 1024 * 1024;

/** Reads a body: JSON, or a form for an upload; undefined when there is none. 400 for one that cannot be read. */
export async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_BYTES) throw new ApiError(413, 'BadRequest', 'The request body is too large');
    chunks.push(chunk);
  }
  if (bytes === 0) return undefined;
  const content = Buffer.concat(chunks);
  const type = request.headers['content-type'] ?? '';
  if (/^multipart\/form-data\b/i.test(type)) return readForm(content, type);
  if (!/^application\/json\b/i.test(type)) throw wrongBody();
  try {
    return JSON.parse(content.toString()) as unknown;
  } catch {
    throw wrongBody();
  }
}

async function readForm(content: Buffer<ArrayBuffer>, type: string): Promise<FormData> {
  const response = new Response(content, { headers: { 'content-type': type } });
  return response.formData().catch(() => {
    throw wrongBody();
  });
}

/** 400 for a body of a wrong shape; a wrong letter case in a name counts as one (common-errors.md). */
export function wrongBody(message = 'Request body is incorrect'): ApiError {
  return badRequest(message, 'InvalidRequestBody');
}
