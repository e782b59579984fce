import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { RedisConnection } from '../connection/redis-connection.ts';
import { ignoreUnavailable } from '../connection/redis-unavailable.ts';
import type { ValueSealer } from '../connection/sealed-value.ts';
import { ADD_PIECE, BEGIN_ENTRY, READ_PIECE } from './entry-scripts.ts';

/** Bytes that are sent at a time, so that what the quotas ask is not held up behind them. */
const PIECE_BYTES = 256 * 1024;
/** Milliseconds that a piece may take; a network that is slow for large values is not gone. */
const PIECE_TIME_LIMIT_MS = 1_000;
/** How long an answer waits for a piece to be written: after that it is given, and the writing goes on. */
const STALL_MS = 40;
/** How often, and for how long, the next piece of an entry that is being written is looked for. */
const LOOK_EVERY_MS = 20;
const PATIENCE_MS = 3_000;

export interface EntryStoreOptions {
  /** The hash tag of its keys, `{hunts}`: all of them lie at one server of a cluster. */
  space: string;
  /** That all entries may take together. */
  maxBytes: number;
}

/** A piece of an entry, encrypted; empty where there is none yet. */
export interface EntryPiece {
  pieces: number;
  writer: string;
  left: number;
  sealed: Buffer;
}

/** An entry as it was found. */
export interface FoundEntry {
  value: Buffer;
  /** Milliseconds for which it is kept yet. */
  left: number;
}

/** Values encrypted under names that tell nothing, for some time, bounded in bytes for all processes together. */
export class EntryStore {
  readonly #redis: RedisConnection;
  readonly #sealer: ValueSealer;
  readonly #space: string;
  readonly #maxBytes: number;

  constructor(redis: RedisConnection, sealer: ValueSealer, { space, maxBytes }: EntryStoreOptions) {
    this.#redis = redis;
    this.#sealer = sealer;
    this.#space = space;
    this.#maxBytes = maxBytes;
  }

  /** The key of what stands under a name. */
  keyOf(name: string): string {
    return `{${this.#space}}:entry:${this.#sealer.nameOf(name)}`;
  }

  /**
   * Writes a value that is made of these parts. Resolves when it is there, when it is certain that it will not be, or when
   * the writing stalls, in which case it goes on. `tag` stands beside it for scripts that look for entries of one tag.
   */
  async put(name: string, parts: readonly Uint8Array[], milliseconds: number, tag = ''): Promise<void> {
    const bytes = parts.reduce((sum, { length }) => sum + length, 0);
    if (bytes > this.#maxBytes || milliseconds < 1 || !this.#redis.isAvailable) return;
    let progress = performance.now();
    let over = false;
    const writing = this.#write(name, parts, { bytes, milliseconds, tag }, () => (progress = performance.now()))
      .catch(ignoreUnavailable)
      .finally(() => (over = true));
    const stalled = async (): Promise<void> => {
      for (let rest = STALL_MS; rest > 0 && !over; rest = progress + STALL_MS - performance.now()) {
        await delay(Math.ceil(rest), undefined, { ref: false });
      }
    };
    await Promise.race([writing, stalled()]);
  }

  /** The value under a name; null where there is none, or Redis cannot be asked. */
  async get(name: string): Promise<FoundEntry | null> {
    return (await this.#read(name).catch(ignoreUnavailable)) ?? null;
  }

  async #write(
    name: string,
    parts: readonly Uint8Array[],
    { bytes, milliseconds, tag }: { bytes: number; milliseconds: number; tag: string },
    onProgress: () => void,
  ): Promise<void> {
    const writer = randomBytes(9).toString('base64url');
    const count = Math.max(1, Math.ceil(bytes / PIECE_BYTES));
    const base = `{${this.#space}}:`;
    const hidden = this.#sealer.nameOf(name);
    let number = 0;
    for (const piece of piecesOf(parts, bytes)) {
      const sealed = this.#sealer.seal(pieceName(name, writer, number, count), piece);
      const keys = [this.keyOf(name)];
      const options = { timeLimit: PIECE_TIME_LIMIT_MS };
      const kept = await (number === 0
        ? this.#redis.run(BEGIN_ENTRY, {
            keys: [...keys, `${base}index`, `${base}bytes`, `${base}entry:`],
            args: [hidden, bytes, Math.floor(milliseconds), this.#maxBytes, count, writer, sealed, tag],
            ...options,
          })
        : this.#redis.run(ADD_PIECE, { keys, args: [writer, number, sealed], ...options }));
      // Refused, or written over by another one.
      if (Number(kept) === 0) return;
      number += 1;
      onProgress();
    }
  }

  /** The rest of an entry whose first piece was found; null where it went meanwhile. Throws RedisUnavailable. */
  complete(name: string, first: EntryPiece): Promise<FoundEntry | null> {
    return this.#read(name, first);
  }

  async #read(name: string, first?: EntryPiece): Promise<FoundEntry | null> {
    const pieces: Buffer[] = [];
    let by: string | undefined;
    let left = 0;
    const end = performance.now() + PATIENCE_MS;
    for (let count = 1; pieces.length < count;) {
      const number = pieces.length;
      const given = number === 0 ? first : undefined;
      const { pieces: total, writer, left: rest, sealed } = given ?? (await this.#piece(name, number));
      by ??= writer;
      if (writer === '' || writer !== by) return null;
      [count, left] = [total, rest];
      if (sealed.length === 0) {
        // The one who writes it is not there yet.
        if (performance.now() > end) return null;
        await delay(LOOK_EVERY_MS);
        continue;
      }
      const piece = this.#sealer.open(pieceName(name, by, number, count), sealed);
      if (piece === null) return null;
      pieces.push(piece);
    }
    return { value: pieces.length === 1 ? (pieces[0] as Buffer) : Buffer.concat(pieces), left };
  }

  async #piece(name: string, number: number): Promise<EntryPiece> {
    const found = await this.#redis.run(READ_PIECE, {
      keys: [this.keyOf(name)],
      args: [number],
      ...(number > 0 && { timeLimit: PIECE_TIME_LIMIT_MS }),
    });
    const [pieces, writer, left, sealed] = found as [Buffer, Buffer, number, Buffer];
    return { pieces: Number(String(pieces)), writer: String(writer), left: Number(left), sealed };
  }
}

/** What a piece is encrypted for: no other place, value or owner. */
function pieceName(name: string, writer: string, number: number, count: number): string {
  return `${name}\n${writer} ${number} ${count}`;
}

/** The bytes of all parts in pieces of one size, at least one; each is good until the next is asked for. */
function* piecesOf(parts: readonly Uint8Array[], bytes: number): Generator<Buffer> {
  const size = Math.min(PIECE_BYTES, bytes);
  const piece = Buffer.allocUnsafe(size);
  let filled = 0;
  for (const part of parts) {
    for (let at = 0; at < part.length;) {
      if (filled === size) {
        yield piece;
        filled = 0;
      }
      const taken = part.subarray(at, at + size - filled);
      piece.set(taken, filled);
      filled += taken.length;
      at += taken.length;
    }
  }
  yield piece.subarray(0, filled);
}
