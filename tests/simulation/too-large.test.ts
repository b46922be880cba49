import { expect, test } from "vitest";
import { db } from "@/lib/db";
import { dueWallets } from "@/lib/refresh/due-wallets";
import { startSync } from "@/lib/sync/start-sync";
import { addWallet } from "@/lib/wallets/add-wallet";
import { tamperingOf } from "./mutants";
import { forgetEverything, requestNow, untilQuiet } from "./tell";
import type { Story } from "./story";
import { withBench } from "./with-bench";
import type { World } from "./world";

const bench = withBench({ MAX_WALLET_TRANSACTIONS: "150" });
const story = { seed: 5, addresses: 2, latencyMs: 200, startsAtMs: 43_200_000, events: [] };
const hourMs = 3_600_000;

/** A wallet is added and left alone until its sync has ended; then something else happens in its world. */
function follow<T>(given: Story, then: (world: World, userId: string, walletId: string) => Promise<T>): Promise<T> {
  return bench().play(given, tamperingOf(null), async (world) => {
    await forgetEverything();
    await world.flush();
    const { id: userId } = await db().user.create({ data: { kind: "guest" } });
    const address = world.wallet.stakeAddress ?? world.wallet.addresses[0] ?? "";
    await requestNow(world, () => addWallet(userId, { address }));
    await untilQuiet(world);
    const { id: walletId } = await db().wallet.findFirstOrThrow({ where: { userId } });
    return then(world, userId, walletId);
  });
}

async function endOf(walletId: string) {
  const job = await db().syncJob.findFirstOrThrow({ where: { walletId }, orderBy: { scheduledAt: "desc" } });
  const isDue = (await dueWallets(10)).length > 0;
  return { status: job.status, code: job.errorCode, detail: job.errorDetail, steps: job.seq, isDue };
}

const refused = {
  status: "failed",
  code: "wallet_too_large",
  detail:
    "This address has more than 150 transactions, as exchanges and contracts have: it is not a person's wallet, and this server does not follow it.",
  steps: 1,
  isDue: false,
};

const strangers: readonly (readonly [string, Story])[] = [
  ["an exchange's wallet", { ...story, transactions: 200 }],
  ["a DEX's script", { ...story, walletKind: "enterprise", transactions: 400, spanBlocks: 2_000 }],
];

test.each(strangers)("%s is refused in its first step, at the cost of one page", async (_name, given) => {
  const ended = await follow(given, async (world, userId, walletId) => {
    const first = await endOf(walletId);
    await requestNow(world, () => startSync(userId, walletId));
    await world.clock.run(() => false, world.clock.now + 2 * hourMs);
    const stored = (await db().transaction.count()) + (await db().rawTransaction.count());
    const isCheap = world.callTimes.length <= 2 * 20;
    return { first, again: await endOf(walletId), stored, isCheap, violations: world.violations };
  });
  expect(ended).toEqual({ first: refused, again: refused, stored: 0, isCheap: true, violations: [] });
});

test("a wallet that grows over the limit keeps what it has, and is not read on", async () => {
  const ended = await follow({ ...story, transactions: 140 }, async (world, userId, walletId) => {
    const first = await endOf(walletId);
    for (let nth = 0; nth < 40; nth += 1) world.chain.appendTx("wallet", "receive");
    await world.clock.run(() => false, world.clock.now + 2 * hourMs);
    await requestNow(world, () => startSync(userId, walletId));
    await untilQuiet(world);
    // As many as the calls of one step were enough for.
    const before = await db().transaction.count();
    await requestNow(world, () => startSync(userId, walletId));
    await untilQuiet(world);
    await world.clock.run(() => false, world.clock.now + 2 * hourMs);
    const { transactionCount: told } = await db().wallet.findUniqueOrThrow({ where: { id: walletId } });
    const after = await db().transaction.count();
    const isKept = before > 150 && after === before && told === before;
    return { first: first.status, last: await endOf(walletId), isKept };
  });
  expect(ended).toEqual({ first: "completed", last: refused, isKept: true });
});
