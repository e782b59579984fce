import { GraphQLError } from 'graphql';
import { Field, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { inputError, type InputErrorCode } from '../schema/input-error.ts';
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

  @Field(() => [String], {
    description:
      'What speaks against the change, such as Defender’s documentation, or a value that this version does not know. None of it hindered the change: it was sent, and Defender decides.',
  })
  warnings!: string[];
}

/** What every payload begins with. */
export function payloadOf(input: Pick<ChangeInput, 'clientMutationId'>, warnings: readonly string[]): ChangePayload {
  return { clientMutationId: input.clientMutationId ?? null, warnings: [...warnings] };
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
    UNKNOWN: {
      description:
        'The change was accepted, but reading the item again failed, or this version does not know the change.',
    },
  },
});

const MAX_KEY_LENGTH = 300;

/** The vendor's key behind an id in a field of an input. Throws BAD_USER_INPUT or FORBIDDEN, naming the field. */
export function decodeId(field: string, type: string, id: string, tenantId: string): string {
  const key = withFieldName(field, () => keyOf(type, id, tenantId));
  if (key.trim() === '' || key.length > MAX_KEY_LENGTH || /[\u0000-\u001f\u007f]/.test(key)) {
    throw inputError(`${field}: is not an id of type ${type}; pass one from an earlier answer.`);
  }
  return key;
}

/** Runs what may throw an input error and puts the name of the field before its message. */
function withFieldName<T>(field: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    throw inputError(`${field}: ${error.message}`, error.extensions.code as InputErrorCode);
  }
}

/** Items of one call: the gateway's own bound, which keeps a request from taking much memory. */
const MAX_ITEMS = 1_000;

interface ItemCount {
  /** `input.machineIds`. */
  field: string;
  /** Most in one call, as the vendor documents it; undefined where no page states one. */
  documented?: number | undefined;
  /** Is told of more than that. */
  warnings: string[];
}

interface KeyList extends ItemCount {
  type: string;
  tenantId: string;
}

/** The vendor's keys behind a list of ids, each once, in the order given. Throws as `decodeId`, and as `checkCount`. */
export function decodeIds(ids: readonly string[], { field, type, tenantId, ...count }: KeyList): string[] {
  checkCount(ids.length, { field, warnings: [] });
  const keys = [...new Set(ids.map((id, index) => decodeId(`${field}[${index}]`, type, id, tenantId)))];
  checkCount(keys.length, { field, ...count });
  return keys;
}

/**
 * Throws BAD_USER_INPUT for a list that is empty, as what is done to none is the vendor's guess, and above the gateway's
 * bound; more than the vendor documents is a warning.
 */
export function checkCount(count: number, { field, documented = Infinity, warnings }: ItemCount): void {
  if (count === 0) throw inputError(`${field}: is empty; give at least one.`);
  if (count > MAX_ITEMS) {
    throw inputError(`${field}: the gateway takes at most ${MAX_ITEMS} in one call, got ${count}; send them in parts.`);
  }
  if (count > documented) {
    warnings.push(`${field}: Defender’s pages let ${documented} go in one call, these are ${count}. Defender decides.`);
  }
}

/** A text as given, undefined for none; one of white space only is a warning, as it may be meant to clear what is there. */
export function inputText(field: string, text: string | null | undefined, warnings: string[]): string | undefined {
  if (text === null || text === undefined) return undefined;
  if (text.trim() === '') warnings.push(`${field}: is blank. It goes to Defender as given, which decides.`);
  return text;
}

/** A text that must say something, as one that must be given. Throws BAD_USER_INPUT for one of white space only. */
export function requiredText(field: string, text: string): string {
  if (text.trim() === '') throw inputError(`${field}: is blank; it must say something.`);
  return text;
}

/** The members that were given: neither null nor undefined. */
export function definedFields<T extends object>(members: T): { [K in keyof T]?: NonNullable<T[K]> } {
  const entries = Object.entries(members).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]?: NonNullable<T[K]> };
}
