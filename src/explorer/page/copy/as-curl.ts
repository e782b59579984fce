import type { Copied } from './copied.ts';

/** A text as one word of a POSIX shell. */
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** A command that runs the operation, with the token in the variable TOKEN. */
export function asCurl({ url, query, variables, operationName, headers }: Copied): string {
  const body = JSON.stringify({ query, variables, operationName });
  const others = Object.entries(headers).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`);
  return [
    `curl -s ${quoted(url)}`,
    `-H 'content-type: application/json'`,
    '-H "authorization: Bearer $TOKEN"',
    ...others,
    `-d ${quoted(body)}`,
  ].join(' \\\n  ');
}
