import { expect, test } from "vitest";
import { db } from "@/lib/db";
import { addWallet } from "@/lib/wallets/add-wallet";
import { tamperingOf } from "./mutants";
import type { Story } from "./story";
import { forgetEverything, requestNow, untilQuiet } from "./tell";
import { withBench } from "./with-bench";
import type { World } from "./world";

const small: Story = { seed: 1, transactions: 8, addresses: 2, latencyMs: 200, startsAtMs: 43_200_000, events: [] };
// Calls are counted here, and the market makes its own.
const bench = withBench({ MARKET: "off" });

/** Syncs the story's wallet once; tells how it ended and how often each transaction's bytes were asked for. */
async function synced(world: World, trouble: (path: string, nth: number) => boolean = () => false) {
  const asked = new Map<string, number>();
  const { blockfrost } = world;
  const request = blockfrost.request.bind(blockfrost);
  blockfrost.request = async (url) => {
    const path = url.pathname.replace("/api/v0/", "");
    const nth = (asked.get(path) ?? 0) + 1;
    asked.set(path, nth);
    if (trouble(path, nth)) throw new Error("read ECONNRESET");
    return request(url);
  };
  const { id: userId } = await db().user.create({ data: { kind: "guest" } });
  await requestNow(world, () => addWallet(userId, { address: world.wallet.stakeAddress ?? "" }));
  await untilQuiet(world);
  const job = await db().syncJob.findFirstOrThrow({ where: { userId } });
  return {
    violations: world.violations,
    status: job.status,
    processed: job.processed,
    proof: (await db().walletProof.findFirst({ where: { userId } }))?.status,
    quarantined: (await db().quarantinedTransaction.findMany({ where: { userId } })).map(({ txHash }) => txHash),
    askedTwice: [...asked].flatMap(([path, times]) =>
      path.endsWith("/cbor") && times > 1 ? [path.split("/")[1]] : [],
    ),
  };
}

const whole = { violations: [], status: "completed", processed: 8, proof: "proven", quarantined: [], askedTwice: [] };
const play = <T>(work: (world: World) => Promise<T>) =>
  bench().play(small, tamperingOf(null), async (world) => {
    await forgetEverything();
    await world.flush();
    return work(world);
  });

const listed = (world: World) =>
  world.chain.touchingTransactions(world.wallet.stakeAddress ?? "").map(({ tx }) => tx.hash);

test("the first transaction cannot be had: those behind it are not asked for again", async () => {
  expect(
    await play((world) => {
      const first = `txs/${listed(world)[0] ?? ""}/cbor`;
      return synced(world, (path, nth) => path === first && nth <= 3);
    }),
  ).toEqual({ ...whole, askedTwice: [expect.any(String)] });
});

test("the ending cannot be had: the transactions before it are not asked for again", async () => {
  const isUnspent = (path: string) => path.includes("/utxos") && !path.startsWith("txs/");
  expect(await play((world) => synced(world, (path, nth) => isUnspent(path) && nth <= 3))).toEqual(whole);
});

test("full inputs cannot be had: what was fetched before them is not asked for again", async () => {
  const failed = new Set<string>();
  const ended = await play((world) => {
    // What spends the outputs of one that nobody can read is exact only with its full inputs.
    const unread = listed(world)[0] ?? "";
    world.blockfrost.poisoned.add(unread);
    const isFull = (path: string) => path.endsWith("/utxos") && path.startsWith("txs/") && !path.includes(unread);
    return synced(world, (path, nth) => isFull(path) && nth <= 2 && failed.add(path).size > 0);
  });
  expect(failed.size).toBeGreaterThan(0);
  expect(ended).toEqual({ ...whole, proof: "diverged", quarantined: [expect.any(String)] });
});

/** Bytes as an older version stored them, which today's decoder refuses. */
const refused = (hash: string) =>
  db().rawTransaction.create({ data: { hash, cbor: Buffer.from("84a400ff", "hex"), json: { transaction: 7 } } });

test("a stored transaction that the decoder refuses is fetched again", async () => {
  expect(
    await play(async (world) => {
      await refused(listed(world)[2] ?? "");
      return synced(world);
    }),
  ).toEqual(whole);
});

test("one that is no better when fetched again is set aside alone", async () => {
  const { hash, ended } = await play(async (world) => {
    const third = listed(world)[2] ?? "";
    await refused(third);
    world.blockfrost.poisoned.add(third);
    return { hash: third, ended: await synced(world) };
  });
  expect({ ...ended, proof: null }).toEqual({ ...whole, proof: null, quarantined: [hash] });
});
