/**
 * The shared token budget in Lua, run on Redis' own clock so that no two functions disagree about time. One hash:
 * `tokens` (float), `at` (ms), `day` (UTC day number), `used` (calls granted that day), `shut` (day on which the chain
 * said 402), `held` (ms until which nothing is granted), `wait` (ms of the open breaker's last wait, 0 when closed),
 * `probe` (1 while the breaker's one probe is out), `background` (calls granted to background work that day).
 * Beside it the users who asked lately, and for each of them what was drawn.
 */

/** Nothing of ours is kept for ever: after two days without a call the bucket is full, and the day another. */
const keepState = "redis.call('EXPIRE', KEYS[1], 172800)";

const settle = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local day = math.floor(now / 86400000)
local rps, capacity = tonumber(ARGV[1]), tonumber(ARGV[2])
local state = redis.call('HMGET', KEYS[1], 'tokens', 'at', 'day', 'used', 'shut', 'held', 'wait', 'probe', 'background')
if not state[1] then return {-1} end
local elapsed = math.max(0, now - tonumber(state[2]))
local tokens = math.min(capacity, tonumber(state[1]) + elapsed * rps / 1000)
local used, background = tonumber(state[4]), tonumber(state[9] or 0)
if tonumber(state[3]) ~= day then used, background = 0, 0 end
local shut, held = tonumber(state[5] or -1), tonumber(state[6] or 0)
local wait, probe = tonumber(state[7] or 0), tonumber(state[8] or 0)
local function save()
  redis.call('HSET', KEYS[1], 'tokens', tostring(tokens), 'at', tostring(math.max(now, tonumber(state[2]))), 'day', tostring(day),
    'used', tostring(used), 'shut', tostring(shut), 'held', tostring(held), 'wait', tostring(wait), 'probe', tostring(probe), 'background', tostring(background))
  ${keepState}
end
local untilMidnight = (day + 1) * 86400000 - now
`;

/** A user who has not asked for this long leaves the others a larger part; longer than a step waits for tokens. */
const activeMs = 60_000;

/**
 * Deficit round-robin over users. What a user drew ebbs at the user's equal part of the refill, a tenth of a part kept for
 * whoever comes next. Who is a whole bucket ahead leaves up to a seventh of the bucket to the others, so that they find tokens at
 * once; tokens above that belong to nobody and are granted. KEYS: budget, active users, the user's draw.
 * A draw is remembered up to half a bucket beyond that point: while its step waits for tokens it ebbs by some 130, and one
 * that were capped where the reserve is full would wake up without any (measured: small wallets take 9.3 s, not 3.3 s).
 */
const fairness = `
redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', now - ${activeMs})
redis.call('ZADD', KEYS[2], now, KEYS[3])
redis.call('PEXPIRE', KEYS[2], ${activeMs})
local part = rps / (redis.call('ZCARD', KEYS[2]) + 0.1)
local draw = redis.call('HMGET', KEYS[3], 'drawn', 'at')
local drawn = math.max(0, tonumber(draw[1] or 0) - math.max(0, now - tonumber(draw[2] or now)) * part / 1000)
local function draws(amount)
  drawn = math.max(0, math.min(capacity * 1.5, drawn + amount))
  redis.call('HSET', KEYS[3], 'drawn', tostring(drawn), 'at', tostring(now))
  redis.call('PEXPIRE', KEYS[3], 3600000)
end
`;

/**
 * ARGV: rps, capacity, wanted, floor, daily quota, probe's time in ms, calls a day for background work (-1: a person waits)
 * → {granted, tokens left, kind, retry in ms}. Kind: 0 granted or out of tokens, 1 out of quota, 2 held, 3 granted as the
 * breaker's probe, 4 out of the background's part of the quota. {-1} when there is no state yet.
 */
export const takeScript = `${settle}${fairness}
local wanted, quota, share = tonumber(ARGV[3]), tonumber(ARGV[5]), tonumber(ARGV[7])
local floor = math.floor(math.max(tonumber(ARGV[4]), math.min(capacity / 7, drawn - capacity)))
if shut == day or used >= quota then return {0, math.floor(tokens) - floor, 1, untilMidnight} end
if held > now then return {0, math.floor(tokens) - floor, 2, held - now} end
if share >= 0 and background >= share then return {0, math.floor(tokens) - floor, 4, untilMidnight} end
local kind = 0
if wait > 0 then wanted = math.min(wanted, 1) end
local granted = math.max(0, math.min(wanted, math.floor(tokens) - floor, quota - used))
if share >= 0 then granted = math.min(granted, share - background) end
if wait > 0 and granted > 0 then
  kind, probe, held = 3, 1, now + tonumber(ARGV[6])
end
tokens = tokens - granted
used = used + granted
if share >= 0 then background = background + granted end
draws(granted)
save()
return {granted, math.floor(tokens) - floor, kind, 0}
`;

/** ARGV: rps, capacity, unused tokens, 1 for background work → {tokens}. */
export const giveBackScript = `${settle}${fairness}
local unused = tonumber(ARGV[3])
tokens = math.min(capacity, tokens + unused)
used = math.max(0, used - unused)
if ARGV[4] == '1' then background = math.max(0, background - unused) end
draws(-unused)
save()
return {math.floor(tokens)}
`;

/** ARGV: rps, capacity. The chain said 402: nothing more is granted until the next UTC day. → {ms until then} */
export const shutDayScript = `${settle}
shut = day
save()
return {untilMidnight}
`;

/** ARGV: rps, capacity, ms. The chain said 429: the bucket was too hopeful. → {ms until calls go on} */
export const holdScript = `${settle}
tokens = 0
held = math.max(held, now + tonumber(ARGV[3]))
save()
return {held - now}
`;

/**
 * ARGV: rps, capacity, first wait, longest wait. The chain said 418: the breaker opens, or stays open twice as long after
 * its probe failed. Other calls that were under way when it opened change nothing. → {ms until the next probe}
 */
export const openBreakerScript = `${settle}
if wait == 0 or probe == 1 then
  wait = math.min(tonumber(ARGV[4]), math.max(tonumber(ARGV[3]), wait * 2))
  held = math.max(held, now + wait)
  probe = 0
end
save()
return {math.max(1, held - now)}
`;

/** ARGV: rps, capacity. The probe was answered. */
export const closeBreakerScript = `${settle}
if probe == 1 then wait, probe, held = 0, 0, 0 end
save()
return {0}
`;

/** ARGV: rps, capacity → {tokens, used today, of that background, 1 when 402 shut the day, ms held, breaker's wait in ms}. */
export const peekScript = `${settle}
return {math.floor(tokens), used, background, shut == day and 1 or 0, math.max(0, held - now), wait}
`;

/** ARGV: tokens, used. Writes the first state and never overwrites one. */
export const seedScript = `
if redis.call('EXISTS', KEYS[1]) == 1 then return {0} end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('HSET', KEYS[1], 'tokens', ARGV[1], 'at', tostring(now), 'day', tostring(math.floor(now / 86400000)), 'used', ARGV[2],
  'shut', '-1', 'held', '0', 'wait', '0', 'probe', '0')
${keepState}
return {1}
`;
