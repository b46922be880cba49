import "server-only";
import { AppError } from "@/lib/contract/app-error";
import { log } from "@/lib/log";
import { currentAsker, type Asker } from "@/lib/asker";
import { queue } from "@/lib/queue/queue";
import { redisKey, withRedis } from "@/lib/redis";

/** Of the queue's day, what one may begin; the rest of the day is for everybody else, and for what goes on by itself. */
const shares = { guest: 0.2, account: 0.4, address: 0.6 } as const;
/** In a minute, by far more than hands can ask for. */
const perMinute = { account: 120, address: 480 } as const;

/**
 * Counters of windows that end by themselves. KEYS: one for each window. ARGV: messages wanted, then limit and seconds of each
 * → the place of the first that has no room (nothing is counted then), 0 where all have.
 */
const takeScript = `
local wanted = tonumber(ARGV[1])
for place, key in ipairs(KEYS) do
  if tonumber(redis.call('GET', key) or 0) + math.max(wanted, 1) > tonumber(ARGV[2 * place]) then return place end
end
if wanted == 0 then return 0 end
for place, key in ipairs(KEYS) do
  redis.call('INCRBY', key, wanted)
  redis.call('EXPIRE', key, ARGV[2 * place + 1], 'NX')
end
return 0
`;

interface Window {
  readonly key: string;
  readonly limit: number;
  readonly seconds: number;
  readonly detail: string;
}

const aMoment = "Too many requests at once. Try again in a moment.";
const today = "That was the last of what you can begin today. Your wallets are refreshed by themselves, too.";
const network = "Too much was begun from your network today. Your wallets are refreshed by themselves, too.";

/**
 * Counts messages against whoever asks for them: the one place on the way to the queue, so that no route can spend the day of
 * all others. Throws `rate_limited`. What nobody asked for is not counted, and nothing is while Redis is away.
 */
export async function takeAllowance(messages: number): Promise<void> {
  const asker = currentAsker();
  if (asker === null) return;
  const now = new Date();
  const windows = windowsOf(asker, now);
  const args = windows.flatMap(({ limit, seconds }) => [String(limit), String(seconds)]);
  const full = await reached(windows, [String(messages), ...args]);
  if (full === undefined) return;
  const { seconds, detail } = full;
  const left = seconds - ((now.getTime() / 1000) % seconds);
  throw new AppError({ code: "rate_limited", detail, retryable: true, retryAfterSeconds: Math.ceil(left) });
}

/** Whether whoever asks may begin something at all: to be asked before anything of it is stored. Throws `rate_limited`. */
export function assertAllowance(): Promise<void> {
  return takeAllowance(0);
}

async function reached(windows: readonly Window[], args: string[]): Promise<Window | undefined> {
  const keys = windows.map(({ key }) => key);
  try {
    const place = await withRedis(1, (redis) => redis.eval<string[], number>(takeScript, keys, args));
    return windows[place - 1];
  } catch (error) {
    log.warn("allowance.uncounted", { error });
    return undefined;
  }
}

function windowsOf({ account, address }: Asker, now: Date): Window[] {
  const ofAddress = windowPair(`address:${address}`, perMinute.address, shares.address, now, network);
  if (account === null) return ofAddress;
  const share = account.isGuest ? shares.guest : shares.account;
  return [...windowPair(`account:${account.userId}`, perMinute.account, share, now, today), ...ofAddress];
}

/** This minute's and this day's (UTC), as the queue counts its own. */
function windowPair(who: string, minutely: number, share: number, now: Date, detail: string): Window[] {
  const [day, minute] = [86_400, 60].map((seconds) => String(Math.floor(now.getTime() / 1000 / seconds)));
  const daily = Math.max(2, Math.floor(queue().dailyMessages * share));
  return [
    { key: redisKey("allowance", who, `minute-${minute}`), limit: minutely, seconds: 60, detail: aMoment },
    { key: redisKey("allowance", who, `day-${day}`), limit: daily, seconds: 86_400, detail },
  ];
}
