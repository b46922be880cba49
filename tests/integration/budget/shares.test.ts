import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { startRedis, type LocalRedis } from "@/dev/redis/server";
import { type Asker, blockfrostBudget } from "@/lib/budget/budget";
import { seedScript } from "@/lib/budget/budget-scripts";
import { redis, redisKey } from "@/lib/redis";
import { withDatabase } from "@/tests/support/database";

const midnight = Date.UTC(2026, 0, 5);
const [second, hour] = [1_000, 3_600_000];
const [quota, burst] = [10_000, 480];
const shareOf = ({ isGuest }: Asker) => quota * (isGuest ? 0.05 : 0.15);
/** Less as little is left of the day, but a small first sync always. */
const besideOthers = (asker: Asker, left: number) =>
  Math.min(shareOf(asker), Math.max(burst / 4, left * (asker.isGuest ? 0.25 : 0.5)));
let now = midnight;
let server: LocalRedis;
const environment: Record<string, string> = { BLOCKFROST_DAILY_QUOTA: String(quota) };

beforeAll(async () => {
  server = await startRedis({ token: "test-redis-token", now: () => now });
  environment.UPSTASH_REDIS_REST_URL = server.url;
});
withDatabase(() => environment);
afterAll(() => server.close());
beforeEach(() => begin(0));

/** A day of which `used` calls are spent, with a full bucket. */
async function begin(used: number, at = midnight): Promise<void> {
  now = at;
  await redis().flushdb();
  await redis().eval(seedScript, [redisKey("blockfrost", "budget")], [String(burst), String(used)]);
}

const person = (userId: string, isGuest = true): Asker => ({ userId, isGuest, isBackground: false });
const guest = person("guest");
const signedIn = person("signed-in", false);
const other = person("other");

/** Takes what it gets, every ten seconds, until it is refused for the day; `besides` asks in between. */
async function takeAll(
  asker: Asker,
  besides?: Asker,
): Promise<{ taken: number; refusal: string | null; retryInMs: number }> {
  for (let taken = 0; ; now += 10 * second) {
    if (besides !== undefined) await blockfrostBudget.take(1, besides);
    const grant = await blockfrostBudget.take(80, asker, { need: 5_000 });
    taken += grant.granted;
    if (grant.refusal !== null && grant.refusal !== "rate_limit") return { ...grant, taken };
  }
}

test("while others want some a guest has 5 % of the day and who is signed in 15 %; both go on at 00:00 UTC", async () => {
  for (const asker of [guest, signedIn]) {
    const { taken, refusal, retryInMs } = await takeAll(asker, other);
    expect({ taken, refusal }).toEqual({ taken: shareOf(asker), refusal: "daily_share" });
    expect(now + retryInMs).toBe(midnight + 24 * hour);
  }
  now = midnight + 24 * hour;
  expect((await blockfrostBudget.take(80, guest, { need: 5_000 })).granted).toBe(80);
});

test("alone an account has more, down to half of what is left of the day, and the whole of it towards its end", async () => {
  const { taken } = await takeAll(guest);
  expect(taken).toBeGreaterThan(quota / 2);
  // It grows by as much as the day has passed meanwhile.
  expect(taken).toBeLessThan(quota * 0.52);
  await begin(quota * 0.9, midnight + 23.9 * hour);
  expect((await takeAll(guest)).taken).toBeGreaterThan(quota * 0.09);
});

test("two that have had their share do not keep each other from what nobody else wants", async () => {
  await takeAll(guest, other);
  await takeAll(signedIn, other);
  now += 61 * second;
  const grants = [
    await blockfrostBudget.take(40, guest, { need: 5_000 }),
    await blockfrostBudget.take(40, signedIn, { need: 5_000 }),
  ];
  expect(grants.map(({ granted }) => granted)).toEqual([40, 40]);
});

test("as little is left nobody has much of it, and a small first sync still passes", async () => {
  await begin(quota * 0.96);
  expect((await takeAll(guest, other)).taken).toBeLessThanOrEqual(120);
  const grant = await blockfrostBudget.take(90, person("newcomer"), { need: 90 });
  expect(grant.granted).toBe(90);
});

test("what others had brought costs the account its share, and the day nothing", async () => {
  await blockfrostBudget.take(80, guest, { need: 5_000 });
  const before = (await blockfrostBudget.take(1, guest, { need: 5_000 })).pace.callsToday;
  await blockfrostBudget.giveBack(0, guest, 60);
  expect((await blockfrostBudget.read()).usedToday).toBe(21);
  await blockfrostBudget.take(1, other);
  const { pace } = await blockfrostBudget.take(1, guest, { need: 5_000 });
  expect(pace.callsToday).toBe(shareOf(guest) - 82);
  expect(before).toBeGreaterThan(pace.callsToday);
});

test("the pace says how an account gets calls beside the others, and how many today", async () => {
  const guests = Array.from({ length: 4 }, (_, index) => person(`guest-${String(index)}`));
  for (const each of guests) await blockfrostBudget.take(10, each, { need: 5_000 });
  const { pace } = await blockfrostBudget.take(10, guest, { need: 5_000 });
  expect(pace).toMatchObject({ callsPerSecond: 2, callsToday: shareOf(guest) - 10, callsADay: shareOf(guest) });
  // Small work goes before all that.
  expect((await blockfrostBudget.take(10, other, { need: 80 })).pace.callsPerSecond).toBe(10);
});

const deed = fc.record({
  who: fc.integer({ min: 0, max: 3 }),
  wanted: fc.integer({ min: 1, max: 200 }),
  need: fc.option(fc.integer({ min: 1, max: 9_000 }), { nil: undefined }),
  waits: fc.integer({ min: 0, max: 9 }),
  unused: fc.integer({ min: 0, max: 20 }),
  isBackground: fc.boolean(),
});

test("whoever asks for what and when: the day, the rate and the shares hold", async () => {
  const play = async (deeds: readonly (typeof deed extends fc.Arbitrary<infer T> ? T : never)[], used: number) => {
    await begin(used);
    const had = new Map<string, number>();
    const lately = new Map<string, number>();
    let spent = 0;
    for (const { who, wanted, need, waits, unused, isBackground } of deeds) {
      now += waits * second;
      const asker = { ...person(`u${String(who)}`, who % 2 === 0), isBackground };
      const before = had.get(asker.userId) ?? 0;
      const grant = await blockfrostBudget.take(wanted, asker, { need });
      const isAlone = [...lately].every(([userId, at]) => userId === asker.userId || now - at >= 5 * second);
      // Who has had their share keeps nobody from more.
      const most = besideOthers(asker, quota - used - spent);
      if (before >= most) lately.delete(asker.userId);
      else if (!isBackground) lately.set(asker.userId, now);
      expect(grant.granted).toBeLessThanOrEqual(wanted);
      if (!isAlone) expect(before + grant.granted).toBeLessThanOrEqual(Math.max(before, most));
      const back = Math.min(unused, grant.granted);
      await blockfrostBudget.giveBack(back, asker);
      had.set(asker.userId, before + grant.granted - back);
      spent += grant.granted - back;
      expect(spent).toBeLessThanOrEqual(Math.min(quota - used, burst + (10 * (now - midnight)) / second));
      expect((await blockfrostBudget.read()).usedToday).toBe(used + spent);
    }
  };
  const used = fc.integer({ min: 0, max: quota });
  await fc.assert(fc.asyncProperty(fc.array(deed, { minLength: 60, maxLength: 140, size: "max" }), used, play), {
    numRuns: 12,
    // A slow machine plays fewer.
    interruptAfterTimeLimit: 60_000,
  });
}, 180_000);
