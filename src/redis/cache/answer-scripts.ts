import { script } from '../connection/script.ts';

/** Longer than any answer is cached, so that a generation outlives the entries that carry it. */
const KEEP_GENERATION_MS = 15 * 60 * 1000;

/**
 * The generation of an answer: that of Redis since it was last empty, and those of its owners. KEYS from `first` on: that
 * of Redis, those of the owners.
 */
const GENERATION = `
local time = redis.call('TIME')
local function generationFrom(first)
  redis.call('SET', KEYS[first], time[1] .. '.' .. time[2], 'NX')
  local parts = {}
  for at = first, #KEYS do table.insert(parts, redis.call('GET', KEYS[at]) or '-') end
  return table.concat(parts, ' ')
end
`;

/**
 * Looks for an answer; where there is none, and ARGV names a lease, takes the lease of asking for it. KEYS: the entry, the
 * lease, what says that others wait for its end, generations. ARGV: name of the lease or nothing, its milliseconds. Gives the
 * generation, what it came to (`found`, `ask`, `wait`, `none`), and of what was found pieces, writer, milliseconds left and
 * the first piece.
 */
export const LOOK = script(
  'look for answer',
  `${GENERATION}
local generation = generationFrom(4)
local found = redis.call('HMGET', KEYS[1], 'tag', 'pieces', 'writer', '0')
if found[1] == generation then
  return { generation, 'found', found[2], found[3], redis.call('PTTL', KEYS[1]), found[4] }
end
if ARGV[1] == '' then return { generation, 'none' } end
local lease = redis.call('GET', KEYS[2])
if lease and string.sub(lease, -#generation) == generation then
  redis.call('SET', KEYS[3], 1, 'PX', ARGV[2])
  return { generation, 'wait' }
end
redis.call('SET', KEYS[2], ARGV[1] .. ' ' .. generation, 'PX', ARGV[2])
return { generation, 'ask' }`,
);

/** Keeps a lease. KEYS: the lease. ARGV: its value, milliseconds. */
export const RENEW_LEASE = script(
  'renew lease',
  `if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
return 0`,
);

/** Ends a lease and tells those who wait for it. KEYS: the lease, what says that others wait, the channel. ARGV: its value, message. */
export const END_LEASE = script(
  'end lease',
  `if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
if redis.call('DEL', KEYS[2]) == 1 then redis.call('PUBLISH', KEYS[3], ARGV[2]) end
return 1`,
);

/** Makes the generation of an owner, or of all, a new one and tells it. KEYS: the generation, the number of messages, the channel. ARGV: message. */
export const INVALIDATE = script(
  'invalidate',
  `local time = redis.call('TIME')
local number = redis.call('INCR', KEYS[2])
redis.call('SET', KEYS[1], time[1] .. '.' .. time[2] .. '.' .. number, 'PX', ${KEEP_GENERATION_MS})
redis.call('PUBLISH', KEYS[3], number .. ' ' .. ARGV[1])
return number`,
);

/** The number of messages so far. KEYS: it. */
export const MESSAGES = script('messages', `return redis.call('GET', KEYS[1]) or '0'`);
