import { toJson } from '../values/convert-value.ts';
import {
  cellKey,
  compareValues,
  emptyValue,
  type Json,
  type KqlType,
  type Row,
  type Value,
} from '../values/kql-value.ts';
import type { Compiled } from '../syntax/scope.ts';

/** Collects the rows of one group; gives one value, or several for arg_max and its like. */
export interface Accumulator {
  add(row: Row): void;
  values(): Value[];
}

type Aggregate = (args: Compiled[], type: KqlType) => Accumulator;

/** Most members of a set or list (the service's own default). */
const SET_LIMIT = 1_048_576;

function single(add: (row: Row) => void, value: () => Value): Accumulator {
  return { add, values: () => [value()] };
}

function operand(args: Compiled[], index = 0): Compiled['run'] {
  return args[index]?.run ?? (() => null);
}

/** Adds `If` to an aggregate: its second argument is a condition. */
function only(aggregate: Aggregate): Aggregate {
  return (args, type) => {
    const inner = aggregate(
      [args[0], ...args.slice(2)].filter((arg) => arg !== undefined),
      type,
    );
    const condition = operand(args, 1);
    return { add: (row) => (condition(row) === true ? inner.add(row) : undefined), values: () => inner.values() };
  };
}

const count: Aggregate = () => {
  let rows = 0;
  return single(
    () => rows++,
    () => rows,
  );
};

const countif: Aggregate = (args) => {
  const condition = operand(args);
  let rows = 0;
  return single(
    (row) => (rows += condition(row) === true ? 1 : 0),
    () => rows,
  );
};

const dcount: Aggregate = (args) => {
  const read = operand(args);
  const seen = new Set<string>();
  return single(
    (row) => {
      const value = read(row);
      if (value !== null) seen.add(cellKey(value));
    },
    () => seen.size,
  );
};

function total(mean: boolean): Aggregate {
  return (args) => {
    const read = operand(args);
    let [numbers, ticks, rows, timed] = [0, 0n, 0, false];
    const add = (row: Row): void => {
      const value = read(row);
      if (value === null) return;
      rows++;
      timed ||= typeof value === 'bigint';
      if (typeof value === 'bigint') ticks += value;
      else numbers += Number(value);
    };
    const sum = (): Value => (timed ? ticks : numbers);
    const average = (): Value => (rows === 0 ? null : timed ? ticks / BigInt(rows) : numbers / rows);
    return single(add, mean ? average : sum);
  };
}

function extreme(sign: 1 | -1): Aggregate {
  return (args, type) => {
    const read = operand(args);
    let best: Value = null;
    const add = (row: Row): void => {
      const value = read(row);
      if (value !== null && (best === null || compareValues(value, best) * sign > 0)) best = value;
    };
    return single(add, () => best ?? emptyValue(type));
  };
}

function collect(unique: boolean): Aggregate {
  return (args) => {
    const [value, limit] = args;
    const max = Number(limit?.run([]) ?? SET_LIMIT);
    const [seen, members] = [new Set<string>(), [] as Json[]];
    const add = (row: Row): void => {
      const member = toJson(value?.run(row) ?? null, value?.type ?? 'dynamic');
      if (member === null || members.length >= max) return;
      // An array adds its members to a set, and itself to a list.
      for (const one of unique && Array.isArray(member) ? member : [member]) {
        const key = unique ? cellKey(one) : '';
        if (unique && seen.has(key)) continue;
        seen.add(key);
        members.push(one);
      }
    };
    return single(add, () => members);
  };
}

/** The other arguments of the row whose first argument is greatest or least; nulls only win when there is nothing else. */
function atExtreme(sign: 1 | -1): Aggregate {
  return (args) => {
    const read = operand(args);
    let winner: Row | null = null;
    let best: Value = null;
    const add = (row: Row): void => {
      const value = read(row);
      const better = value !== null && (best === null || compareValues(value, best) * sign > 0);
      if (winner && !better) return;
      winner = row;
      best = value;
    };
    return { add, values: () => args.map((arg) => (winner ? arg.run(winner) : emptyValue(arg.type))) };
  };
}

/** The values of the first row; for one column the first value that is not empty. */
const any: Aggregate = (args) => {
  let first: Value[] | null = null;
  const add = (row: Row): void => {
    if (first && (args.length > 1 || (first[0] !== null && first[0] !== ''))) return;
    first = args.map((arg) => arg.run(row));
  };
  return { add, values: () => first ?? args.map((arg) => emptyValue(arg.type)) };
};

const sum = total(false);
const avg = total(true);

const AGGREGATES = new Map<string, Aggregate>(
  Object.entries({
    count,
    countif,
    dcount,
    dcountif: only(dcount),
    count_distinct: dcount,
    sum,
    sumif: only(sum),
    avg,
    avgif: only(avg),
    min: extreme(-1),
    minif: only(extreme(-1)),
    max: extreme(1),
    maxif: only(extreme(1)),
    make_set: collect(true),
    makeset: collect(true),
    make_set_if: only(collect(true)),
    make_list: collect(false),
    makelist: collect(false),
    make_list_if: only(collect(false)),
    arg_max: atExtreme(1),
    argmax: atExtreme(1),
    arg_min: atExtreme(-1),
    argmin: atExtreme(-1),
    any,
    take_any: any,
  }),
);

export function aggregateFunction(name: string): Aggregate | undefined {
  return AGGREGATES.get(name);
}
