import { posix } from 'node:path';
import { importsOf, type Sources } from './import-rule.ts';

export interface RoomBreach {
  rule: 'room' | 'file circle' | 'folder circle' | 'folder size';
  /** File or folder below `src/`. */
  place: string;
  detail: string;
}

type Rooms = Readonly<Record<string, readonly string[]>>;

/**
 * The rooms of each library, and which of its other rooms each may import, types included; `.` is the library's own
 * folder. A room that is not listed is a breach.
 */
const ROOMS: Readonly<Record<string, Rooms>> = {
  rest: {
    '.': [],
    quota: ['.'],
    rows: ['.'],
    odata: ['.'],
    cache: ['.'],
    egress: [],
    http: ['.', 'quota', 'rows'],
    client: ['.', 'quota', 'rows', 'odata', 'cache', 'http'],
    resilience: ['.', 'quota', 'odata'],
    pipeline: ['.', 'quota', 'rows', 'odata', 'cache', 'http', 'egress', 'client', 'resilience'],
    api: ['.', 'quota', 'rows', 'odata', 'cache', 'http', 'client', 'resilience', 'pipeline'],
    paging: ['.', 'rows', 'odata', 'http', 'client'],
    batch: ['.', 'rows', 'odata', 'http', 'client', 'paging'],
    mutation: ['.', 'rows', 'client'],
  },
  graphql: {
    schema: [],
    document: ['schema'],
    node: ['schema'],
    errors: ['schema', 'document', 'node'],
    connection: ['schema', 'document', 'errors'],
    limits: ['schema', 'connection'],
    cost: ['schema', 'document', 'node', 'connection', 'errors', 'limits'],
    execution: ['document', 'limits'],
    server: ['schema', 'limits', 'cost', 'errors', 'execution'],
  },
  redis: {
    '.': ['connection', 'quota', 'mutation', 'cache', 'polls', 'findings'],
    connection: [],
    quota: ['connection'],
    mutation: ['connection'],
    cache: ['connection'],
    polls: ['connection'],
    findings: ['connection'],
  },
  auth: { entra: [], verify: ['entra'], '.': ['entra', 'verify'] },
  kql: { schema: [], parameters: ['schema'], language: ['schema'], check: ['schema', 'parameters', 'language'] },
};

const MAX_FILES = 15;

/** A library, or one slice of the resources: what rooms belong to. */
function houseOf(file: string): string {
  return file.split('/', file.startsWith('resources/') ? 2 : 1).join('/');
}

function roomBreaches(file: string, imported: readonly string[]): RoomBreach[] {
  const house = houseOf(file);
  const rooms = ROOMS[house];
  if (rooms === undefined) return [];
  const roomOf = (path: string): string => posix.relative(house, posix.dirname(path)) || '.';
  const room = roomOf(file);
  const may = rooms[room];
  if (may === undefined) return [{ rule: 'room', place: file, detail: `stands in a room that is not listed: ${room}` }];
  return imported
    .filter((path) => path.startsWith(`${house}/`) && roomOf(path) !== room && !may.includes(roomOf(path)))
    .map((path) => ({ rule: 'room', place: file, detail: `may not import ${path}` }));
}

/** The circles of a graph: each set of nodes that reach each other, sorted. */
function circlesOf(graph: ReadonlyMap<string, ReadonlySet<string>>): string[][] {
  const reached = new Map<string, Set<string>>();
  for (const start of graph.keys()) {
    const seen = new Set<string>();
    const waiting = [...(graph.get(start) ?? [])];
    for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
      if (seen.has(node)) continue;
      seen.add(node);
      waiting.push(...(graph.get(node) ?? []));
    }
    reached.set(start, seen);
  }
  const circles = new Map<string, string[]>();
  for (const [node, seen] of reached) {
    if (!seen.has(node)) continue;
    const members = [...seen].filter((other) => reached.get(other)?.has(node) === true).sort();
    circles.set(members.join(' '), members);
  }
  return [...circles.values()];
}

/**
 * The rooms of a house and what they import of it. Files of `src/` itself and of a slice's own folder are nodes by
 * themselves: the type and api of a slice are below its rooms, and its resolver is above them.
 */
function folderGraph(files: ReadonlyMap<string, ReadonlySet<string>>): Map<string, Set<string>> {
  const nodeOf = (file: string): string =>
    posix.dirname(file) === houseOf(file) && file.startsWith('resources/') ? file : posix.dirname(file);
  const graph = new Map<string, Set<string>>();
  for (const [file, imported] of files) {
    if (!file.includes('/')) continue;
    const node = graph.get(nodeOf(file)) ?? new Set<string>();
    graph.set(nodeOf(file), node);
    for (const path of imported) {
      if (houseOf(path) === houseOf(file) && nodeOf(path) !== nodeOf(file)) node.add(nodeOf(path));
    }
  }
  return graph;
}

/** Folders with more files side by side than one looks through. */
export function sizeBreaches(files: Iterable<string>): RoomBreach[] {
  const counts = new Map<string, number>();
  for (const file of files) counts.set(posix.dirname(file), (counts.get(posix.dirname(file)) ?? 0) + 1);
  return [...counts]
    .filter(([, count]) => count > MAX_FILES)
    .map(([place, count]) => ({ rule: 'folder size', place, detail: `has ${count} files side by side` }));
}

/** Everything in which the rooms of the source break their rules; imports of types count. */
export function roomBreachesOf(sources: Sources): RoomBreach[] {
  const graph = new Map([...sources].map(([file, text]) => [file, new Set(importsOf(file, text))]));
  const circles = (rule: RoomBreach['rule'], of: ReadonlyMap<string, ReadonlySet<string>>): RoomBreach[] =>
    circlesOf(of).map((members) => ({ rule, place: members[0] ?? '', detail: members.join(' <-> ') }));
  return [
    ...[...graph].flatMap(([file, imported]) => roomBreaches(file, [...imported])),
    ...circles('file circle', graph),
    ...circles('folder circle', folderGraph(graph)),
    ...sizeBreaches(sources.keys()),
  ];
}
