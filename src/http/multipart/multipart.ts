import type { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { parseMIMEType, Response, type FormData } from 'undici';
import { MultipartError } from './multipart-error.ts';
import { MultipartGuard } from './multipart-guard.ts';
import { MAX_FORM_BYTES, UploadLimitError, type Reservation } from './upload-memory-limiter.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** What a form with a file may take of the room for all; null for any other request. */
    upload: Reservation | null;
  }
}

/** Characters; what a request as JSON may have. */
const MAX_OPERATIONS_LENGTH = 100 * 1024;
/** Either makes a browser ask first, which it does not do for a form alone. */
const PREFLIGHT_HEADERS = ['apollo-require-preflight', 'x-apollo-operation-name'] as const;

const MULTIPART = /^multipart\/form-data\s*;/i;
/** As RFC 2046 has it (section 5.1.1), without the space, which no client sends. */
const BOUNDARY = /^[\w'()+,./:=?-]{1,70}$/;

/** Whether a request says that it is a form with files. */
export function isMultipart({ headers }: FastifyRequest): boolean {
  return MULTIPART.test(headers['content-type'] ?? '');
}

/** Whether a browser cannot have sent this from a page of another caller without asking (CSRF). */
export function isPreflighted({ headers }: FastifyRequest): boolean {
  return PREFLIGHT_HEADERS.some((name) => [headers[name]].flat().join('').trim() !== '');
}

function jsonPart(form: FormData, name: string): unknown {
  const text = form.get(name);
  if (typeof text !== 'string') throw new MultipartError(`The form has no part \`${name}\`.`);
  if (text.length > MAX_OPERATIONS_LENGTH) throw new MultipartError(`The part \`${name}\` is too long.`);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new MultipartError(`The part \`${name}\` is not JSON.`);
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Puts a file in the place of the null that stands for it: `variables.input.file`. */
function place(operations: Record<string, unknown>, path: unknown, file: File): void {
  const steps = typeof path === 'string' ? path.split('.') : [];
  const last = steps.pop();
  let holder: unknown = steps[0] === 'variables' ? operations : undefined;
  for (const step of steps) holder = isRecord(holder) && Object.hasOwn(holder, step) ? holder[step] : undefined;
  if (last === undefined || !isRecord(holder) || !Object.hasOwn(holder, last) || holder[last] !== null) {
    throw new MultipartError('The part `map` must name variables of `operations` that are null.');
  }
  holder[last] = file;
}

/** The request in a form: its `operations` with the one file put where `map` says. Throws an error of status 400. */
async function readForm(content: Buffer, boundary: string): Promise<Record<string, unknown>> {
  const headers = { 'content-type': `multipart/form-data; boundary="${boundary}"` };
  const form = await new Response(content, { headers }).formData().catch(() => {
    throw new MultipartError('The request body is not multipart/form-data.');
  });
  const operations = jsonPart(form, 'operations');
  if (!isRecord(operations)) throw new MultipartError('The part `operations` must be one request.');
  const map = jsonPart(form, 'map');
  const [[name, paths] = [], ...others] = Object.entries(isRecord(map) ? map : {});
  const file = name === undefined ? null : form.get(name);
  if (!(file instanceof File) || !Array.isArray(paths) || paths.length !== 1 || others.length > 0) {
    throw new MultipartError('The part `map` must name one file and the one variable that it is for.');
  }
  if ([...form.keys()].length !== 3) throw new MultipartError('The form must have `operations`, `map` and one file.');
  place(operations, paths[0], file);
  return operations;
}

function boundaryOf(type: string | undefined): string {
  const mime = parseMIMEType(type ?? '');
  const boundary = mime === 'failure' ? undefined : mime.parameters.get('boundary');
  if (boundary !== undefined && BOUNDARY.test(boundary)) return boundary;
  throw new MultipartError('The content-type of a form must have a `boundary` of 1 to 70 letters, digits and hyphens.');
}

/** The body in one piece, which grows with what comes: a list of chunks would let tiny ones take many times their bytes. */
async function receive(body: Readable, reservation: Reservation, guard: MultipartGuard): Promise<Buffer> {
  let held = Buffer.alloc(0);
  let length = 0;
  // The connection is left open for the answer.
  for await (const chunk of body.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    const longer = length + chunk.length;
    if (longer > MAX_FORM_BYTES) throw tooLarge();
    reservation.grow(chunk.length);
    if (longer > held.length) {
      const larger = Buffer.allocUnsafeSlow(Math.min(MAX_FORM_BYTES, Math.max(longer, 2 * held.length)));
      held.copy(larger, 0, 0, length);
      held = larger;
    }
    chunk.copy(held, length);
    length = longer;
    guard.scan(held.subarray(0, length));
  }
  return held.subarray(0, length);
}

const tooLarge = (): MultipartError => new MultipartError('A form with a file may have 20 MB.', 413);

async function takeForm({ headers, upload }: FastifyRequest, body: Readable): Promise<Record<string, unknown>> {
  if (upload === null) throw new Error('A form was not given a place.');
  const boundary = boundaryOf(headers['content-type']);
  if (Number(headers['content-length'] ?? 0) > MAX_FORM_BYTES) throw tooLarge();
  try {
    const content = await receive(body, upload, new MultipartGuard(boundary)).catch((error: unknown) => {
      if (error instanceof MultipartError || error instanceof UploadLimitError) throw error;
      throw new MultipartError('The request body did not come to its end.');
    });
    return await readForm(content, boundary);
  } catch (error) {
    upload.release();
    // What still comes is dropped: Node does so only for a body of which nothing was read.
    body.resume();
    throw error;
  }
}

/**
 * Lets the routes of `app` take a form with a file, as the GraphQL multipart request specification has it. The bytes
 * are drawn on `request.upload`, which anyone who works upon the file gives back. Fails with MultipartError or UploadLimitError.
 */
export function acceptForms(app: FastifyInstance): void {
  app.addContentTypeParser('multipart/form-data', (request: FastifyRequest, body: Readable) => takeForm(request, body));
}
