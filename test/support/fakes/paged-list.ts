import type { ListRequest, RestPage } from '../../../src/rest/paging/list-page.ts';
import type { ListOperation } from '../../../src/rest/operation.ts';
import { readPage } from '../../../src/rest/paging/read-page.ts';
import { VendorApi, type ApiOptions } from '../../../src/rest/api/vendor-api.ts';
import type { RestClient } from '../../../src/rest/client/rest-client.ts';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../../src/sandbox/sandbox.ts';
import { ACCOUNT } from '../gateway/account.ts';

export interface Row {
  id: string;
}

export interface Walker {
  sandbox: Sandbox;
  api: VendorApi;
  /** A client for one request, as every page of a walk has its own. */
  client: () => RestClient;
  /** One for a caller who wants nothing that is kept. */
  fresh: () => RestClient;
  close: () => Promise<void>;
}

/** An operation without a quota: these tests make more calls than a minute allows. */
export function unlimited<T extends ListOperation>(list: T): T {
  return { ...list, limit: { perMinute: null, perHour: null } };
}

/** A sandbox and the REST side of a gateway in front of it. */
export async function startWalker(
  options: Partial<SandboxOptions>,
  settings: Partial<ApiOptions> = {},
): Promise<Walker> {
  const sandbox = await startSandbox({ ...options, quirks: { limits: false, ...options.quirks } });
  const api = new VendorApi({ baseUrl: sandbox.url, ...settings });
  const token = await sandbox.mintToken('admin');
  const client = (fresh: boolean) =>
    api.client({ account: ACCOUNT, token: () => Promise.resolve(token), bypassCache: fresh });
  return {
    sandbox,
    api,
    client: () => client(false),
    fresh: () => client(true),
    close: async () => {
      await api.close();
      await sandbox.close();
    },
  };
}

let open: Walker[] = [];

/** As startWalker; closeWalkers closes it. */
export async function startedWalker(...options: Parameters<typeof startWalker>): Promise<Walker> {
  const walker = await startWalker(...options);
  open.push(walker);
  return walker;
}

/** Closes what startedWalker has started. */
export async function closeWalkers(): Promise<void> {
  for (const walker of open) await walker.close();
  open = [];
}

/** A walk through a list from its first page on, one request a page. */
export async function* walkList(
  client: () => RestClient,
  list: ListOperation,
  take: () => number,
  request: Partial<ListRequest> = {},
): AsyncGenerator<RestPage<Row>, void> {
  let more = true;
  let next: Pick<ListRequest, 'skip' | 'resume'> = { skip: 0 };
  while (more) {
    const page = await readPage<Row>(client(), list, { ...request, ...next, take: take() });
    yield page;
    if (page.ends === null) return;
    const [, last] = page.ends;
    more = page.hasMore;
    const resume = page.resumeAt?.(last);
    next = { skip: last + 1, ...(resume !== undefined && { resume }) };
  }
}

/** All pages of a walk. */
export async function pagesOf(...walk: Parameters<typeof walkList>): Promise<RestPage<Row>[]> {
  const pages: RestPage<Row>[] = [];
  for await (const page of walkList(...walk)) pages.push(page);
  return pages;
}

export const idsIn = (pages: readonly RestPage<Row>[]): string[] =>
  pages.flatMap(({ rows }) => rows.map(({ id }) => id));
