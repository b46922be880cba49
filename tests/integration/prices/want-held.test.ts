import Fraction from "fraction.js";
import { beforeEach, describe, expect, test } from "vitest";
import { parseUnit } from "@/lib/cardano/unit";
import { db } from "@/lib/db";
import { heldInstants } from "@/lib/prices/held-prices";
import { readHeights } from "@/lib/prices/held-store";
import { wantHeld } from "@/lib/prices/want-held";
import { addWanted, markWanted, nextWanted, untradedUnits, valueWanted } from "@/lib/prices/wanted-store";
import { dayMs } from "@/lib/rates/instants";
import { emptyTables, withDatabase } from "@/tests/support/database";
import { startTestRedis } from "@/tests/support/redis";
import { addTransaction, addUser, addWallet } from "@/tests/support/rows";

const redis = await startTestRedis();
withDatabase(() => ({ ...redis.environment, MARKET: "on" }));
beforeEach(emptyTables);

const now = Date.UTC(2026, 5, 15, 10);
const token = parseUnit(`${"ab".repeat(28)}41`);
const at = (date: string) => new Date(`${date}T12:00:00Z`);
/** A block every twenty seconds, from a height that is known. */
const heightAt = (time: Date) => 10_000_000 + (time.getTime() - Date.UTC(2026, 0, 1)) / 20_000;

interface Story {
  readonly userId: string;
  readonly walletId: string;
}

async function moved({ userId, walletId }: Story, date: string, netChange: bigint): Promise<void> {
  const [time, height] = [at(date), heightAt(at(date))];
  await addTransaction(userId, walletId, {
    ...{ txHash: date.padStart(64, "0"), blockHeight: height, txTimestamp: time },
    flows: [{ unit: token, netChange: String(netChange) }],
  });
  const move = { unit: token, quantity: netChange, at: time, height };
  await addWanted(userId, walletId, [move], new Map([[token, new Fraction(2)]]));
}

/** 1,000,000 tokens come in, half of them go, all others go. */
async function story(): Promise<Story> {
  const userId = await addUser();
  const tip = new Date(now);
  const wallet = { subject: "stake1a", tipHeight: heightAt(tip), lastSyncedAt: tip };
  const told = { userId, walletId: await addWallet(userId, wallet) };
  await moved(told, "2026-02-01", 1_000_000n);
  await moved(told, "2026-03-20", -500_000n);
  return told;
}

const rows = async (walletId: string) =>
  (await db().wantedPrice.findMany({ where: { walletId }, orderBy: { day: "asc" } })).map(
    ({ day, askedFor, quantity, value }) => [day.toISOString().slice(0, 10), askedFor, Number(quantity), Number(value)],
  );

const held = [
  ["2026-02-01", "movement", 1_000_000, 2_000_000],
  ["2026-02-12", "chart", 1_000_000, 2_000_000],
  ["2026-03-12", "chart", 1_000_000, 2_000_000],
  ["2026-03-20", "movement", 500_000, 1_000_000],
  ["2026-04-09", "chart", 500_000, 1_000_000],
  ["2026-05-07", "chart", 500_000, 1_000_000],
  ["2026-05-16", "change", 500_000, 1_000_000],
  ["2026-06-04", "chart", 500_000, 1_000_000],
  ["2026-06-08", "change", 500_000, 1_000_000],
  ["2026-06-14", "change", 500_000, 1_000_000],
];

describe("What was held between movements", () => {
  test("is asked for once, however often it is noted, at heights past its times", async () => {
    const { userId, walletId } = await story();
    await wantHeld(userId, walletId, now);
    expect(await rows(walletId)).toEqual(held);
    await wantHeld(userId, walletId, now);
    expect(await rows(walletId)).toEqual(held);
    for (const { at: time, height, askedFor } of await db().wantedPrice.findMany({ where: { walletId } })) {
      if (askedFor === "movement") continue;
      expect(height).toBeGreaterThan(heightAt(time));
      // Half a day of blocks at most, where the next transaction is three months away.
      expect(height).toBeLessThan(heightAt(time) + 2_160);
    }
  });

  test("comes after what moved, and what changed before the chart", async () => {
    const { userId, walletId } = await story();
    await wantHeld(userId, walletId, now);
    const next = await nextWanted(userId, walletId, new Date(now - dayMs), 100);
    expect(next.map(({ day, askedFor }) => `${askedFor} ${day}`)).toEqual([
      ...["movement 2026-02-01", "movement 2026-03-20"],
      ...["change 2026-06-14", "change 2026-06-08", "change 2026-05-16"],
      ...["chart 2026-03-12", "chart 2026-02-12", "chart 2026-06-04", "chart 2026-05-07", "chart 2026-04-09"],
    ]);
  });

  test("goes where it is not asked for any more, and what was found of the rest stays found", async () => {
    const { userId, walletId } = await story();
    await wantHeld(userId, walletId, now);
    const next = await nextWanted(userId, walletId, new Date(now - dayMs), 100);
    await markWanted(
      userId,
      walletId,
      next.map((each) => ({ ...each, state: "found" as const })),
    );
    await wantHeld(userId, walletId, now + dayMs);
    const open = await nextWanted(userId, walletId, new Date(now), 100);
    expect(open.map(({ day }) => day)).toEqual(["2026-06-15", "2026-06-09", "2026-05-17"]);
    expect((await rows(walletId)).length).toBe(held.length);
  });

  test("waits for a pool where nobody is known to trade it, and is asked for again then", async () => {
    const { userId, walletId } = await story();
    await wantHeld(userId, walletId, now);
    const before = new Date(now - dayMs);
    const next = await nextWanted(userId, walletId, before, 100);
    await markWanted(
      userId,
      walletId,
      next.map((each) => ({ ...each, state: "untraded" as const })),
    );
    expect(await nextWanted(userId, walletId, before, 100)).toEqual([]);
    expect(await untradedUnits(userId, walletId, 10)).toEqual([token]);
    await valueWanted(userId, walletId, new Map([[token, new Fraction(2)]]));
    expect(await nextWanted(userId, walletId, before, 100)).toEqual(next);
  });

  test("is a movement's once one comes to light on that day, as if nothing had been asked for", async () => {
    const { userId, walletId } = await story();
    await wantHeld(userId, walletId, now);
    const [, , change] = await nextWanted(userId, walletId, new Date(now - dayMs), 3);
    if (change === undefined) throw new Error("nothing held is asked for");
    await markWanted(userId, walletId, [{ ...change, state: "found" }]);
    await moved({ userId, walletId }, "2026-06-14", -500_000n);
    await wantHeld(userId, walletId, now);
    const row = await db().wantedPrice.findFirstOrThrow({ where: { walletId, day: new Date("2026-06-14") } });
    expect(row).toMatchObject({
      ...{ askedFor: "movement", state: "open", several: false, at: at("2026-06-14") },
      height: heightAt(at("2026-06-14")),
    });
    await wantHeld(userId, walletId, now + 40 * dayMs);
    // Nothing is held any more, so nothing is asked for since then.
    expect((await rows(walletId)).map(([day]) => day)).toEqual([
      ...[
        "2026-02-01",
        "2026-02-12",
        "2026-03-12",
        "2026-03-20",
        "2026-04-09",
        "2026-05-07",
        "2026-06-04",
        "2026-06-14",
      ],
    ]);
  });

  test("is not asked for of spam, nor of what never came to an ADA", async () => {
    const { userId, walletId } = await story();
    await db().tokenMark.create({ data: { userId, unit: token, ownSpam: true } });
    await wantHeld(userId, walletId, now);
    expect((await rows(walletId)).length).toBe(2);
    await db().tokenMark.deleteMany();
    await db().wantedPrice.updateMany({ where: { walletId }, data: { value: 400_000 } });
    await wantHeld(userId, walletId, now);
    expect((await rows(walletId)).length).toBe(2);
  });

  test("has no height before the person's first transaction", async () => {
    const { userId, walletId } = await story();
    const times = heldInstants(now).map((instant) => new Date(instant.at));
    const heights = await readHeights(userId, walletId, times);
    expect(heights.map((height, index) => height === null || (times[index] ?? 0) > at("2026-02-01"))).not.toContain(
      false,
    );
    expect(heights.filter((height) => height !== null).length).toBe(8);
  });
});
