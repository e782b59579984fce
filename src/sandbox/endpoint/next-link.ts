import type { Call } from './call.ts';
import type { ListOptions } from '../odata/query-options.ts';
import { makeSkipToken, skipTokenTurn } from '../odata/query-options.ts';

/** Where a page ends: how many rows it held, and how many the caller may still have. */
export interface PageEnd {
  rows: number;
  remaining: number;
}

/** The link to the rows after this page: the true one, or the one that the quirks put in its place. */
export function nextLink(call: Call, options: ListOptions, end: PageEnd): string {
  const { quirks, origin } = call.world;
  const skip = options.skip + end.rows;
  const onward = linkQuery(call, skip, options.top === null ? null : end.remaining, quirks.skipTokenLinks);
  const base = `${origin()}${call.path}`;
  switch (quirks.hostileLink) {
    case null:
      return `${base}?${onward}`;
    case 'foreign-origin':
      return `https://collector.fabrikam.example${call.path}?${onward}`;
    case 'user-info':
      return `${base.replace('://', '://contoso:secret@')}?${onward}`;
    case 'other-path':
      return `${origin()}/api/${call.path.endsWith('/indicators') ? 'alerts' : 'indicators'}?${onward}`;
    case 'malformed':
      return `http//[${base}?${onward}`;
    case 'repeats':
      return `${base}?${format(call.query)}`;
    case 'loses-filter':
      // Without its filter the link also loses its place: it always leads to the second page.
      return `${base}?$skip=${end.rows}`;
    case 'no-new-rows':
      return `${base}?${sameRowsAgain(call, options)}`;
  }
}

function linkQuery(call: Call, skip: number, top: number | null, asToken: boolean): string {
  const query = new URLSearchParams(call.query);
  query.delete('$skip');
  query.delete('$skiptoken');
  if (top !== null) query.set('$top', String(top));
  query.set(asToken ? '$skiptoken' : '$skip', asToken ? makeSkipToken(skip) : String(skip));
  return format(query);
}

// Each link differs from the last, so that only the rows betray the loop.
function sameRowsAgain(call: Call, options: ListOptions): string {
  const query = new URLSearchParams(call.query);
  query.delete('$skip');
  query.set('$skiptoken', makeSkipToken(options.skip, skipTokenTurn(call.query) + 1));
  return format(query);
}

// The vendor's links keep the dollar signs of option names.
function format(query: URLSearchParams): string {
  return query.toString().replaceAll('%24', '$');
}
