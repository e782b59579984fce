import { createHash } from 'node:crypto';
import { inputError } from '../schema/input-error.ts';
import { isSignedBy, sign, type SigningKeys } from './signature.ts';

/** What a cursor is bound to, besides a position: using it anywhere else is BAD_CURSOR. */
export interface CursorScope {
  keys: SigningKeys;
  tenantId: string;
  /** Name of the list, unique in the graph: `alerts`, `Machine.alerts:<machine id>`. */
  list: string;
  /** The `where` argument as given; hashed, never stored. */
  where: unknown;
}

const MAC_BYTES = 16;
const VERSION = 2;
/** Version and offset. */
const HEAD_BYTES = 5;

/** JSON text that does not depend on the order in which an input's fields were written. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

/** A page has a cursor per row and one scope, whose filter may be 20 kB of KQL: it is hashed once. */
const hashes = new WeakMap<CursorScope, Buffer>();

function scopeHash(scope: CursorScope): Buffer {
  const known = hashes.get(scope);
  if (known !== undefined) return known;
  const bound = canonical([scope.tenantId, scope.list, scope.where ?? null]);
  const hash = createHash('sha256').update(bound).digest();
  hashes.set(scope, hash);
  return hash;
}

/** The scope goes into the signature, not into the cursor: it stays short and a foreign one just does not verify. */
function signedParts(body: Buffer, scope: CursorScope): Buffer[] {
  return [scopeHash(scope), body];
}

/** What a cursor stands for. */
export interface CursorPosition {
  /** From 0. */
  offset: number;
  /** What the list's reader asked to be given back; empty where it asked for nothing. */
  resume: Uint8Array;
}

/** A signed, opaque cursor for the row at `offset` of the list that the scope names. */
export function cursorAt(offset: number, scope: CursorScope, resume: Uint8Array = new Uint8Array()): string {
  const head = Buffer.alloc(HEAD_BYTES);
  head.writeUInt8(VERSION, 0);
  head.writeUInt32BE(offset, 1);
  const body = Buffer.concat([head, resume]);
  return Buffer.concat([body, sign(scope.keys, signedParts(body, scope), MAC_BYTES)]).toString('base64url');
}

/** What a cursor stands for. Throws BAD_CURSOR when it was changed or made for another list, filter or tenant. */
export function readCursor(cursor: string, scope: CursorScope): CursorPosition {
  const bytes = Buffer.from(cursor, 'base64url');
  const body = bytes.subarray(0, -MAC_BYTES);
  const valid =
    bytes.length >= HEAD_BYTES + MAC_BYTES &&
    // Buffer passes over blanks, padding and unused bits, with which one cursor would have many spellings.
    bytes.toString('base64url') === cursor &&
    body.readUInt8(0) === VERSION &&
    isSignedBy(scope.keys, signedParts(body, scope), bytes.subarray(-MAC_BYTES));
  if (!valid) {
    throw inputError(
      'The cursor was not made by this list with this filter for this tenant; start again without it.',
      'BAD_CURSOR',
    );
  }
  return { offset: body.readUInt32BE(1), resume: body.subarray(HEAD_BYTES) };
}
