import { expect, test, vi } from "vitest";
import { txCbor } from "@/lib/blockfrost/chain";
import { db } from "@/lib/db";
import { beginValuation } from "@/lib/prices/valuation-store";
import { addTransaction, addUser, addWallet } from "@/tests/support/rows";
import { walkAllPools } from "@/tests/support/walk-all-pools";
import { withUnlimitedChain } from "@/tests/support/unlimited-chain";

const simulated = await withUnlimitedChain({ marketTokens: 40 });
const { chain } = simulated;

/** So many the first valuation may make, and each day from then on. */
const firstCalls = 1_000;
const callsADay = 200;
const transactions = 300;
const tokens = 20;
const years = 3;
const blocksAYear = 1_576_800;

/** A wallet of three years: each third transaction is a swap, whose bytes hold its pool; the others move a token or only ADA. */
async function madeWallet(): Promise<string> {
  const userId = await addUser();
  const walletId = await addWallet(userId, { subject: `stake1${crypto.randomUUID()}` });
  const tip = chain.tip().height;
  const pools = chain.market
    .pools()
    .filter(({ spec }) => spec.validity === "real" && spec.quote === null && spec.dex === "minswap-v2");
  const held = pools.slice(0, tokens);
  expect(held.length).toBe(tokens);
  for (let number = 0; number < transactions; number += 1) {
    const pool = held[(number * 7) % tokens];
    if (pool === undefined) throw new Error("no pool");
    const wanted = tip - 10_000 - Math.floor(((transactions - number) * years * blocksAYear) / transactions);
    const step = pool.steps.last(wanted);
    const isSwap = number % 3 === 0 && step >= 0;
    const placed = isSwap ? pool.at(step) : null;
    const height = placed?.height ?? Math.max(wanted, 1);
    const txHash = placed?.tx.hash ?? number.toString(16).padStart(64, "0");
    if (isSwap) {
      const cbor = (await txCbor(txHash))?.cbor ?? "";
      await db().rawTransaction.createMany({
        data: [{ hash: txHash, cbor: Buffer.from(cbor, "hex") }],
        skipDuplicates: true,
      });
    }
    const netChange = String(1_000_000_000n * BigInt(1 + (number % 9)));
    await addTransaction(userId, walletId, {
      ...{
        txHash,
        blockHeight: height,
        txIndex: placed?.index ?? 0,
        txTimestamp: new Date(chain.blocks.at(height).time * 1_000),
      },
      flows: number % 3 === 2 ? [{ unit: "lovelace", netChange }] : [{ unit: pool.spec.token.unit, netChange }],
    });
  }
  return walletId;
}

/** The calls until nothing is left that may be asked for today. */
async function valued(walletId: string) {
  await beginValuation(walletId);
  return vi.waitFor(
    async () => {
      const { dueAt, calls, found, needed } = await db().valuation.findUniqueOrThrow({ where: { walletId } });
      expect(dueAt === null || dueAt.getTime() > Date.now() + 3_600_000).toBe(true);
      return { calls, found, needed };
    },
    { timeout: 180_000, interval: 100 },
  );
}

test("a wallet of three years costs at most 1,000 calls, then 200 a day, and the next person with the same none", async () => {
  await walkAllPools();
  const walletId = await madeWallet();
  const first = await valued(walletId);
  expect(first.calls).toBeGreaterThan(0);
  expect(first.calls).toBeLessThanOrEqual(firstCalls);
  // What moved comes first: that much is known of each movement at once.
  expect(await db().wantedPrice.count({ where: { walletId, askedFor: "movement", state: "open" } })).toBe(0);
  let last = first;
  for (let days = 1; last.found < last.needed; days += 1) {
    await db().valuation.update({ where: { walletId }, data: { callsOn: new Date(Date.now() - 86_400_000) } });
    last = await valued(walletId);
    expect(last.calls).toBeLessThanOrEqual(firstCalls + days * callsADay);
  }
  console.log(JSON.stringify({ first, last }));
  expect(await valued(await madeWallet())).toEqual({ ...last, calls: 0 });
}, 400_000);
