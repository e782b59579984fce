import type { ApiCall, Reply } from '../fakes/fake-api.ts';

const keysIn = ({ query }: ApiCall): string[] =>
  [...(query.get('$filter') ?? '').matchAll(/'([^']*)'/g)].map(([, key = '']) => key);

/** A set whose server compares ids letter by letter, in its list and in its operation for one, in either letter case. */
export function exactSet(path: string, rows: readonly { id: string }[], key = 'id'): Record<string, Reply> {
  const replies: Record<string, Reply> = {
    [`GET ${path}`]: (call, response) => {
      const keys = keysIn(call);
      const isAsked = (row: object): boolean => keys.includes(String(Reflect.get(row, key)));
      const value = call.query.has('$filter') ? rows.filter(isAsked) : rows;
      response.writeHead(200).end(JSON.stringify({ value }));
    },
  };
  for (const id of ASKED) {
    const row = rows.find((each) => each.id === id);
    replies[`GET ${path}/${id}`] = (_, response) =>
      void response.writeHead(row === undefined ? 404 : 200).end(JSON.stringify(row ?? {}));
  }
  return replies;
}

/** A device's id in both spellings, and that of another. */
export const SMALL = 'ab12'.repeat(10);
export const CAPITALS = SMALL.toUpperCase();
export const OTHER = 'cd34'.repeat(10);

const ASKED = [SMALL, CAPITALS, OTHER];
