import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { CallWindow, type Stop } from "@/lib/budget/call-window";
import { SourceRefused } from "@/lib/budget/refused";
import type { TxHash } from "@/lib/cardano/brand";
import { BulkBytes, type BulkOutcome } from "@/lib/sync/bulk-bytes";
import { txHashOf } from "@/tests/support/raw-tx-fixture";

const endsAt = 5_500;
const answersInMs = 100;
const sharesForMs = 20;
const pace = { callsAtOnce: 100, callsPerSecond: 10, callsToday: 1_000, callsADay: 1_000 };
const asker = { userId: "u", isGuest: true, isBackground: false };

beforeEach(() => vi.useFakeTimers({ now: 0 }));
afterEach(async () => {
  await vi.runAllTimersAsync();
  vi.useRealTimers();
});

type Ask = (hashes: readonly TxHash[]) => Promise<ReadonlyMap<TxHash, string>>;

/** One step's bulk and the calls that were made in its name, as transactions by their number. */
function step({ ask, stop = null, perCall = 3 }: { ask?: Ask; stop?: Stop | null; perCall?: number } = {}) {
  const calls: number[][] = [];
  const reported: number[] = [];
  const granted = stop === null;
  const budget = {
    tokenLifetimeMs: 500,
    take: (wanted: number) =>
      Promise.resolve({
        granted: granted ? wanted : 0,
        tokensLeft: 0,
        refusal: stop === null || stop.reason === "time" ? null : stop.reason,
        retryInMs: stop?.retryInMs ?? 0,
        isProbe: false,
        pace,
      }),
    giveBack: () => Promise.resolve(),
    report: ({ status }: { status: number }) => Promise.resolve(void reported.push(status)).then(() => 60_000),
    recovered: () => Promise.resolve(),
  };
  const times = { closesAt: 4_500, endsAt, now: Date.now };
  const window = new CallWindow({ concurrency: 4, callLatencyMs: 100, asker, budget, ...times });
  const answering: Ask = async (hashes) => {
    calls.push(hashes.map((hash) => Number.parseInt(hash, 16)));
    if (ask !== undefined) return ask(hashes);
    await new Promise((resolve) => setTimeout(resolve, answersInMs));
    return new Map(hashes.map((hash) => [hash, `bytes of ${String(Number.parseInt(hash, 16))}`]));
  };
  return { bulk: new BulkBytes({ window, perCall, ask: answering, sharesForMs, endsAt }), calls, reported };
}

const bytesOf = (number: number): BulkOutcome => ({ kind: "bytes", cbor: `bytes of ${String(number)}` });
const elsewhere = { kind: "elsewhere" };
const load = (bulk: BulkBytes, numbers: readonly number[]) =>
  Promise.all(numbers.map((number) => bulk.load(txHashOf(number)).catch((error: unknown) => error)));

async function ended<T>(work: Promise<T>): Promise<T> {
  await vi.runAllTimersAsync();
  return work;
}

test("a call is made when it is full, and the rest at the flush", async () => {
  const { bulk, calls } = step();
  const loading = load(bulk, [1, 2, 3, 4]);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(calls).toEqual([[1, 2, 3]]);
  bulk.flush();
  expect(await ended(loading)).toEqual([1, 2, 3, 4].map(bytesOf));
  expect(calls).toEqual([[1, 2, 3], [4]]);
});

test("what several steps of the process flush goes out in one call, in the name of the first", async () => {
  const [one, other] = [step(), step()];
  const loading = Promise.all([load(one.bulk, [1]), load(other.bulk, [2])]);
  one.bulk.flush();
  await vi.advanceTimersByTimeAsync(sharesForMs - 1);
  other.bulk.flush();
  expect(await ended(loading)).toEqual([[bytesOf(1)], [bytesOf(2)]]);
  expect([one.calls, other.calls]).toEqual([[[1, 2]], []]);
});

test("a call that others fill goes out at once", async () => {
  const [one, other] = [step(), step()];
  const loading = Promise.all([load(one.bulk, [1]), load(other.bulk, [2, 3])]);
  one.bulk.flush();
  other.bulk.flush();
  await vi.advanceTimersByTimeAsync(0);
  expect(one.calls).toEqual([[1, 2, 3]]);
  expect(await ended(loading)).toEqual([[bytesOf(1)], [bytesOf(2), bytesOf(3)]]);
});

test("what is known takes a place and as long, and nobody is asked for it", async () => {
  const { bulk, calls } = step();
  const startedAt = Date.now();
  const known = bulk.asIfLoaded(txHashOf(1)).then((outcome) => ({ outcome, ms: Date.now() - startedAt }));
  const loading = load(bulk, [2, 3]);
  expect(await ended(Promise.all([known, loading]))).toEqual([
    { outcome: { kind: "absent" }, ms: answersInMs },
    [bytesOf(2), bytesOf(3)],
  ]);
  expect(calls).toEqual([[2, 3]]);
});

test("a row that does not come is absent", async () => {
  const { bulk } = step({ ask: () => Promise.resolve(new Map()) });
  expect(await ended(load(bulk, [1, 2, 3]))).toEqual(Array(3).fill({ kind: "absent" }));
});

test("without calls for the moment few transactions go elsewhere, and many wait", async () => {
  const stop = { reason: "rate_limit", retryInMs: 4_000 } as const;
  const few = step({ stop });
  few.bulk.expect(3);
  expect(await ended(load(few.bulk, [1, 2, 3]))).toEqual([elsewhere, elsewhere, elsewhere]);
  expect([few.bulk.stop, few.bulk.isOn]).toEqual([undefined, false]);
  const many = step({ stop });
  many.bulk.expect(1_000);
  expect(await ended(load(many.bulk, [1, 2, 3]))).toEqual(Array(3).fill(expect.objectContaining({ stop })));
  expect([many.bulk.stop, many.bulk.isOn]).toEqual([stop, true]);
});

test("a source whose day is over is left, whatever there is to do", async () => {
  const { bulk } = step({ stop: { reason: "daily_quota", retryInMs: 60_000 } });
  bulk.expect(1_000);
  expect(await ended(load(bulk, [1, 2, 3]))).toEqual([elsewhere, elsewhere, elsewhere]);
  expect(bulk.isOn).toBe(false);
});

test("a source that was left is not asked any more", async () => {
  const { bulk, calls } = step();
  bulk.leave();
  expect(await ended(load(bulk, [1, 2, 3]))).toEqual([elsewhere, elsewhere, elsewhere]);
  expect(calls).toEqual([]);
});

test("a refused call leaves its transactions to the others, and every function hears of it", async () => {
  const refused = new SourceRefused(
    { status: 503, retryAfterSeconds: undefined },
    { code: "chain_unavailable", detail: "away" },
    null,
  );
  const { bulk, reported } = step({ ask: () => Promise.reject(refused) });
  expect(await ended(load(bulk, [1, 2, 3]))).toEqual([elsewhere, elsewhere, elsewhere]);
  expect([reported, bulk.isOn]).toEqual([[503], false]);
});

test("a step that nothing came to in time asks elsewhere; one that had some goes on in the next", async () => {
  const never: Ask = () => new Promise(() => undefined);
  const without = step({ ask: never });
  expect(await ended(load(without.bulk, [1, 2, 3]))).toEqual([elsewhere, elsewhere, elsewhere]);
  let isFirst = true;
  const first: Ask = (hashes) => {
    const isAnswered = isFirst;
    isFirst = false;
    return isAnswered ? Promise.resolve(new Map(hashes.map((hash) => [hash, "bytes"]))) : never(hashes);
  };
  vi.setSystemTime(0);
  const some = step({ ask: first });
  const late = expect.objectContaining({ stop: { reason: "time", retryInMs: 0 } }) as unknown;
  const bytes = { kind: "bytes", cbor: "bytes" };
  expect(await ended(load(some.bulk, [1, 2, 3, 4, 5, 6]))).toEqual([bytes, bytes, bytes, late, late, late]);
});
