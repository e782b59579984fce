import { script } from '../connection/script.ts';

/** Milliseconds after which what is known of the sizes of entries is dropped, longer than any entry lives. */
const KEEP_INDEX_MS = 15 * 60 * 1000;
/** Entries whose time is over that one writing clears away. */
const CLEARED_AT_ONCE = 100;

/**
 * Begins an entry and makes room for it, the oldest going first. KEYS: the entry, the index (`<bytes> <name>` by the time when
 * it ends), the sum of bytes, what the keys of entries begin with. ARGV: name, bytes, milliseconds to live, most bytes of
 * all, number of pieces, writer, first piece, tag.
 */
export const BEGIN_ENTRY = script(
  'begin entry',
  `local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local bytes, most = tonumber(ARGV[2]), tonumber(ARGV[4])
local function drop(member)
  local size, name = string.match(member, '^(%d+) (.*)$')
  redis.call('ZREM', KEYS[2], member)
  redis.call('DECRBY', KEYS[3], size)
  redis.call('UNLINK', KEYS[4] .. name)
end
for _, member in ipairs(redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', now, 'LIMIT', 0, ${CLEARED_AT_ONCE})) do drop(member) end
local earlier = redis.call('HGET', KEYS[1], 'member')
if earlier then drop(earlier) end
if redis.call('ZCARD', KEYS[2]) == 0 then redis.call('SET', KEYS[3], 0) end
if bytes > most then return 0 end
while tonumber(redis.call('GET', KEYS[3]) or 0) + bytes > most do
  local oldest = redis.call('ZRANGE', KEYS[2], 0, 0)[1]
  if not oldest then break end
  drop(oldest)
end
local member = ARGV[2] .. ' ' .. ARGV[1]
redis.call('ZADD', KEYS[2], now + ARGV[3], member)
redis.call('INCRBY', KEYS[3], bytes)
redis.call('HSET', KEYS[1], 'member', member, 'pieces', ARGV[5], 'writer', ARGV[6], '0', ARGV[7], 'tag', ARGV[8])
redis.call('PEXPIRE', KEYS[1], ARGV[3])
redis.call('PEXPIRE', KEYS[2], ${KEEP_INDEX_MS})
redis.call('PEXPIRE', KEYS[3], ${KEEP_INDEX_MS})
return 1`,
);

/** Adds a piece, unless the entry went meanwhile. KEYS: the entry. ARGV: writer, number of the piece, piece. */
export const ADD_PIECE = script(
  'add piece',
  `if redis.call('HGET', KEYS[1], 'writer') ~= ARGV[1] then return 0 end
redis.call('HSET', KEYS[1], ARGV[2], ARGV[3])
return 1`,
);

/** Number of pieces, writer, milliseconds left and one piece, if they are there. KEYS: the entry. ARGV: number of the piece. */
export const READ_PIECE = script(
  'read piece',
  `local found = redis.call('HMGET', KEYS[1], 'pieces', 'writer', ARGV[1])
return { found[1] or '', found[2] or '', redis.call('PTTL', KEYS[1]), found[3] or '' }`,
);
