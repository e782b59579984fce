import { createHash } from 'node:crypto';

/** A Lua script that Redis runs as one step, which nothing else comes in between. */
export interface Script {
  readonly name: string;
  readonly text: string;
  /** By which Redis knows a script that it has run before. */
  readonly sha1: string;
}

/** Declares a script; `name` is for messages. All of its keys must have the same hash tag. */
export function script(name: string, text: string): Script {
  return { name, text, sha1: createHash('sha1').update(text).digest('hex') };
}
