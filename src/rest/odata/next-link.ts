/** Where the next upstream page starts, taken from a link; the link itself is never called. */
export type NextPage = { $skip: number } | { $skiptoken: string };

export type LinkFault = 'NEXT_LINK_LEAVES_ORIGIN' | 'NEXT_LINK_MALFORMED';

function queryOption(url: URL, name: string): string | null {
  for (const [key, value] of url.searchParams) if (key.toLowerCase() === name) return value;
  return null;
}

/**
 * Reads an `@odata.nextLink` of the list at `path` of the API at `baseUrl`: only its position is taken, and the request
 * is rebuilt from our own parts, so that a link can neither send the token elsewhere nor lose the filter.
 */
export function readNextLink(link: string, baseUrl: string, path: string): NextPage | LinkFault {
  let url: URL;
  try {
    url = new URL(link);
  } catch {
    return 'NEXT_LINK_MALFORMED';
  }
  const list = new URL(baseUrl + path);
  if (url.origin !== list.origin || url.username !== '' || url.password !== '') return 'NEXT_LINK_LEAVES_ORIGIN';
  // Samples carry both `/api/alerts` and `/api/v1.0/alerts`; the case of paths varies.
  const samePath = url.pathname.toLowerCase().replace('/api/v1.0/', '/api/') === list.pathname.toLowerCase();
  if (!samePath || url.hash !== '') return 'NEXT_LINK_MALFORMED';

  const skipToken = queryOption(url, '$skiptoken');
  if (skipToken !== null && skipToken !== '') return { $skiptoken: skipToken };
  const skip = queryOption(url, '$skip');
  return skip !== null && /^\d+$/.test(skip) ? { $skip: Number(skip) } : 'NEXT_LINK_MALFORMED';
}
