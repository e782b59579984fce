import type { SandboxGateway } from './gateway.ts';

export interface AlertPage {
  alerts: {
    nodes: { alertId: string }[];
    pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null };
    completeness: { complete: boolean; reason: string | null; upstreamPages: number; duplicatesDropped: number };
  };
}

const QUERY = `query ($first: Int, $after: String, $last: Int, $before: String, $where: AlertWhere) {
  alerts(first: $first, after: $after, last: $last, before: $before, where: $where) {
    nodes { alertId }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    completeness { complete reason upstreamPages duplicatesDropped }
  }
}`;

type Runs = Pick<SandboxGateway, 'run'>;

/** One page of alerts. */
export async function alertPage(gateway: Runs, variables: Record<string, unknown>): Promise<AlertPage['alerts']> {
  return (await gateway.run<AlertPage>(QUERY, variables)).data.alerts;
}

export const idsOf = (page: AlertPage['alerts']): string[] => page.nodes.map(({ alertId }) => alertId);

/** All pages of alerts from the first to the last, each begun where the one before ended; at most 1,000. */
export async function walkForward(gateway: Runs, first: number, where: object | null = null) {
  const pages = [await alertPage(gateway, { first, where })];
  for (let page = pages[0]; page?.pageInfo.hasNextPage === true && pages.length < 1_000; page = pages.at(-1)) {
    pages.push(await alertPage(gateway, { first, where, after: page.pageInfo.endCursor }));
  }
  return pages;
}

/** All pages of alerts from the last to the first. */
export async function walkBackward(gateway: Runs, last: number, where: object | null = null) {
  const pages = [await alertPage(gateway, { last, where })];
  for (let page = pages[0]; page?.pageInfo.hasPreviousPage === true && pages.length < 1_000; page = pages.at(-1)) {
    pages.push(await alertPage(gateway, { last, where, before: page.pageInfo.startCursor }));
  }
  return pages;
}
