import { script } from '../connection/script.ts';

/**
 * Notes ids that a process waits for, until a time, in a hash of an owner, and reads those of all processes. Values are
 * `<end, ms> <id, encrypted>`.
 */
const AWAITED = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local function note(key, at, count, alive)
  for i = at, at + 2 * count - 2, 2 do redis.call('HSET', key, ARGV[i], string.format('%.0f', now + alive) .. ' ' .. ARGV[i + 1]) end
  redis.call('PEXPIRE', key, alive)
end
local function awaited(key)
  local ids, fields = {}, redis.call('HGETALL', key)
  for i = 1, #fields, 2 do
    local till, id = string.match(fields[i + 1], '^(%d+) (.*)$')
    if tonumber(till) > now then table.insert(ids, id) else redis.call('HDEL', key, fields[i]) end
  end
  return ids
end
`;

/**
 * A turn at once, unless a process has it. KEYS: the turn of the owner, the number of turns, the owner's ids. ARGV:
 * milliseconds that a turn may take and ids live, pairs of name and id. Gives the last turn, the new one or 0, milliseconds
 * to wait, the ids.
 */
export const FIRST_TURN = script(
  'first turn',
  `${AWAITED}
local last = tonumber(redis.call('GET', KEYS[2]) or 0)
note(KEYS[3], 2, (#ARGV - 1) / 2, tonumber(ARGV[1]))
if not redis.call('SET', KEYS[1], 1, 'NX', 'PX', ARGV[1]) then return { last, 0, redis.call('PTTL', KEYS[1]), {} } end
local ids = awaited(KEYS[3])
redis.call('DEL', KEYS[3])
local number = redis.call('INCR', KEYS[2])
redis.call('PEXPIRE', KEYS[2], 100 * ARGV[1])
return { last, number, 0, ids }`,
);

/**
 * The turn of a tenant for the owner who was served longest ago, where the process waits for that one. KEYS: the turn, the
 * number of turns, owners by when they were served, owners by the end of their waiting, and the ids of each owner. ARGV:
 * milliseconds of the interval, milliseconds that ids live; of each owner the name, how many ids, pairs of name and id. Gives
 * as `first turn`, and the place of the owner.
 */
export const NEXT_TURN = script(
  'next turn',
  `${AWAITED}
local alive = tonumber(ARGV[2])
local last = tonumber(redis.call('GET', KEYS[2]) or 0)
local at, places = 3, {}
for i = 5, #KEYS do
  local name, count = ARGV[at], tonumber(ARGV[at + 1])
  places[name] = i - 4
  redis.call('ZADD', KEYS[3], 'NX', 0, name)
  redis.call('ZADD', KEYS[4], now + alive, name)
  note(KEYS[i], at + 2, count, alive)
  at = at + 2 + 2 * count
end
for _, name in ipairs(redis.call('ZRANGEBYSCORE', KEYS[4], '-inf', now)) do
  redis.call('ZREM', KEYS[3], name)
  redis.call('ZREM', KEYS[4], name)
end
for i = 2, 4 do redis.call('PEXPIRE', KEYS[i], 100 * alive) end
local left = redis.call('PTTL', KEYS[1])
if left > 0 then return { last, 0, left, {}, 0 } end
local first = redis.call('ZRANGE', KEYS[3], 0, 0)[1]
local place = first and places[first]
if not place then return { last, 0, math.ceil(ARGV[1] / 20), {}, 0 } end
redis.call('SET', KEYS[1], 1, 'PX', ARGV[1])
local number = redis.call('INCR', KEYS[2])
redis.call('ZADD', KEYS[3], number, first)
return { last, number, 0, awaited(KEYS[4 + place]), place }`,
);

/** Ends a first turn. KEYS: the turn of the owner. */
export const END_TURN = script('end turn', `return redis.call('DEL', KEYS[1])`);
