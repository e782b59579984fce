import { startSandboxGateway, type SandboxGateway } from '../gateway/gateway.ts';
import type { Quirks, SandboxOptions } from '../../../src/sandbox/sandbox.ts';

export interface Page {
  nodes: { id: string }[];
  totalCount?: number | null;
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
  completeness: { complete: boolean; reason: string | null };
}

let open: { close(): Promise<void> }[] = [];

/** Has a gateway closed by closeAll. */
export function opened(gateway: { close(): Promise<void> }): void {
  open.push(gateway);
}

/** Closes what the tests have opened. */
export async function closeAll(): Promise<void> {
  for (const each of open) await each.close();
  open = [];
}

/** A gateway before a tenant whose server cuts pages and says nothing of it. */
export async function cutting(
  silentCaps: Quirks['silentCaps'],
  countOption: Quirks['countOption'],
  options: Partial<SandboxOptions> = {},
): Promise<SandboxGateway> {
  const quirks = { limits: false, countSegment: false, ...options.quirks, silentCaps, countOption };
  const gateway = await startSandboxGateway(
    { machines: 90, alerts: 150, ...options, quirks },
    { CACHE_MEGABYTES: '0' },
  );
  opened(gateway);
  return gateway;
}

export const FIELDS = 'nodes { id } pageInfo { hasNextPage endCursor } completeness { complete reason }';
/** One page of a list. */
export const pageOf = async (
  gateway: Pick<SandboxGateway, 'run'>,
  list: string,
  args: string,
  more = '',
): Promise<Page> =>
  (await gateway.run<Record<string, Page>>(`{ ${list}${args} { ${more} ${FIELDS} } }`)).data[list] as Page;

/** All pages of a list; a page that is not complete, or ends the walk without reason, shows. */
export async function walk(
  gateway: Pick<SandboxGateway, 'run'>,
  list: string,
  first: number,
  more = '',
): Promise<Page[]> {
  const pages = [await pageOf(gateway, list, `(first: ${first})`, more)];
  for (let page = pages[0]; page?.pageInfo.hasNextPage === true && pages.length < 200; page = pages.at(-1)) {
    pages.push(await pageOf(gateway, list, `(first: ${first}, after: "${page.pageInfo.endCursor}")`, more));
  }
  return pages;
}

export const COMPLETE = { complete: true, reason: null };
