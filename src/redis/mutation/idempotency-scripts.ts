import { GENERATION_HEAD, KEEP_MS, RESTORE_HEAD } from '../connection/generations.ts';
import { script } from '../connection/script.ts';

// A lane is a lease: the token of the process that works in it. A record is a hash: `fingerprint`, `state` (sealed) and
// `sender`, the token under which it was last marked as being sent, and `version`, when it was saved.

/** Where processes are told of records that were saved. */
export const CHANNEL = 'mutation:saved';

/**
 * Takes a lane and reads the record, or says why not. KEYS: generation, lane, record. ARGV: generation, token, milliseconds of
 * the lease, fingerprint.
 */
export const CLAIM = script(
  'claim mutation',
  `${GENERATION_HEAD}
if hold > 0 then return {'OK', 'BUSY', math.ceil(hold / 1000)} end
local fingerprint = redis.call('HGET', KEYS[3], 'fingerprint')
if fingerprint and fingerprint ~= ARGV[4] then return {'OK', 'TAKEN'} end
if not redis.call('SET', KEYS[2], ARGV[2], 'NX', 'PX', ARGV[3]) then return {'OK', 'BUSY', redis.call('PTTL', KEYS[2])} end
redis.call('PEXPIRE', KEYS[1], ${KEEP_MS})
if not fingerprint then
  redis.call('HSET', KEYS[3], 'fingerprint', ARGV[4])
  redis.call('PEXPIRE', KEYS[3], ARGV[3])
end
return {'OK', 'CLAIMED', redis.call('HGET', KEYS[3], 'state') or ''}`,
);

/** Keeps a lane and its record for another lease. KEYS: lane, record. ARGV: token, milliseconds. Answers whether it is its. */
export const RENEW = script(
  'renew lease',
  `if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
redis.call('PEXPIRE', KEYS[1], ARGV[2])
if redis.call('PTTL', KEYS[2]) < tonumber(ARGV[2]) then redis.call('PEXPIRE', KEYS[2], ARGV[2]) end
return 1`,
);

/**
 * Saves a record. Before a sending the lane must still be the process's own; afterwards it is enough that no other process
 * has marked a sending. KEYS: generation, lane, record. ARGV: generation, token, `mark` or `settle`, fingerprint, state,
 * milliseconds to keep it, channel and message. Answers the version.
 */
export const SAVE = script(
  'save mutation',
  `${GENERATION_HEAD}
local own = redis.call('GET', KEYS[2]) == ARGV[2]
local sender = redis.call('HGET', KEYS[3], 'sender')
if not own and (ARGV[3] == 'mark' or sender ~= ARGV[2]) then return {'OK', 'LOST'} end
if ARGV[3] == 'mark' then sender = ARGV[2] end
redis.call('HSET', KEYS[3], 'fingerprint', ARGV[4], 'state', ARGV[5], 'sender', sender or ARGV[2], 'version', text(now))
redis.call('PEXPIRE', KEYS[3], ARGV[6])
redis.call('PUBLISH', ARGV[7], text(now) .. ' ' .. ARGV[8])
return {'OK', 'SAVED', text(now)}`,
);

/** Leaves a lane; a record in which nothing stands is dropped. KEYS: lane, record. ARGV: token. */
export const RELEASE = script(
  'release lane',
  `if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
redis.call('DEL', KEYS[1])
local state = redis.call('HGET', KEYS[2], 'state')
if not state or state == '' then redis.call('DEL', KEYS[2]) end
return 1`,
);

/**
 * Adds what a process knows: leases that it holds, and records of which it knows a later version. ARGV: the generation to begin, how many
 * leases, their tokens and milliseconds, then for each record fingerprint, state, sender, version (none for the last word of its sender) and milliseconds to
 * keep it. KEYS
 * after the first: lanes, then records.
 */
export const RESTORE = script(
  'restore mutations',
  `${RESTORE_HEAD}
local leases = tonumber(ARGV[2])
for lease = 1, leases do
  redis.call('SET', KEYS[1 + lease], ARGV[1 + 2 * lease], 'NX', 'PX', ARGV[2 + 2 * lease])
end
local at = 3 + 2 * leases
for i = 2 + leases, #KEYS do
  local version = tonumber(redis.call('HGET', KEYS[i], 'version') or 0)
  local sender, theirs = redis.call('HGET', KEYS[i], 'sender'), ARGV[at + 3]
  local isLater
  if theirs == '' then isLater, theirs = not sender or sender == ARGV[at + 2], text(now)
  else isLater = tonumber(theirs) > version end
  if isLater and (version > 0 or ARGV[at + 1] ~= '') then
    redis.call('HSET', KEYS[i], 'fingerprint', ARGV[at], 'state', ARGV[at + 1], 'sender', ARGV[at + 2], 'version', theirs)
    redis.call('PEXPIRE', KEYS[i], ARGV[at + 4])
  end
  at = at + 5
end
return {'OK', generation}`,
);
