import { beforeAll, expect, test } from "vitest";
import { methods } from "@/lib/accounting/rules";
import { dropDerived } from "@/lib/cache/derived";
import { defaultAccounting, type AccountingSettings } from "@/lib/contract/accounting";
import { db } from "@/lib/db";
import { Random } from "@/dev/chain/model/random";
import { foldHistory } from "@/lib/gains/fold-history";
import { claimFold, cutFold, releaseFold } from "@/lib/gains/fold-store";
import type { Prisma } from "@/lib/generated/prisma/client";
import { syncNewWallet } from "@/tests/support/synced-wallet";
import { gainsAnew, toldGains } from "@/tests/support/told-gains";
import { valued } from "@/tests/support/valued-wallet";
import { walkAllPools } from "@/tests/support/walk-all-pools";
import { withUnlimitedChain } from "@/tests/support/unlimited-chain";

const simulated = await withUnlimitedChain();
let [userId, walletId] = ["", ""];
beforeAll(async () => {
  await walkAllPools();
  ({ userId, walletId } = await syncNewWallet(simulated.demoAddress, 60_000));
  await valued(walletId, 80_000);
}, 150_000);

const inAda: AccountingSettings = { ...defaultAccounting, currency: "ADA" };

/** Some transactions a piece, and one piece a call: each call is one that was killed after it. */
async function inPieces(settings: AccountingSettings, random: Random) {
  const size = random.int(3, 25);
  let kills = 4;
  for (let calls = 0; ; calls += 1) {
    if (calls > 300) throw new Error("it never ends");
    const together = random.int(0, 3) === 0 ? 2 : 1;
    const all = await Promise.all(Array.from({ length: together }, () => foldHistory(userId, settings, 0, size)));
    if (all.some(({ isDone }) => isDone)) return toldGains(userId);
    // Killed after it had taken away what it was about to tell.
    if (kills > 0 && random.int(0, 4) === 0) {
      kills -= 1;
      const fence = await claimFold(userId);
      if (fence === null) throw new Error("nobody held it");
      const { _max } = await db().gainsSegment.aggregate({ where: { userId }, _max: { seq: true } });
      const at = random.int(0, (_max.seq ?? 0) + 1);
      await cutFold(userId, fence, at, random.int(at, (_max.seq ?? 0) + 1));
      await releaseFold(userId, fence);
    }
  }
}

type Change = (random: Random) => Promise<void>;
const restore: (() => Promise<unknown>)[] = [];

async function someLeg(random: Random) {
  const legs = await db().transactionEvent.findMany({
    where: { userId },
    include: { transaction: true },
    orderBy: [{ transaction: { blockHeight: "asc" } }, { transactionId: "asc" }, { index: "asc" }],
  });
  const leg = legs[random.int(0, legs.length - 1)];
  if (leg === undefined) throw new Error("the demo wallet has legs");
  return leg;
}

const changes: Record<string, Change> = {
  correction: async (random) => {
    const { unit, role, orderRef, ordinal, quantity, transaction } = await someLeg(random);
    const leg = {
      walletId,
      txHash: transaction.txHash,
      role,
      unit,
      incoming: quantity.gt(0),
      orderRef: orderRef ?? "",
      ordinal,
    };
    const action = random.pick(["send", "receive", "direct_swap", "burn", "airdrop", "mint"]);
    await db().eventCorrection.upsert({
      where: { walletId_txHash_role_unit_incoming_orderRef_ordinal: leg },
      create: { userId, ...leg, action },
      update: { action },
    });
  },
  "a word": async (random) => {
    const { unit, role, orderRef, ordinal, quantity, transaction } = await someLeg(random);
    const leg = {
      ...{ walletId, txHash: transaction.txHash, role, unit, incoming: quantity.gt(0) },
      ...{ orderRef: orderRef ?? "", ordinal },
    };
    const said = { kind: random.pick(["gift", "own_transfer", "ignore"]), value: null, basis: null, currency: null };
    await db().eventCorrection.upsert({
      where: { walletId_txHash_role_unit_incoming_orderRef_ordinal: leg },
      create: { userId, ...leg, ...said },
      update: said,
    });
  },
  "an opening lot": async (random) => {
    const { unit, transaction } = await someLeg(random);
    const lot = { unit, quantity: random.int(1, 1_000_000), acquiredAt: transaction.txTimestamp, cost: "12.5" };
    await db().openingLot.create({ data: { userId, ...lot, currency: "ADA" } });
  },
  "the address book": async (random) => {
    const known = await db().transactionEvent.findMany({
      where: { userId, counterparty: { not: null } },
      distinct: ["counterparty"],
      orderBy: { counterparty: "asc" },
    });
    const address = random.pick(known).counterparty ?? "";
    const kind = random.pick(["exchange", "friend", "shop"]);
    const entry = { kind, label: "somebody" };
    await db().addressBook.upsert({
      where: { userId_address: { userId, address } },
      create: { userId, address, ...entry },
      update: entry,
    });
    await dropDerived(userId);
  },
  spam: async (random) => {
    const { unit } = await someLeg(random);
    const ownSpam = random.int(0, 1) === 0;
    await db().tokenMark.upsert({
      where: { userId_unit: { userId, unit } },
      create: { userId, unit, ownSpam },
      update: { ownSpam },
    });
  },
  "own price": async (random) => {
    const { unit, transaction } = await someLeg(random);
    const price = String(random.int(1, 900));
    const at = transaction.txTimestamp;
    const said = { userId, unit, isDay: false, at, price, currency: "ADA", decimals: 0 };
    await db().ownPrice.upsert({
      where: { userId_unit_isDay_at: { userId, unit, isDay: false, at } },
      create: said,
      update: { price },
    });
    await dropDerived(userId);
  },
  "a price of the past": async (random) => {
    const points = await db().pricePoint.findMany({
      where: { price: { not: null } },
      orderBy: [{ at: "asc" }, { unit: "asc" }],
    });
    const { unit, poolUnit, txHash } = points[random.int(0, points.length - 1)] ?? {};
    if (unit === undefined || poolUnit === undefined || txHash === undefined)
      throw new Error("the demo chain has prices");
    await db().pricePoint.update({
      where: { unit_poolUnit_txHash: { unit, poolUnit, txHash } },
      data: { price: `${String(random.int(1, 99))}/7` },
    });
  },
  "a reward": async (random) => {
    const rewards = await db().stakingReward.findMany({ where: { userId }, orderBy: { epoch: "asc" } });
    const reward = rewards[random.int(0, rewards.length - 1)];
    if (reward === undefined) throw new Error("the demo wallet has rewards");
    const { walletId: of, epoch, type, poolId } = reward;
    await db().stakingReward.update({
      where: { walletId_epoch_type_poolId: { walletId: of, epoch, type, poolId } },
      data: { amount: random.int(1, 1_000_000) },
    });
  },
  "a rollback, and its transactions again": async (random) => {
    const transactions = await db().transaction.findMany({
      where: { userId },
      orderBy: { blockHeight: "desc" },
      take: random.int(1, 30),
    });
    const ids = transactions.map(({ id }) => id);
    const events = await db().transactionEvent.findMany({ where: { transactionId: { in: ids } } });
    const flows = await db().assetFlow.findMany({ where: { transactionId: { in: ids } } });
    await db().transaction.deleteMany({ where: { id: { in: ids } } });
    restore.push(async () => {
      await db().transaction.createMany({
        data: transactions.map((row) => ({ ...row, trace: row.trace as Prisma.InputJsonValue })),
      });
      await db().assetFlow.createMany({ data: flows });
      await db().transactionEvent.createMany({ data: events });
    });
  },
};

function otherRules(settings: AccountingSettings, random: Random): AccountingSettings {
  const method = random.pick([...methods]);
  const later = { fromYear: random.int(2023, 2026), method: random.pick([...methods]) };
  return random.pick<AccountingSettings>([
    { ...settings, methods: [{ fromYear: 2017, method }] },
    { ...settings, methods: [{ fromYear: 2017, method }, later] },
    { ...settings, scope: settings.scope === "wallet" ? "universal" : "wallet" },
    { ...settings, rewardDate: random.pick(["earned", "spendable", "withdrawn"]) },
    { ...settings, taxYearStart: random.pick(["01-01", "04-06", "07-01"]) },
    { ...settings, liquidity: settings.liquidity === "carry" ? "trade" : "carry" },
  ]);
}

test.each([1, 2, 3, 4, 5, 6])(
  "told in pieces, killed, side by side, and after changes it is what it is anew (%i)",
  async (seed) => {
    const random = new Random(`fold ${String(seed)}`);
    let settings = otherRules(inAda, random);
    for (let step = 0; step < 6; step += 1) {
      const pieces = await inPieces(settings, random);
      const { transactions } = await foldedSegments();
      expect(transactions).toBe(await db().transaction.count({ where: { userId } }));
      const kept = await keepFold();
      const whole = await gainsAnew(userId, settings);
      expect(pieces).toEqual(whole);
      await kept();
      for (const back of restore.splice(0)) await back();
      if (random.int(0, 1) === 0) settings = otherRules(settings, random);
      const names = Object.keys(changes);
      for (let n = random.int(0, 2); n > 0; n -= 1) await changes[random.pick(names)]?.(random);
    }
    for (const back of restore.splice(0)) await back();
  },
  120_000,
);

async function foldedSegments() {
  const { _sum, _count } = await db().gainsSegment.aggregate({
    where: { userId },
    _sum: { transactions: true },
    _count: true,
  });
  return { transactions: _sum.transactions, segments: _count };
}

/** So that what was told in pieces goes on with pieces. */
async function keepFold() {
  const fold = await db().gainsFold.findUniqueOrThrow({ where: { userId } });
  const segments = await db().gainsSegment.findMany({ where: { userId } });
  const rows = await db().gainsRow.findMany({ where: { userId } });
  return async () => {
    await db().gainsRow.deleteMany({ where: { userId } });
    await db().gainsSegment.deleteMany({ where: { userId } });
    await db().gainsFold.update({ where: { userId }, data: fold });
    await db().gainsSegment.createMany({ data: segments });
    await db().gainsRow.createMany({
      data: rows.map((row) => ({ ...row, facts: row.facts as Prisma.InputJsonValue })),
    });
  };
}
