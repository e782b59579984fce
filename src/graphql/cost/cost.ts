import { GraphQLError } from 'graphql';
import type { Cost, SizedList, Sizes } from './cost-tree.ts';
import { callsFor } from '../schema/upstream-directive.ts';

/** What one field of a document costs at the worst. */
export interface PlannedCalls {
  /** Response path with list positions left out: `alerts.nodes.machine`. */
  field: string;
  operation: string;
  calls: number;
}

/** A field's calls, and the lists that multiply them. */
export interface CostEntry extends PlannedCalls {
  lists: readonly SizedList[];
}

export interface QueryCost {
  calls: number;
  entries: readonly CostEntry[];
}

const asGiven: Sizes = ({ size }) => size;

/** The worst-case number of upstream calls of an operation, field by field; nothing is called. */
export function costOf(costs: readonly Cost[], sizes: Sizes = asGiven): QueryCost {
  const entries: CostEntry[] = [];
  const add = (cost: Cost, parents: number, above: readonly SizedList[]): void => {
    const { path, upstream, list, below } = cost;
    const asked = parents * cost.requested(sizes);
    const lists = list === null ? above : [...above, list];
    if (upstream !== null) {
      const calls = callsFor(upstream.per, asked) * cost.calls;
      // A page is one call however long it is, but an id each may be one.
      entries.push({
        field: path,
        operation: upstream.operations[0].id,
        calls,
        lists: list?.argument === 'ids' ? lists : above,
      });
    }
    for (const each of below) add(each, asked * cost.yields(sizes), lists);
  };
  for (const cost of costs) add(cost, 1, []);
  return { calls: entries.reduce((sum, { calls }) => sum + calls, 0), entries };
}

/** The field that costs most, of several the first; null where nothing costs. */
export function mostExpensive({ entries }: QueryCost): CostEntry | null {
  return entries.reduce<CostEntry | null>(
    (max, entry) => (max === null || entry.calls > max.calls ? entry : max),
    null,
  );
}

/** Apollo answers 500 to an error before execution unless the error says otherwise. */
export function costLimitExceeded(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'COST_LIMIT_EXCEEDED', http: { status: 400 } } });
}
