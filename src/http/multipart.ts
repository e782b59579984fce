import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Response, type FormData } from 'undici';

/** Bytes: a file of 20 MB, the largest that the library of live response takes, and the form around it. */
const LARGEST_BODY = 20 * 1024 * 1024 + 200 * 1024;
/** Characters; what a request as JSON may have. */
const LONGEST_OPERATIONS = 100 * 1024;
/** A request is held in memory some four times over. */
const MOST_AT_ONCE = 4;
/** Either makes a browser ask first, which it does not do for a form alone. */
const PREFLIGHT_HEADERS = ['apollo-require-preflight', 'x-apollo-operation-name'] as const;

const MULTIPART = /^multipart\/form-data\s*;/i;

/** Whether a request says that it is a form with files. */
export function isMultipart({ headers }: FastifyRequest): boolean {
  return MULTIPART.test(headers['content-type'] ?? '');
}

/** Whether a browser cannot have sent this from a page of somebody else without asking (CSRF). */
export function isPreflighted({ headers }: FastifyRequest): boolean {
  return PREFLIGHT_HEADERS.some((name) => [headers[name]].flat().join('').trim() !== '');
}

class FormFault extends Error {
  readonly statusCode = 400;
}

/** Counts the forms being received; `enter` says whether there is room for one more. */
export class UploadGate {
  #open = 0;

  enter(): boolean {
    if (this.#open >= MOST_AT_ONCE) return false;
    this.#open += 1;
    return true;
  }

  leave(): void {
    this.#open -= 1;
  }
}

function jsonPart(form: FormData, name: string): unknown {
  const text = form.get(name);
  if (typeof text !== 'string') throw new FormFault(`The form has no part \`${name}\`.`);
  if (text.length > LONGEST_OPERATIONS) throw new FormFault(`The part \`${name}\` is too long.`);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new FormFault(`The part \`${name}\` is not JSON.`);
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
    throw new FormFault('The part `map` must name variables of `operations` that are null.');
  }
  holder[last] = file;
}

/** The request in a form: its `operations` with the one file put where `map` says. Throws an error of status 400. */
async function readForm(content: Buffer, type: string): Promise<Record<string, unknown>> {
  const form = await new Response(content, { headers: { 'content-type': type } }).formData().catch(() => {
    throw new FormFault('The request body is not multipart/form-data.');
  });
  const operations = jsonPart(form, 'operations');
  if (!isRecord(operations)) throw new FormFault('The part `operations` must be one request.');
  const map = jsonPart(form, 'map');
  const [[name, paths] = [], ...others] = Object.entries(isRecord(map) ? map : {});
  const file = name === undefined ? null : form.get(name);
  if (!(file instanceof File) || !Array.isArray(paths) || paths.length !== 1 || others.length > 0) {
    throw new FormFault('The part `map` must name one file and the one variable that it is for.');
  }
  if ([...form.keys()].length !== 3) throw new FormFault('The form must have `operations`, `map` and one file.');
  place(operations, paths[0], file);
  return operations;
}

/** Lets the routes of `app` take a form with a file, as the GraphQL multipart request specification has it. */
export function acceptForms(app: FastifyInstance): void {
  const options = { parseAs: 'buffer', bodyLimit: LARGEST_BODY } as const;
  app.addContentTypeParser<Buffer>('multipart/form-data', options, (request: FastifyRequest, body: Buffer) =>
    readForm(body, request.headers['content-type'] ?? ''),
  );
}
