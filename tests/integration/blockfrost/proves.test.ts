import { bytesToHex } from "@noble/hashes/utils.js";
import { afterAll, beforeEach, expect, test, vi } from "vitest";
import { startChain } from "@/dev/chain/server";
import { setEnvironment } from "@/tests/support/environment";
import { committedRegions, signatureRegions, withByte } from "@/tests/support/mutate-transaction";
import { startTestRedis } from "@/tests/support/redis";

const [redis, chain] = await Promise.all([
  startTestRedis(),
  startChain({ seed: 3, anchor: Date.UTC(2025, 10, 20, 12) }),
]);
afterAll(() => chain.close());
setEnvironment({
  ...redis.environment,
  BLOCKFROST_BASE_URL: chain.url,
  BLOCKFROST_PROJECT_ID: chain.projectId,
});

const { stakeAddress } = chain.chain.addWallet({ seed: "proves", transactions: 300 });
const txs = chain.chain.touchingTransactions(stakeAddress ?? "").map(({ tx, height }) => {
  const { time = 0, epoch = 0 } = chain.chain.block(height) ?? {};
  return { hex: bytesToHex(tx.cbor ?? new Uint8Array()), time: new Date(time * 1000), epoch, tx };
});
const scripted = txs.filter(({ tx }) => tx.redeemers.length > 0);
const years = new Set(scripted.map(({ epoch }) => Math.floor(epoch / 73)));

class Closed extends Error {}
const closed = { call: () => Promise.reject(new Closed()) };

/** Counts what is asked of the chain. */
function counted() {
  const caller = {
    calls: 0,
    call<T>(work: () => Promise<T>): Promise<T> {
      caller.calls += 1;
      return work();
    },
  };
  return caller;
}

/** What a process knows that has just begun. */
async function newProcess() {
  vi.resetModules();
  const { proves } = await import("@/lib/blockfrost/proves");
  const { withRedis, redisKey } = await import("@/lib/redis");
  return { proves, forgetCache: () => withRedis(1, (client) => client.del(redisKey("cost-models"))) };
}
let { proves, forgetCache } = await newProcess();
beforeEach(async () => {
  ({ proves, forgetCache } = await newProcess());
  await forgetCache();
});

const first = scripted[0];
if (first === undefined) throw new Error("the wallet has used no script");

test("a whole wallet's transactions hold, at one call for all the time in which no costs changed", async () => {
  const caller = counted();
  expect(years.size).toBeGreaterThan(1);
  expect(await Promise.all(txs.map(({ hex, time }) => proves(hex, time, caller)))).toEqual(txs.map(() => null));
  expect(caller.calls).toBe(years.size);
  for (const { hex, time } of txs.toReversed()) expect(await proves(hex, time, caller)).toBeNull();
  expect(caller.calls).toBe(years.size);
});

test("another process learns from the cache what this one has asked for", async () => {
  for (const { hex, time } of scripted) await proves(hex, time, counted());
  ({ proves } = await newProcess());
  const verdicts = await Promise.all(txs.map(({ hex, time }) => proves(hex, time, closed)));
  expect(verdicts).toEqual(txs.map(() => null));
});

test("bytes that lie are found, and the chain is asked once for their epoch", async () => {
  const caller = counted();
  const lies = scripted
    .slice(0, 5)
    .flatMap(({ hex, time }) =>
      committedRegions(hex).map(({ name, to }) => ({ hex: withByte(hex, to - 2), time, name })),
    );
  const doubts = await Promise.all(lies.map(({ hex, time }) => proves(hex, time, caller)));
  expect(doubts.map((doubt) => doubt?.kind)).toEqual(lies.map(() => "broken"));
  const asked = new Set(scripted.slice(0, 5).map(({ epoch }) => epoch));
  expect(caller.calls).toBeLessThanOrEqual(asked.size);
});

test("a signature that is none of the body's hash is found, and asks nobody", async () => {
  const { hex, time } = first;
  const lies = signatureRegions(hex).map(({ signature }) => withByte(hex, signature.from));
  const doubts = await Promise.all(lies.map((lie) => proves(lie, time, closed)));
  expect(doubts[0]).toEqual({ kind: "broken", reason: "signature 0 is not one of the body's hash" });
  expect(doubts.map((doubt) => doubt?.kind)).toEqual(lies.map(() => "broken"));
});

test("what cannot be read is told, and asks nobody", async () => {
  const { hex, time } = first;
  expect(
    await Promise.all(["", "zz", "80", hex.slice(0, -2), `${hex}00`].map((bytes) => proves(bytes, time, closed))),
  ).toEqual([
    { kind: "broken", reason: "transaction: not CBOR (it ends too early, at byte 0)" },
    { kind: "broken", reason: "the text is not hex" },
    { kind: "broken", reason: "transaction: expected an array of 3 or 4 parts, found 0 parts" },
    { kind: "broken", reason: expect.stringContaining("auxiliary data") as string },
    { kind: "broken", reason: expect.stringContaining("auxiliary data") as string },
  ]);
});

test("where the chain may not be asked, it throws; whoever may goes on with an own call", async () => {
  const caller = counted();
  const { hex, time } = first;
  const shut = Promise.allSettled([proves(hex, time, closed), proves(hex, time, closed)]);
  const open = proves(hex, time, caller);
  const again = proves(hex, time, caller);
  expect((await shut).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect([await open, await again]).toEqual([null, null]);
  expect(caller.calls).toBe(1);
});

test("without costs for an epoch nothing is called a lie", async () => {
  const silent = { call: <T>() => Promise.resolve({ cost_models_raw: null } as T) };
  const { hex, time, epoch } = first;
  const unknown = { kind: "unknown", reason: `script data: the cost models of epoch ${epoch} are not known` };
  expect(await proves(hex, time, silent)).toEqual(unknown);
  expect(await proves(hex, time, closed)).toEqual(unknown);
});

test("a Redis that is away costs a call, and no more", async () => {
  await redis.stop();
  const caller = counted();
  for (const { hex, time } of scripted) expect(await proves(hex, time, caller)).toBeNull();
  expect(caller.calls).toBe(years.size);
});
