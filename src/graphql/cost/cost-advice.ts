import type { Cost, SizedList } from './cost-tree.ts';
import { mostExpensive, costOf, type CostEntry, type QueryCost } from './cost.ts';

/** Advice to leave out more fields than this would be another query. */
const MAX_FIELDS_LEFT_OUT = 5;

/** The lists whose size changes with that of `list`, since the document writes them in one place. */
function listsWrittenWith(list: SizedList, all: readonly SizedList[]): Set<SizedList> {
  const together = new Set([list]);
  for (let before = 0; before < together.size;) {
    before = together.size;
    const nodes = new Set([...together].flatMap((each) => each.nodes));
    for (const other of all) if (other.nodes.some((node) => nodes.has(node))) together.add(other);
  }
  return together;
}

/** The largest size from 1 to `most` that passes, found by halving, as the price grows with it; 0 where none does. */
function largestPassing(max: number, passes: (size: number) => boolean): number {
  let [good, bad] = [0, max + 1];
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (passes(middle)) good = middle;
    else bad = middle;
  }
  return good;
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ');
}

/** Advice on how to bring an operation down to `limit` calls; exact, so that one object more would exceed it. */
class CostAdvisor {
  readonly #costs: readonly Cost[];
  readonly #price: QueryCost;
  readonly #limit: number;
  /** Those that cost calls below. */
  readonly #lists: readonly SizedList[];

  constructor(costs: readonly Cost[], cost: QueryCost, limit: number) {
    this.#costs = costs;
    this.#price = cost;
    this.#limit = limit;
    this.#lists = [...new Set(cost.entries.flatMap(({ lists }) => lists))];
  }

  #passes(resized: ReadonlySet<SizedList>, size: number): boolean {
    const sizes = (list: SizedList): number => (resized.has(list) ? Math.min(size, list.size) : list.size);
    return costOf(this.#costs, sizes).calls <= this.#limit;
  }

  /** One list above the most expensive field; of several the one that keeps the greatest part of its rows. */
  shrinkOneList(mostExpensive: CostEntry): string | null {
    const sized = mostExpensive.lists.map((list) => {
      const resized = listsWrittenWith(list, this.#lists);
      return { list, size: largestPassing(list.size - 1, (size) => this.#passes(resized, size)) };
    });
    const kept = ({ list, size }: (typeof sized)[number]): number => size / list.size;
    const best = sized.filter(({ size }) => size > 0).sort((a, b) => kept(b) - kept(a))[0];
    if (best === undefined) return null;
    const { list, size } = best;
    if (list.argument !== 'ids') return `with \`${list.path}(${list.argument}: ${size})\` it would pass`;
    return `with the first ${size} of its ids \`${list.path}\` would pass`;
  }

  shrinkEveryList(): string | null {
    const lists = this.#lists.filter(({ argument }) => argument !== 'ids');
    const resized = new Set(lists);
    const max = Math.max(0, ...lists.map(({ size }) => size - 1));
    const size = largestPassing(max, (each) => this.#passes(resized, each));
    if (size === 0) return null;
    const longer = lists.filter((list) => list.size > size);
    const sizes = [...new Set(longer.map(({ argument }) => `\`${argument}: ${size}\``))].join(' or ');
    const paths = [...new Set(longer.map(({ path }) => path))];
    return `with ${sizes} in each of ${quoted(paths)} it would pass`;
  }

  /** Fields left out, the most expensive first, each with what is below it. */
  dropFields(): string {
    let rest = this.#price;
    const left: string[] = [];
    for (let next = mostExpensive(rest); next !== null && rest.calls > this.#limit; next = mostExpensive(rest)) {
      const { field } = next;
      left.push(field);
      const entries = rest.entries.filter((entry) => entry.field !== field && !entry.field.startsWith(`${field}.`));
      rest = { entries, calls: entries.reduce((sum, { calls }) => sum + calls, 0) };
    }
    if (left.length > MAX_FIELDS_LEFT_OUT) return 'no smaller list is enough; ask for it in several requests';
    return `no smaller list is enough; without ${quoted(left)} it would pass`;
  }
}

/** What an operation over its price costs most by, and the change with which it would pass; null for one that passes. */
export function costAdvice(costs: readonly Cost[], cost: QueryCost, limit: number): string | null {
  const dearest = mostExpensive(cost);
  if (cost.calls <= limit || dearest === null) return null;
  const remedies = new CostAdvisor(costs, cost, limit);
  const remedy = remedies.shrinkOneList(dearest) ?? remedies.shrinkEveryList() ?? remedies.dropFields();
  const share = Math.round((100 * dearest.calls) / cost.calls);
  return (
    `The request could make ${cost.calls} upstream calls, at most ${limit} are allowed; ` +
    `${dearest.field} alone ${dearest.calls} (${share} %, ${dearest.operation}): ${remedy}.`
  );
}
