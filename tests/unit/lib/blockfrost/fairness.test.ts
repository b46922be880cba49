import { beforeAll, describe, expect, it } from "vitest";
import { setEnvironment } from "@/tests/support/environment";
import { playSyncs, type SimulatedWallet } from "@/tests/support/fairness";

beforeAll(() => setEnvironment({ BLOCKFROST_RPS: "10", BLOCKFROST_BURST: "500" }));

const smallCalls = 85;
const whale: SimulatedWallet = { userId: "whale", calls: 50_500, startsAtMs: 0 };
/** Fifty wallets of 80 transactions, one after another from the second minute on, together within the chain's rate. */
const oneByOne = Array.from({ length: 50 }, (_, n) => ({
  userId: `small-${n}`,
  calls: smallCalls,
  startsAtMs: 120_000 + n * 10_000,
}));
const atOnce = oneByOne.map((wallet) => ({ ...wallet, startsAtMs: 120_000 }));

function p95(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.ceil(times.length * 0.95) - 1] ?? Infinity;
}

const seconds = (ms: number) => (ms / 1000).toFixed(1);

it("fifty small wallets beside a whale of 50,000 transactions take at most twice their time alone (p95)", async () => {
  const alone = p95(await playSyncs([{ userId: "one", calls: smallCalls, startsAtMs: 0 }]));
  const beside = p95(await playSyncs(oneByOne, [whale]));
  console.log(`one by one: p95 ${seconds(beside)} s beside the whale, ${seconds(alone)} s alone`);
  expect(beside).toBeLessThanOrEqual(2 * alone);
}, 120_000);

it("fifty small wallets that come at once take at most twice the time that they take without the whale (p95)", async () => {
  const without = p95(await playSyncs(atOnce));
  const beside = p95(await playSyncs(atOnce, [whale]));
  console.log(`at once: p95 ${seconds(beside)} s beside the whale, ${seconds(without)} s without it`);
  expect(beside).toBeLessThanOrEqual(2 * without);
}, 120_000);

it("a whale among small wallets goes on, and one by itself loses little", async () => {
  const calls = 2_000;
  const bound = ((calls - 480) / 10) * 1000;
  const [alone = Infinity] = await playSyncs([{ ...whale, calls }]);
  const [among = Infinity] = await playSyncs([{ ...whale, calls }], atOnce);
  console.log(
    `a whale of ${calls} calls: ${seconds(alone)} s alone, ${seconds(among)} s among fifty, bound ${seconds(bound)} s`,
  );
  expect(alone).toBeLessThanOrEqual(1.3 * bound);
  expect(among).toBeLessThanOrEqual(bound + (50 * smallCalls * 1000) / 10 + 0.3 * bound);
}, 120_000);

describe("fifteen fresh guests with a large wallet each", () => {
  const guests = Array.from({ length: 15 }, (_, n) => ({
    ...{ userId: `guest-${n}`, isGuest: true, calls: 5_000 },
    startsAtMs: n * 300,
  }));
  const first = (startsAtMs: number): SimulatedWallet => ({
    ...{ userId: "newcomer", isGuest: true, calls: smallCalls },
    startsAtMs,
  });

  it.each([500, 2_500, 3_300, 4_000, 4_500, 5_000, 6_000, 8_000, 12_000, 30_000, 120_000, 600_000])(
    "delay no small first sync beyond twice its time alone, %i ms after the first of them",
    async (startsAtMs) => {
      const [alone = 0] = await playSyncs([first(0)]);
      const [beside = Infinity] = await playSyncs([first(startsAtMs)], guests);
      const [besideAll = Infinity] = await playSyncs([first(startsAtMs)], [whale, ...guests]);
      console.log(
        `after ${seconds(startsAtMs)} s: ${seconds(beside)} s, with a whale ${seconds(besideAll)} s, alone ${seconds(alone)} s`,
      );
      expect(Math.max(beside, besideAll)).toBeLessThanOrEqual(2 * alone);
    },
    120_000,
  );

  it("who come at the very moment that a small first sync begins, beside a whale, delay it by little", async () => {
    const atOnceToo = guests.map((guest) => ({ ...guest, startsAtMs: 60_000 }));
    const [alone = 0] = await playSyncs([first(0)]);
    const [beside = Infinity] = await playSyncs([first(60_000)], [whale, ...atOnceToo]);
    console.log(`at the same moment: ${seconds(beside)} s, alone ${seconds(alone)} s`);
    expect(beside).toBeLessThanOrEqual(2 * alone);
  }, 120_000);
});
