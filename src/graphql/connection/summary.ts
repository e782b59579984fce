import { Field, Int, ObjectType, registerEnumType, type ClassType } from 'type-graphql';
import { inputError } from '../schema/input-error.ts';
import { UNRECOGNIZED, type OpenEnum } from '../schema/open-enum.ts';
import { Completeness } from './connection.ts';

/** By what rows are counted: a property, and the key of the group that a value of it belongs to. */
export interface Grouping {
  readonly property: string;
  /** The words of a property that has a list of them and can be filtered by; null for any other. */
  readonly words: readonly string[] | null;
  /** Null where the row has no value. */
  readonly keyOf: (value: unknown) => string | null;
}

function textIn(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** By an enum: keys are its names, and the vendor's own word where this version does not know it. */
export function enumGrouping(property: string, values: OpenEnum): Grouping {
  const known = Object.entries(values).filter(([name]) => name !== UNRECOGNIZED);
  const names = new Map(known.map(([name, word]) => [word.toLowerCase(), name]));
  const keyOf = (value: unknown): string | null => {
    const text = textIn(value);
    return text === null ? null : (names.get(text.toLowerCase()) ?? text);
  };
  return { property, words: known.map(([, word]) => word), keyOf };
}

/** By a text as it is. */
export function textGrouping(property: string): Grouping {
  return { property, words: null, keyOf: textIn };
}

/** By the day of an instant in UTC, as `2026-11-20`. */
export function dayGrouping(property: string): Grouping {
  return { property, words: null, keyOf: (value) => /^\d{4}-\d{2}-\d{2}/.exec(textIn(value) ?? '')?.[0] ?? null };
}

/** Rows counted by groups. */
export interface Summary {
  groups: readonly { by: string; key: string | null; count: number }[];
  totalCount: number;
  completeness: Completeness;
}

/** What counting has to tell for a summary to be made of it. */
export interface CountedGroups {
  groups: Summary['groups'];
  total: number;
  incomplete: string | null;
  asOf: string;
  upstreamPages: number;
  duplicatesDropped: number;
}

/** The summary of what was counted; pure. */
export function toSummary({ groups, total, incomplete, ...read }: CountedGroups): Summary {
  const { asOf, upstreamPages, duplicatesDropped } = read;
  const completeness = { complete: incomplete === null, reason: incomplete, asOf, upstreamPages, duplicatesDropped };
  return { groups, totalCount: total, completeness };
}

/** Groupings of a type's rows: name in the graph -> grouping and what it is by. */
export type Groupings = Readonly<Record<string, Grouping & { readonly description: string }>>;

/** The groupings that were asked for, each once. Throws BAD_USER_INPUT for none. */
export function chosenGroupings(groupings: Groupings, by: readonly string[]): (Grouping & { name: string })[] {
  if (by.length === 0) throw inputError('by: is empty; give at least one.');
  return [...new Set(by)].flatMap((name) => {
    const grouping = groupings[name];
    return grouping === undefined ? [] : [{ name, ...grouping }];
  });
}

/** The summary class of a type and the enum of its groupings, named `<Type>Summary`, `<Type>SummaryGroup`, `<Type>Grouping`. */
export function summaryOf(name: string, groupings: Groupings): { Summary: ClassType<Summary>; by: object } {
  const by = Object.fromEntries(Object.keys(groupings).map((key) => [key, key]));
  registerEnumType(by, {
    name: `${name}Grouping`,
    description: `By what \`${name}Summary\` counts.`,
    valuesConfig: Object.fromEntries(Object.entries(groupings).map(([key, { description }]) => [key, { description }])),
  });

  @ObjectType(`${name}SummaryGroup`, {
    simpleResolvers: true,
    description: `How many of a list of \`${name}\` have one key.`,
  })
  class SummaryGroup {
    @Field(() => by, { description: 'By what these are counted.' })
    by!: string;

    @Field(() => String, {
      nullable: true,
      description:
        'What they have in common: the name of an enum value, or the vendor’s own word. Null where they have no value, UNRECOGNIZED where only their number is known.',
    })
    key!: string | null;

    @Field(() => Int, { description: 'How many there are.' })
    count!: number;
  }

  @ObjectType(`${name}Summary`, { simpleResolvers: true, description: `A list of \`${name}\`, counted.` })
  class NamedSummary implements Summary {
    @Field(() => [SummaryGroup], {
      description: 'In the order of `by`, and within each the largest first. Groups of none are left out.',
    })
    groups!: SummaryGroup[];

    @Field(() => Int, { description: 'How many there are in all.' })
    totalCount!: number;

    @Field(() => Completeness, { description: 'Whether every one of them was counted.' })
    completeness!: Completeness;
  }
  return { Summary: NamedSummary, by };
}
