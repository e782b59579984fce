export interface Form {
  /** As JSON, unless it is text already; undefined leaves the part out. */
  operations?: unknown;
  map?: unknown;
  /** Name of the part -> content. */
  files?: Readonly<Record<string, File>>;
}

/** The parts of a GraphQL multipart request, in the order of the specification. */
export function formOf({ operations, map, files = {} }: Form): FormData {
  const form = new FormData();
  const text = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
  if (operations !== undefined) form.append('operations', text(operations));
  if (map !== undefined) form.append('map', text(map));
  for (const [name, file] of Object.entries(files)) form.append(name, file);
  return form;
}

/** Posts a form to a gateway, with the header that makes browsers ask first unless other headers are given. */
export function sendForm(
  url: string,
  token: string,
  form: Form,
  headers: Readonly<Record<string, string>> = { 'apollo-require-preflight': 'true' },
): Promise<Response> {
  return fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, ...headers },
    body: formOf(form),
  });
}
