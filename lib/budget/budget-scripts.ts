/**
 * The shared token budget in Lua, run on Redis' own clock so that no two functions disagree about time. One hash:
 * `tokens` (float), `at` (ms), `day` (UTC day number), `used` (calls granted that day), `shut` (day on which the chain
 * said 402), `held` (ms until which nothing is granted), `wait` (ms of the open breaker's last wait, 0 when closed),
 * `probe` (1 while the breaker's one probe is out), `background` (calls granted to background work that day), `recent` (where
 * the source counts the calls of ten seconds: what was granted in each of the last slots, as `slot:calls,…`).
 * Beside it the accounts that asked lately, and for each account what it drew and what it was granted today.
 */

/** Nothing of ours is kept for ever: after two days without a call the bucket is full, and the day another. */
const keepState = "redis.call('EXPIRE', KEYS[1], 172800)";

/** Grants are remembered by slots of this length. */
const slotMs = 250;
/** The ten seconds that a source counts. */
const slotsCounted = 10_000 / slotMs;
/** How long a token lives of a source that counts its calls. */
export const countedTokenMs = 500;
/** A call of a slot's grant is made in that slot or, as long as its token lives, in one of these after it. */
const slotsLate = countedTokenMs / slotMs;
/** Grants of this slot and of so many before it may be ten seconds' calls. */
const slotsBetween = slotsCounted + slotsLate + 1;

/**
 * What may still be granted to a source that lets through so many calls in ten seconds. It may count the last ten seconds, or
 * as HAProxy does by periods of ten seconds: those of the one under way, and of the one before it the less, the longer ago it
 * ended. Nobody knows where its periods begin, nor when exactly a granted call is made, so that the worst counts. Both ways ten
 * seconds' calls at once are fine, and the same again only bit by bit.
 */
const window = `
local slot = math.floor(now / ${slotMs})
local function grantsOf(text)
  local slots = {}
  for at, calls in string.gmatch(text or '', '(%d+):(%d+)') do
    if tonumber(at) > slot - ${2 * slotsBetween} then slots[tonumber(at)] = tonumber(calls) end
  end
  return slots
end
-- How many were granted up to each slot, those that are to come included: nothing is granted in them yet.
local function upToEach(slots)
  local upTo, calls = {}, 0
  for at = slot - ${2 * slotsBetween + 1}, slot + ${2 * slotsBetween} do
    calls = calls + (slots[at] or 0)
    upTo[at] = calls
  end
  return upTo
end
local function roomAt(at, upTo, most)
  local room = most - (upTo[at] - upTo[at - ${slotsBetween}])
  for since = 0, ${slotsCounted} do
    local begun = at - since
    local before = upTo[begun - ${slotsLate + 1}] - upTo[begun - ${slotsCounted + slotsLate + 1}]
    local weight = math.min(1, 1 - (since - 1) / ${slotsCounted})
    room = math.min(room, most - math.ceil(before * weight - 1e-9) - (upTo[at] - upTo[begun - ${slotsLate + 1}]))
  end
  return room
end
local function textOf(slots)
  local parts = {}
  for at, calls in pairs(slots) do if calls > 0 then table.insert(parts, string.format('%d:%d', at, calls)) end end
  return table.concat(parts, ',')
end
`;

const settle = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local day = math.floor(now / 86400000)
local rps, capacity = tonumber(ARGV[1]), tonumber(ARGV[2])
local state = redis.call('HMGET', KEYS[1], 'tokens', 'at', 'day', 'used', 'shut', 'held', 'wait', 'probe', 'background', 'recent')
if not state[1] then return {-1} end
local elapsed = math.max(0, now - tonumber(state[2]))
local tokens = math.min(capacity, tonumber(state[1]) + elapsed * rps / 1000)
local used, background = tonumber(state[4]), tonumber(state[9] or 0)
if tonumber(state[3]) ~= day then used, background = 0, 0 end
local shut, held = tonumber(state[5] or -1), tonumber(state[6] or 0)
local wait, probe = tonumber(state[7] or 0), tonumber(state[8] or 0)
${window}
local recent = grantsOf(state[10])
local function save()
  redis.call('HSET', KEYS[1], 'tokens', tostring(tokens), 'at', tostring(math.max(now, tonumber(state[2]))), 'day', tostring(day),
    'used', tostring(used), 'shut', tostring(shut), 'held', tostring(held), 'wait', tostring(wait), 'probe', tostring(probe), 'background', tostring(background), 'recent', textOf(recent))
  ${keepState}
end
local untilMidnight = (day + 1) * 86400000 - now
`;

/** Who has not asked for this long wants nothing just now; longer than a step waits for tokens. */
const activeMs = 60_000;
/** Small work has all that it wants by then, or asks again. */
const activeWithSmallMs = 5_000;

/**
 * Of the bucket, what is kept for small work while the rest is spent: more than a first sync of 80 transactions outruns; among
 * several also what the first calls of others take, whose size is not known yet.
 */
const reserve = { alone: "capacity / 6", amongOthers: "capacity / 4" } as const;
/** Whoever draws no more than this, by what is known of the work, may spend the reserve: a small first sync, a page, a refresh. */
const smallWork = "capacity / 4";
/** What a list and its count take: while there is no plenty, work of unknown size gets no more at once. */
const callsToCount = 3;
/** Of what a source lets through in ten seconds, the part that a wait is worth: what comes bit by bit is used bit by bit. */
const worthAWait = "most / 20";
/** Of the day, what is kept for those who have not come yet; it shrinks with what is left of the day. */
const keptForLater = "quota / 2 * untilMidnight / 86400000";

/**
 * How the account that asks stands beside the others: who else asked lately (\`others\`), what it was granted today (\`mine\`), and
 * what it drew, which ebbs at its equal part of the refill, a tenth of a part kept for whoever comes next.
 * KEYS: budget, accounts that asked lately, the account's own state.
 * A draw is remembered up to half a bucket beyond a whole one: while its step waits for tokens it ebbs by some 130, and one
 * that were capped where the reserve is full would wake up without any.
 */
const account = `
redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', now - ${activeMs})
local others = redis.call('ZCARD', KEYS[2])
if redis.call('ZSCORE', KEYS[2], KEYS[3]) then others = others - 1 end
local own = redis.call('HMGET', KEYS[3], 'drawn', 'at', 'day', 'used')
local mine = tonumber(own[4] or 0)
if tonumber(own[3] or -1) ~= day then mine = 0 end
local ebbed = math.max(0, now - tonumber(own[2] or now)) * rps / (others + 1.1) / 1000
local drawn = math.max(0, tonumber(own[1] or 0) - ebbed)
local function draws(amount)
  drawn = math.max(0, math.min(capacity * 1.5, drawn + amount))
  mine = math.max(0, mine + amount)
  redis.call('HSET', KEYS[3], 'drawn', tostring(drawn), 'at', tostring(now), 'day', tostring(day), 'used', tostring(mine))
  redis.call('PEXPIRE', KEYS[3], untilMidnight + 3600000)
end
`;

/**
 * ARGV: rps, capacity, wanted, calls that the whole work still takes (-1: not known yet), daily quota, probe's time in ms, calls a day for background
 * work (-1: a person waits), the account's share of the day, the part of what is left that it may have at most, calls that the source
 * lets through in ten seconds (-1: it does not count them)
 * → {granted, tokens left to it, kind, retry in ms, its calls in 1,000 s, calls left to it today,
 * calls that a day like this gives it}. Kind: 0 granted or out of
 * tokens, 1 out of quota, 2 held, 3 granted as the breaker's probe, 4 out of the background's part of the quota, 5 out of the
 * account's share of the day. {-1} when there is no state yet.
 *
 * The day: an account has its share, and less as little is left, but a small first sync always. While nobody else asks it has
 * more, down to what is kept for those who come later.
 * The moment: small work may empty the bucket. All other leaves the reserve, background work more; and who is a whole bucket
 * ahead of its part leaves some more to the others, so that they find tokens at once.
 */
export const takeScript = `${settle}${account}
local wanted, need, quota, share = tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[8])
local ofBackground = tonumber(ARGV[7])
local isBackground = ofBackground >= 0
local small = ${smallWork}
local left = quota - used
local besideOthers = math.min(share, math.max(small, left * tonumber(ARGV[9])))
local allowed = besideOthers
if others == 0 then allowed = math.max(allowed, mine + left - ${keptForLater}) end
local room = math.floor(math.min(left, allowed - mine))
if need < 0 and not isBackground and tokens < capacity / 2 then wanted = math.min(wanted, ${callsToCount}) end
local isSmall = drawn + math.max(need, wanted) <= small
if mine >= besideOthers then redis.call('ZREM', KEYS[2], KEYS[3])
elseif not isBackground then
  redis.call('ZADD', KEYS[2], isSmall and now - ${activeMs - activeWithSmallMs} or now, KEYS[3])
  redis.call('PEXPIRE', KEYS[2], ${activeMs})
end
local pace = (isSmall and not isBackground) and rps or rps / (others + 1)
local floor = 0
if isBackground then floor = capacity * 0.4
elseif not isSmall then
  floor = ${reserve.alone}
  if others > 0 then floor = ${reserve.amongOthers} + math.max(0, math.min(capacity / 12, drawn - capacity)) end
end
floor = math.floor(floor)
local most = tonumber(ARGV[10])
local function leftNow()
  local left = math.floor(tokens) - floor
  return most < 0 and left or math.min(left, roomAt(slot, upToEach(recent), most))
end
local function msUntilWorth()
  local worth = math.min(need > 0 and need or wanted, math.max(1, math.floor(${worthAWait})))
  local upTo = upToEach(recent)
  local at = slot + 1
  while at < slot + ${2 * slotsBetween} and roomAt(at, upTo, most) < worth do at = at + 1 end
  local ms = at * ${slotMs} - now
  return math.max(ms, math.ceil((worth + floor - tokens) * 1000 / rps))
end
local function answer(granted, kind, retry)
  if kind == 0 and granted == 0 and most >= 0 then retry = msUntilWorth() end
  return {granted, leftNow(), kind, retry, math.floor(pace * 1000), math.max(0, room - granted), math.floor(math.max(share, allowed))}
end
if shut == day or left <= 0 then return answer(0, 1, untilMidnight) end
if held > now then return answer(0, 2, held - now) end
if isBackground and background >= ofBackground then return answer(0, 4, untilMidnight) end
if room <= 0 then return answer(0, 5, untilMidnight) end
local kind = 0
if wait > 0 then wanted = math.min(wanted, 1) end
local granted = math.max(0, math.min(wanted, leftNow(), room))
if isBackground then granted = math.min(granted, ofBackground - background) end
if wait > 0 and granted > 0 then
  kind, probe, held = 3, 1, now + tonumber(ARGV[6])
end
tokens = tokens - granted
if most >= 0 then recent[slot] = (recent[slot] or 0) + granted end
used = used + granted
if isBackground then background = background + granted end
draws(granted)
save()
return answer(granted, kind, 0)
`;

/**
 * ARGV: rps, capacity, unused tokens, 1 for background work, calls that were not needed after all: the day has them again, and not
 * the account, so that it cannot tell them from its others → {tokens}.
 */
export const giveBackScript = `${settle}${account}
local unused, spared = tonumber(ARGV[3]), tonumber(ARGV[5])
tokens = math.min(capacity, tokens + unused)
local toForget = unused
for at = slot, slot - ${slotsBetween}, -1 do
  local forgotten = math.min(toForget, recent[at] or 0)
  if forgotten > 0 then recent[at], toForget = recent[at] - forgotten, toForget - forgotten end
end
used = math.max(0, used - unused - spared)
if ARGV[4] == '1' then background = math.max(0, background - unused - spared) end
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

/** ARGV: tokens, used, calls that may have been made just now. Writes the first state and never overwrites one. */
export const seedScript = `
if redis.call('EXISTS', KEYS[1]) == 1 then return {0} end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('HSET', KEYS[1], 'tokens', ARGV[1], 'at', tostring(now), 'day', tostring(math.floor(now / 86400000)), 'used', ARGV[2],
  'shut', '-1', 'held', '0', 'wait', '0', 'probe', '0', 'recent', string.format('%d:%s', math.floor(now / ${slotMs}), ARGV[3]))
${keepState}
return {1}
`;
