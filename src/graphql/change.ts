import { GraphQLError } from 'graphql';
import { Field, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { inputError, type InputErrorCode } from './input-error.ts';
import { keyOf } from './node.ts';

/** What every change takes. */
@InputType()
export abstract class ChangeInput {
  @Field(() => String, { nullable: true, description: 'Given back in the payload, for the caller’s own bookkeeping.' })
  clientMutationId?: string | null;
}

/** What every change gives back. */
@ObjectType({ simpleResolvers: true })
export abstract class ChangePayload {
  @Field(() => String, { nullable: true, description: 'As given.' })
  clientMutationId!: string | null;
}

/** What became of one item of a change to many: the keys are names in the graph. */
export const ItemOutcome = {
  UPDATED: 'UPDATED',
  NOT_UPDATED: 'NOT_UPDATED',
  DELETED: 'DELETED',
  NOT_DELETED: 'NOT_DELETED',
  NOT_FOUND: 'NOT_FOUND',
  UNKNOWN: 'UNKNOWN',
} as const;
export type ItemOutcome = keyof typeof ItemOutcome;

registerEnumType(ItemOutcome, {
  name: 'ItemOutcome',
  description: 'What became of one item of a change to many, as reading it again shows.',
  valuesConfig: {
    UPDATED: { description: 'It shows the change.' },
    NOT_UPDATED: { description: 'It does not show the change.' },
    DELETED: { description: 'It is gone.' },
    NOT_DELETED: { description: 'It is still there.' },
    NOT_FOUND: { description: 'There is none of this id, or none that the caller may see.' },
    UNKNOWN: { description: 'The change was accepted, but reading the item again failed.' },
  },
});

const LONGEST_KEY = 300;

/** The vendor's key behind an id in a field of an input. Throws BAD_USER_INPUT or FORBIDDEN, naming the field. */
export function inputKey(field: string, type: string, id: string, tenantId: string): string {
  const key = namingField(field, () => keyOf(type, id, tenantId));
  if (key.trim() === '' || key.length > LONGEST_KEY || /[\u0000-\u001f\u007f]/.test(key)) {
    throw inputError(`${field}: is not an id of type ${type}; pass one from an earlier answer.`);
  }
  return key;
}

/** Runs what may throw an input error and puts the name of the field before its message. */
export function namingField<T>(field: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    throw inputError(`${field}: ${error.message}`, error.extensions.code as InputErrorCode);
  }
}

interface KeyList {
  /** `input.machineIds`. */
  field: string;
  type: string;
  tenantId: string;
  /** As the vendor documents it; undefined where no page states one. */
  most?: number;
}

/** The vendor's keys behind a list of ids, each once, in the order given. Throws as `inputKey`, and for a list too long or empty. */
export function inputKeys(ids: readonly string[], { field, type, tenantId, most = Infinity }: KeyList): string[] {
  expectCount(field, ids.length, most);
  return [...new Set(ids.map((id, index) => inputKey(`${field}[${index}]`, type, id, tenantId)))];
}

/** Throws BAD_USER_INPUT for a list that is empty or longer than one call takes. */
export function expectCount(field: string, count: number, most: number): void {
  if (count === 0) throw inputError(`${field}: is empty; give at least one.`);
  if (count > most) throw inputError(`${field}: at most ${most} go in one call, got ${count}; send them in parts.`);
}

/** A text that says something, or undefined where none was given. Throws BAD_USER_INPUT for one of white space only. */
export function inputText(field: string, text: string | null | undefined): string | undefined {
  if (text === null || text === undefined) return undefined;
  if (text.trim() === '') throw inputError(`${field}: is blank; leave it out, or say something.`);
  return text;
}

/** A text that must say something. Throws BAD_USER_INPUT for one of white space only. */
export function requiredText(field: string, text: string): string {
  if (text.trim() === '') throw inputError(`${field}: is blank; it must say something.`);
  return text;
}

/** The members that were given: neither null nor undefined. */
export function given<T extends object>(members: T): { [K in keyof T]?: NonNullable<T[K]> } {
  const entries = Object.entries(members).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]?: NonNullable<T[K]> };
}
