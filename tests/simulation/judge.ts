import { isDeepStrictEqual } from "node:util";
import { db } from "@/lib/db";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { addWallet } from "@/lib/wallets/add-wallet";
import { balanceDifferences } from "@/tests/support/balance-differences";
import { historyDifferences } from "@/tests/support/history-differences";
import { labelDifferences } from "@/tests/support/label-differences";
import { foldUnspent } from "./fold-unspent";
import { readBalances, readBlockHashes, readProof, readRows, readUnequalLegs, type WalletRows } from "./rows";
import type { Event } from "./story";
import type { World } from "./world";

/** One wallet of a person's. */
export interface Followed {
  readonly walletId: string;
  readonly subject: string;
}

/**
 * Compares the rows of all wallets of one person with fresh syncs of the chain as it is now, one after the other, and their
 * balances with the chain itself.
 */
export async function judge(world: World, wallets: readonly Followed[]): Promise<void> {
  for (const difference of await balanceDifferences())
    world.violations.push(`a stored balance is not the sum of its flows: ${difference}`);
  for (const difference of await historyDifferences())
    world.violations.push(`a day that is told is not the sum of its rows: ${difference}`);
  for (const difference of await labelDifferences())
    world.violations.push(`a label is not what follows from all rows: ${difference}`);
  const mine = new Map<string, WalletRows>();
  for (const wallet of wallets) {
    mine.set(wallet.subject, await readRows(wallet.walletId));
    await judgeSums(world, wallet);
    await judgeRows(world, wallet);
  }
  const fresh = await freshSyncs(world, wallets);
  for (const [subject, rows] of fresh ?? []) compare(world, mine.get(subject), rows);
}

const harmless: readonly Event["kind"][] = ["mine", "refresh", "look", "follow", "unfollow", "advance"];
export const isHarmless = ({ kind }: Event): boolean => harmless.includes(kind);

/**
 * What Koios tells is found out at once: where nothing else moves or is unreadable, each proof that there is says yes. And it
 * can be done without: where nothing else goes wrong, no sync fails.
 */
export async function judgeSyncs({ story, violations }: World, userId: string): Promise<void> {
  const isMoving = story.events.some(({ kind }) => ["poison", "rollback", "surge"].includes(kind));
  const differing = await db().walletProof.count({ where: { userId, status: { not: "proven" } } });
  if (differing > 0 && !isMoving) violations.push("sums differ from the chain's that nobody has moved");
  const isOfKoios = (event: Event) => "of" in event && event.of === "koios" && event.kind === "outage";
  const isElseWell = story.events.every((event) => isHarmless(event) || isOfKoios(event));
  const failed = await db().syncJob.findFirst({ where: { userId, status: "failed" } });
  if (failed !== null && isElseWell) violations.push(`a sync failed for Koios: ${failed.errorDetail ?? ""}`);
}

function compare(world: World, mine: WalletRows | undefined, oracle: WalletRows): void {
  if (mine === undefined) throw new Error("a fresh sync of what nobody follows");
  for (const name of Object.keys(mine) as (keyof WalletRows)[]) {
    if (isDeepStrictEqual(mine[name], oracle[name])) continue;
    world.violations.push(`${name} differ from a fresh sync`);
    log.error("differs", { name, ...firstDifference(mine[name], oracle[name]) });
  }
}

async function judgeRows(world: World, { walletId }: Followed): Promise<void> {
  for (const [txHash, blockHash] of await readBlockHashes(walletId)) {
    const placed = world.chain.find(txHash);
    if (placed === null || world.chain.blocks.at(placed.height).hash !== blockHash)
      world.violations.push(`transaction ${txHash} is said to be in another block`);
  }
  const unequal = await readUnequalLegs(walletId);
  if (unequal.length > 0) world.violations.push(`legs do not sum to the flows of ${unequal.join(", ")}`);
}

/** The sums against the chain, and the proof against both: it must say yes where they agree, and no where they do not. */
async function judgeSums(world: World, { walletId, subject }: Followed): Promise<void> {
  const truth = foldUnspent(world.chain, subject);
  const [balances, proof] = [await readBalances(walletId), await readProof(walletId)];
  const agrees = isDeepStrictEqual(balances, truth.balances);
  if (!agrees && world.blockfrost.poisoned.size === 0) world.violations.push("balances differ from the chain");
  if (proof === null) {
    world.violations.push("nothing is proven");
    return;
  }
  if (!isDeepStrictEqual(proof.onChain, truth.balances) || proof.withdrawnOnChain !== truth.withdrawn)
    world.violations.push("the proof shows other figures than the chain has");
  if (!isDeepStrictEqual(proof.computed, balances)) world.violations.push("the proof shows other figures than we have");
  const expected = agrees && proof.withdrawn === truth.withdrawn ? "proven" : "diverged";
  if (proof.status !== expected) world.violations.push(`the proof says ${proof.status} where the sums are ${expected}`);
}

/** Of two lists the first entries that differ, of anything else the whole. */
function firstDifference(mine: unknown, oracle: unknown) {
  if (!Array.isArray(mine) || !Array.isArray(oracle)) return { mine, oracle };
  const at = mine.findIndex((entry, index) => !isDeepStrictEqual(entry, oracle[index]));
  const index = at === -1 ? mine.length : at;
  return {
    index,
    lengths: [mine.length, oracle.length],
    mine: mine[index] as unknown,
    oracle: oracle[index] as unknown,
  };
}

/** What fresh syncs of Blockfrost alone make of them. */
async function freshSyncs(world: World, wallets: readonly Followed[]): Promise<Map<string, WalletRows> | null> {
  const { koios } = env();
  Object.assign(env(), { koios: null });
  try {
    return await syncAnew(world, wallets);
  } finally {
    Object.assign(env(), { koios });
  }
}

/** The same wallets for another user, with nothing going wrong and nothing remembered: by subject, null where one fails. */
async function syncAnew(world: World, wallets: readonly Followed[]): Promise<Map<string, WalletRows> | null> {
  await db().rawTransaction.deleteMany();
  world.queue.isSound = true;
  const { id: userId } = await db().user.create({ data: { kind: "guest" } });
  const added: Followed[] = [];
  for (const { subject } of [...wallets].sort((a, b) => (a.subject < b.subject ? -1 : 1))) {
    const { walletId } = await addWallet(userId, { address: subject });
    added.push({ walletId, subject });
    await untilEnded(world, userId);
  }
  const jobs = await db().syncJob.findMany({ where: { userId } });
  const rows = new Map<string, WalletRows>();
  for (const { walletId, subject } of added) rows.set(subject, await readRows(walletId));
  await db().user.delete({ where: { id: userId } });
  world.queue.isSound = false;
  const failed = jobs.find(({ status }) => status !== "completed");
  if (failed === undefined) return rows;
  world.violations.push(`the fresh sync is ${failed.status}: ${failed.errorDetail ?? ""}`);
  return null;
}

/** Until no sync is under way, and nothing is to be told again. */
async function untilEnded(world: World, userId: string): Promise<void> {
  const isEnded = async () =>
    (await db().syncJob.count({ where: { userId, finishedAt: null } })) === 0 &&
    (await db().dueTelling.count({ where: { userId } })) === 0;
  for (let tries = 0; tries < 40 && !(await isEnded()); tries += 1)
    await world.clock.run(() => false, world.clock.now + 15_000);
}
