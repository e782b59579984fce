import type { Exchange } from './load.ts';
import { alertIdOf, HUNT_ROWS, LIST_ROWS, machineIdOf } from './programs/rows.ts';

/** A GraphQL query, and the variables of the request of a number. */
export interface GraphqlQuery {
  text: string;
  variables: (number: number, page: number, opening: string) => object;
}

/** Every part of an answer that a case may have. */
export interface Answer {
  alerts?: { nodes: { machine?: object | null; user?: object | null }[] };
  machine?: object | null;
  updateAlert?: { alert: object | null };
  hunt?: { rows: { nodes: object[] } };
}

/** One kind of request, the same work for every server. */
export interface Case {
  name: string;
  title: string;
  bare: (number: number, page: number) => Exchange;
  gateway: GraphqlQuery;
  /** For the servers with the minimal schema. */
  minimal: GraphqlQuery;
  /** Rows of each answer, and how they are counted. */
  rows: number;
  rowsOf: (answer: Answer) => number;
  /** Requests after each other that make one; 1 unless stated. */
  pages?: number;
  /** Callers that take turns; as many as there are tokens unless stated. */
  callers?: number;
  /** True where callers come with tokens for the gateway, which it exchanges. */
  onBehalfOf?: boolean;
}

const ALERT = 'alertId title severity status category alertCreationTime computerDnsName machineId';
const MACHINE = 'machineId computerDnsName osPlatform riskScore lastSeen';
const ACTIONS = 'actions { nodes { machineActionId type status } }';
const USER = 'user { userId accountName accountDomain }';
const PAGE = 1000;

const get = (path: string): Exchange => ({ method: 'GET', path });

const alertRows = ({ alerts }: Answer): number => alerts?.nodes.length ?? 0;

/** Alerts of one incident each, so that no two requests are equal, with more fields and what these count as. */
function alertsCase(
  first: number,
  own: Pick<Case, 'name' | 'title'> & Partial<Case>,
  { fields = '', parameters = '' } = {},
): Case {
  const variables = (n: number): object => ({ n });
  return {
    bare: (n) => get(`/alerts?incident=${n}&top=${first}${parameters}`),
    gateway: {
      text: `query ($n: SafeInt!) { alerts(first: ${first}, where: { incidentId: { eq: $n } }) { nodes { ${ALERT} ${fields} } } }`,
      variables,
    },
    minimal: {
      text: `query ($n: Int!) { alerts(first: ${first}, incidentId: $n) { nodes { ${ALERT} ${fields} } } }`,
      variables,
    },
    rows: first,
    rowsOf: alertRows,
    ...own,
  };
}

const WITH_MACHINES = { fields: `machine { ${MACHINE} }`, parameters: '&with=machines' };
const withMachines: Partial<Case> = {
  rowsOf: ({ alerts }) => alerts?.nodes.filter(({ machine }) => machine != null).length ?? 0,
};

/** A walk over a whole list; the gateway's by cursor, the others' by offset, as each is made to be walked. */
const walk: Case = {
  ...alertsCase(PAGE, {
    name: 'walk-10000',
    title: '10,000 alerts, 10 pages after each other',
    pages: LIST_ROWS / PAGE,
  }),
  bare: (n, page) => get(`/alerts?incident=${n}&top=${PAGE}&skip=${page * PAGE}`),
  gateway: {
    text: `query ($n: SafeInt!, $after: String) { alerts(first: ${PAGE}, after: $after, where: { incidentId: { eq: $n } }) { pageInfo { endCursor } nodes { ${ALERT} } } }`,
    variables: (n, page, opening) => {
      const after = /"endCursor":"([^"]+)"/.exec(opening)?.[1] ?? null;
      if (page > 0 && after === null) throw new Error(`There is no cursor: ${opening.slice(0, 300)}`);
      return { n, after };
    },
  },
  minimal: {
    text: `query ($n: Int!, $skip: Int!) { alerts(first: ${PAGE}, skip: $skip, incidentId: $n) { nodes { ${ALERT} } } }`,
    variables: (n, page) => ({ n, skip: page * PAGE }),
  },
};

const machineQuery: GraphqlQuery = {
  text: `query ($id: ID!) { machine(id: $id) { ${MACHINE} } }`,
  variables: (n) => ({ id: machineIdOf(2 * n) }),
};

/** The same request again; what has no cache calls the API each time. */
function repeated(own: Pick<Case, 'name' | 'title' | 'callers'>): Case {
  const usual = alertsCase(100, own);
  const once = (): object => ({ n: 1 });
  return {
    ...usual,
    bare: () => usual.bare(1, 0),
    gateway: { ...usual.gateway, variables: once },
    minimal: { ...usual.minimal, variables: once },
  };
}

const huntQuery = (n: number): string => `DeviceProcessEvents | where ProcessId > ${n} | take ${HUNT_ROWS}`;
const hunting: GraphqlQuery = {
  text: `query ($q: KQL!) { hunt(query: $q) { rowCount rows(first: 1000) { nodes { values } } } }`,
  variables: (n) => ({ q: huntQuery(n) }),
};

const ALERT_IDS = Array.from({ length: LIST_ROWS }, (_, index) => alertIdOf(index));
const alertIdFor = (n: number): string => ALERT_IDS[n % ALERT_IDS.length] ?? '';

export const CASES: readonly Case[] = [
  alertsCase(10, { name: '10-alerts', title: '10 alerts' }),
  alertsCase(100, { name: '100-alerts', title: '100 alerts' }),
  alertsCase(1000, { name: '1000-alerts', title: '1,000 alerts' }),
  walk,
  alertsCase(
    100,
    { name: '100-with-machines', title: '100 alerts with their machines', ...withMachines },
    WITH_MACHINES,
  ),
  // A user is a call for each alert, of which an application has 100 a minute: more rows would measure its quota.
  alertsCase(
    20,
    {
      name: '20-with-all',
      title: '20 alerts with machines, actions and users',
      rowsOf: ({ alerts }) => alerts?.nodes.filter(({ machine, user }) => machine != null && user != null).length ?? 0,
    },
    { fields: `machine { ${MACHINE} ${ACTIONS} } ${USER}`, parameters: '&with=all' },
  ),
  {
    name: 'machine',
    title: 'one machine by id',
    bare: (n) => get(`/machines/${machineIdOf(2 * n)}`),
    gateway: machineQuery,
    minimal: machineQuery,
    rows: 1,
    rowsOf: ({ machine }) => (machine == null ? 0 : 1),
  },
  repeated({ name: 'repeat-one', title: '100 alerts again and again, one caller', callers: 1 }),
  repeated({ name: 'repeat-many', title: '100 alerts again and again, 50 callers', callers: 50 }),
  {
    name: 'hunt',
    title: `hunt of 10,000 rows, the first 1,000 returned`,
    bare: (n) => ({ method: 'POST', path: '/hunts', body: JSON.stringify({ Query: huntQuery(n) }) }),
    gateway: hunting,
    minimal: { ...hunting, text: hunting.text.replace('KQL!', 'String!') },
    rows: 1000,
    rowsOf: ({ hunt }) => hunt?.rows.nodes.length ?? 0,
  },
  {
    name: 'mutation',
    title: 'update of an alert',
    bare: (n) => ({
      method: 'PATCH',
      path: `/alerts/${alertIdFor(n)}`,
      body: JSON.stringify({ status: 'Resolved', comment: `Seen, ${n}.` }),
    }),
    gateway: {
      text: `mutation ($id: ID!, $comment: String) { updateAlert(input: { alertId: $id, status: RESOLVED, comment: $comment }) { alert { ${ALERT} } } }`,
      variables: (n) => ({ id: alertIdFor(n), comment: `Seen, ${n}.` }),
    },
    minimal: {
      text: `mutation ($id: ID!, $comment: String!) { updateAlert(alertId: $id, status: "Resolved", comment: $comment) { alert { ${ALERT} } } }`,
      variables: (n) => ({ id: alertIdFor(n), comment: `Seen, ${n}.` }),
    },
    rows: 1,
    rowsOf: ({ updateAlert }) => (updateAlert?.alert == null ? 0 : 1),
  },
  alertsCase(10, { name: '10-on-behalf-of', title: '10 alerts, on behalf of the caller', onBehalfOf: true }),
  alertsCase(100, { name: '100-on-behalf-of', title: '100 alerts, on behalf of the caller', onBehalfOf: true }),
  alertsCase(
    100,
    {
      name: '100-with-machines-on-behalf-of',
      title: '100 alerts with their machines, on behalf of the caller',
      onBehalfOf: true,
      ...withMachines,
    },
    WITH_MACHINES,
  ),
];
