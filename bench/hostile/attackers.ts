import pLimit from 'p-limit';
import type { GraphQLSchema } from 'graphql';
import { hostileRequest } from '../../test/support/hostile/hostile-requests.ts';
import { argumentOperations, oversizedRequests } from '../../test/support/hostile/oversized-values.ts';
import { sendBytes, wireBytes, type RawAnswer } from '../../test/support/hostile/send-bytes.ts';
import { faultOf } from '../../test/support/hostile/verdict.ts';
import { tokenOf } from '../../test/support/gateway/tokens.ts';

/** What became of the requests of one kind. */
export interface Outcomes {
  requests: number;
  /** By class of status; `none` where the connection was closed without an answer. */
  statuses: Map<string, number>;
  /** How to send it again, and what was wrong with the answer. */
  faults: string[];
}

interface NamedRequest {
  kind: string;
  name: string;
  bytes: () => Buffer;
  isWhole?: boolean;
}

const RANDOM_AT_ONCE = 32;
/** Bodies of a megabyte each. */
const LARGE_AT_ONCE = 4;
/** Elements, and of how many requests one is sent with so many: the largest are refused by their length. */
const SIZES = [
  { size: 10, every: 1 },
  { size: 1_000, every: 1 },
  { size: 100_000, every: 11 },
  { size: 1_000_000, every: 101 },
];

/** Elements that no body has room for. */
const REFUSED_SIZE = 1_000_000;

const classOf = ({ status }: RawAnswer): string =>
  status === null ? 'none' : status === 503 ? '503' : `${Math.floor(status / 100)}xx`;

/** Sends requests, so many at a time, and counts by kind what came back. */
async function attack(url: string, requests: Iterable<NamedRequest>, atOnce: number): Promise<Map<string, Outcomes>> {
  const outcomes = new Map<string, Outcomes>();
  const send = async ({ kind, name, bytes, isWhole = true }: NamedRequest): Promise<void> => {
    const answer = await sendBytes(url, bytes(), isWhole);
    const own = outcomes.get(kind) ?? { requests: 0, statuses: new Map<string, number>(), faults: [] };
    outcomes.set(kind, own);
    own.requests += 1;
    own.statuses.set(classOf(answer), (own.statuses.get(classOf(answer)) ?? 0) + 1);
    const fault = faultOf(answer, isWhole);
    if (fault !== null) own.faults.push(`${name}: ${fault}`);
  };
  const few = pLimit(atOnce);
  await Promise.all([...requests].map((request) => few(() => send(request))));
  return outcomes;
}

/** Random requests of every kind, the same for the same seed. */
export function attackAtRandom(
  url: string,
  schema: GraphQLSchema,
  seed: number,
  count: number,
): Promise<Map<string, Outcomes>> {
  const requests = Array.from({ length: count }, (_, number): NamedRequest => {
    const { kind, bytes, isWhole } = hostileRequest(schema, seed, number);
    return { kind, name: `seed ${seed}, number ${number}`, bytes: () => bytes, isWhole };
  });
  return attack(url, requests, RANDOM_AT_ONCE);
}

/** Values of ten to a million elements in every place of every type that an argument has; the largest of some alone. */
export function attackBySize(url: string, schema: GraphQLSchema): Promise<Map<string, Outcomes>> {
  const headers = { authorization: `Bearer ${tokenOf({})}`, 'content-type': 'application/json' };
  const all = argumentOperations(schema).flatMap(oversizedRequests);
  const requests = SIZES.flatMap(({ size, every }) =>
    all
      .filter((_, index) => index % every === 0)
      .map(({ kind, name, body }): NamedRequest => {
        // Made when it is sent: all of them are gigabytes. What is refused by its length is reset while it still comes,
        // which may overtake the answer.
        const bytes = (): Buffer => wireBytes({ headers, body: body(size) });
        return { kind, name: `${name}, ${size}`, bytes, isWhole: size < REFUSED_SIZE };
      }),
  );
  return attack(url, requests, LARGE_AT_ONCE);
}
