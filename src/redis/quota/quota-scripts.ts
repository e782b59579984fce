import { GENERATION_HEAD, KEEP_MS, RESTORE_HEAD } from '../connection/generations.ts';
import { script } from '../connection/script.ts';

/** Microseconds that a call which comes back for its turn may be late before others stop leaving a place for it. */
const TURN_GRACE = 250_000;
/** Microseconds by which processes that wait for the same moment may come apart. */
const TURN_EARLY = 20_000;
/** Microseconds after which a process that left the last places to others looks again. */
const TURN_RETRY = 10_000;

/**
 * Microseconds until a call behind some others may go by one bucket, and how many may go now. A bucket is three keys (the
 * log, what is known of the quota, who waits) and in ARGV a share, the number of limits, and their calls and microseconds.
 */
const WINDOWS = `
local function readBucket(at)
  local bucket = { share = tonumber(ARGV[at]), limits = {} }
  local count = tonumber(ARGV[at + 1])
  for i = 0, count - 1 do
    table.insert(bucket.limits, { tonumber(ARGV[at + 2 + 2 * i]), tonumber(ARGV[at + 3 + 2 * i]) })
  end
  return bucket, at + 2 + 2 * count
end
local function waitOf(bucket, log, known, ahead)
  local wait, free = 0, math.huge
  local fields = redis.call('HGETALL', known)
  for i = 1, #fields, 2 do
    local length = string.match(fields[i], '^limit:(%d+)$')
    if length then table.insert(bucket.limits, { tonumber(fields[i + 1]), tonumber(length) }) end
    if fields[i] == 'blocked' then wait = math.max(wait, tonumber(fields[i + 1]) - now) end
  end
  for _, limit in ipairs(bucket.limits) do
    local calls, window = math.max(1, math.floor(limit[1] * bucket.share)), limit[2]
    local young = redis.call('ZCOUNT', log, '(' .. text(now - window), '+inf')
    local behind, shift = ahead, 0
    while young + behind - calls >= young do
      behind = behind - calls
      shift = shift + window
    end
    local before = young + behind - calls
    if before >= 0 then
      local entry = redis.call('ZRANGE', log, before - young, before - young, 'WITHSCORES')
      shift = shift + entry[2] + window - now
    end
    wait = math.max(wait, shift)
    free = math.min(free, calls - young)
  end
  return wait, free
end
`;

/**
 * Counts a call in all buckets or in none. ARGV: generation, process, urgency, member of the logs, microseconds of the longest
 * window, buckets. Where places are few, a process leaves them to those that wait for the same moment and are more
 * urgent, or have had fewer calls within a minute.
 */
export const ACQUIRE = script(
  'acquire quota',
  `${GENERATION_HEAD}${WINDOWS}
local me, urgency = ARGV[2], tonumber(ARGV[3])
local buckets, at, wait, free = {}, 6, 0, math.huge
wait = hold
for i = 2, #KEYS, 3 do
  local bucket
  bucket, at = readBucket(at)
  local w, f = waitOf(bucket, KEYS[i], KEYS[i + 1], 0)
  wait, free = math.max(wait, w), math.min(free, f)
end
if wait <= 0 and free < math.huge then
  local rivals = {}
  for i = 4, #KEYS, 3 do
    for _, other in ipairs(redis.call('ZRANGEBYSCORE', KEYS[i], now - ${TURN_GRACE}, now + ${TURN_EARLY})) do
      local theirs, process = string.match(other, '^(%d+) (.*)$')
      if process ~= me then rivals[process] = math.min(rivals[process] or math.huge, tonumber(theirs)) end
    end
  end
  if next(rivals) then
    local made = {}
    for _, member in ipairs(redis.call('ZRANGEBYSCORE', KEYS[2], now - 60000000, '+inf')) do
      local process = string.match(member, '^([^ ]+)')
      made[process] = (made[process] or 0) + 1
    end
    local theirs = 0
    for process, urgent in pairs(rivals) do
      if urgent < urgency then theirs = theirs + 1
      elseif urgent == urgency then theirs = theirs + math.max(0, (made[me] or 0) - (made[process] or 0)) end
    end
    if free <= theirs then wait = ${TURN_RETRY} end
  end
end
local waiter = ARGV[3] .. ' ' .. me
for i = 2, #KEYS, 3 do
  if wait > 0 then
    redis.call('ZREMRANGEBYSCORE', KEYS[i + 2], '-inf', now - ${TURN_GRACE})
    redis.call('ZADD', KEYS[i + 2], text(now + wait), waiter)
    redis.call('PEXPIRE', KEYS[i + 2], math.ceil(wait / 1000) + 1000)
  else
    redis.call('ZREM', KEYS[i + 2], waiter)
    redis.call('ZREMRANGEBYSCORE', KEYS[i], '-inf', text(now - ARGV[5]))
    redis.call('ZADD', KEYS[i], text(now), ARGV[4])
    redis.call('PEXPIRE', KEYS[i], math.ceil(ARGV[5] / 1000))
    redis.call('PEXPIRE', KEYS[1], ${KEEP_MS})
  end
end
return {'OK', math.ceil(wait / 1000)}`,
);

/**
 * Milliseconds until the call behind so many others of this process may go, where other processes that wait get as many.
 * ARGV: generation, process, ahead, buckets.
 */
export const WAIT = script(
  'foretell quota',
  `${GENERATION_HEAD}${WINDOWS}
local me, ahead = ARGV[2], tonumber(ARGV[3])
local at, wait = 4, 0
for i = 2, #KEYS, 3 do
  local bucket
  bucket, at = readBucket(at)
  local others = 0
  for _, other in ipairs(redis.call('ZRANGEBYSCORE', KEYS[i + 2], now - ${TURN_GRACE}, '+inf')) do
    if string.match(other, '^%d+ (.*)$') ~= me then others = others + 1 end
  end
  local w = waitOf(bucket, KEYS[i], KEYS[i + 1], ahead * (1 + others))
  wait = math.max(wait, w)
end
return {'OK', math.ceil(wait / 1000)}`,
);

/** Takes a counted call back out of all logs. ARGV: its member. */
export const REFUND = script('refund quota', `for i = 1, #KEYS do redis.call('ZREM', KEYS[i], ARGV[1]) end`);

/** Sets one field of what is known of a quota: `run:3` is what ran three minutes ago. */
const NOTE_FIELD = `
local function note(known, field, value)
  local age = string.match(field, '^run:(%d+)$')
  if age then
    redis.call('HINCRBY', known, 'run:' .. text(math.floor(now / 60000000) - age), text(value))
  elseif field == 'blocked' then
    redis.call('HSET', known, field, text(math.max(now + value, tonumber(redis.call('HGET', known, field) or 0))))
  else
    redis.call('HSET', known, field, text(value))
  end
end
`;

/** Notes a stop (µs from now), a limit or a run time (ms). ARGV: generation, the field, its value. */
export const NOTE = script(
  'note quota',
  `${GENERATION_HEAD}
${NOTE_FIELD}
note(KEYS[2], ARGV[2], tonumber(ARGV[3]))
redis.call('PEXPIRE', KEYS[2], ${KEEP_MS})
return {'OK'}`,
);

/** What was used. ARGV: generation, microseconds of the minute and of the hour. Answers calls, times in µs, and all fields. */
export const USAGE = script(
  'usage of quota',
  `${GENERATION_HEAD}
local function young(length) return redis.call('ZCOUNT', KEYS[2], '(' .. text(now - length), '+inf') end
local last = redis.call('ZRANGE', KEYS[2], -1, -1, 'WITHSCORES')
return {'OK', young(ARGV[2]), young(ARGV[3]), last[2] and text(now - last[2]) or '', text(now), redis.call('HGETALL', KEYS[3])}`,
);

/**
 * Adds what a process knows of a tenant's counts. ARGV: the generation to begin, milliseconds to keep a log, then for each
 * bucket: how many calls, their members and ages in µs; how many fields, their names and values. KEYS after the first: for
 * each bucket its log and what is known of it.
 */
export const RESTORE = script(
  'restore quota',
  `${RESTORE_HEAD}${NOTE_FIELD}
local at = 3
for i = 2, #KEYS, 2 do
  local calls = tonumber(ARGV[at])
  for call = 1, calls do
    redis.call('ZADD', KEYS[i], text(now - ARGV[at + 2 * call]), ARGV[at + 2 * call - 1])
  end
  if calls > 0 then redis.call('PEXPIRE', KEYS[i], ARGV[2]) end
  at = at + 1 + 2 * calls
  local fields = tonumber(ARGV[at])
  for field = 1, fields do note(KEYS[i + 1], ARGV[at + 2 * field - 1], tonumber(ARGV[at + 2 * field])) end
  if fields > 0 then redis.call('PEXPIRE', KEYS[i + 1], ${KEEP_MS}) end
  at = at + 1 + 2 * fields
end
return {'OK', generation}`,
);
