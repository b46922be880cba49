import { beforeAll, beforeEach, expect, onTestFinished, test, vi } from "vitest";
import type { CallWindow } from "@/lib/budget/call-window";
import type { ListFrom } from "@/lib/blockfrost/chain";
import type { BulkBytes } from "@/lib/sync/bulk-bytes";
import { fetchHistory, type HistoryEntry } from "@/lib/sync/fetch-history";
import { transactionsPerStep } from "@/lib/sync/plan";
import { setEnvironment } from "@/tests/support/environment";
import { rawTx, txHashOf } from "@/tests/support/raw-tx-fixture";

interface Row {
  tx_hash: string;
  tx_index: number;
  block_height: number;
  block_time: Date;
  address: string;
}

const chain = vi.hoisted(() => ({ rows: [] as Row[], asked: [] as string[], comesAfterMs: new Map<string, number>() }));
vi.mock("@/lib/blockfrost/chain", () => ({
  pageSize: 100,
  countTransactions: () => Promise.resolve(null),
  listTransactions: (_subject: unknown, { from, page }: ListFrom) => {
    chain.asked.push(
      `${from === null ? "start" : `${String(from.height)}:${String(from.txIndex)}`} page ${String(page)}`,
    );
    const rows = chain.rows.filter(
      (row) =>
        from === null ||
        row.block_height > from.height ||
        (row.block_height === from.height && row.tx_index >= from.txIndex),
    );
    return Promise.resolve(rows.slice((page - 1) * 100, page * 100));
  },
}));
vi.mock("@/lib/blockfrost/raw-store", () => ({ loadForSync: () => Promise.resolve(new Map()) }));
vi.mock("@/lib/sync/fetch-transaction", () => ({
  fetchTransaction: async (hash: string) => {
    const ms = chain.comesAfterMs.get(hash) ?? 0;
    if (ms > 0) await new Promise((comes) => setTimeout(comes, ms));
    return { kind: "read", rawTx: rawTx({ hash: hash as never }), cbor: "", json: null, blockHash: null };
  },
}));

const window = { call: (work: () => unknown) => Promise.resolve(work()), backlog: 0 } as unknown as CallWindow;
const sources = { window, bulk: null };
const untold = { counted: () => undefined, fetched: () => undefined };
const subject = { kind: "account", subject: "stake1" } as const;

/** `addresses` rows of a transaction, as the account's list has one for each address. */
function touched(number: number, height: number, addresses: number): Row[] {
  return Array.from({ length: addresses }, (_, index) => ({
    tx_hash: txHashOf(number),
    tx_index: 0,
    block_height: height,
    block_time: new Date(height * 1000),
    address: `addr${String(number)}-${String(index)}`,
  }));
}

async function read() {
  const history = await fetchHistory(subject, { cursor: null, stored: [] }, sources, untold);
  return history.entries.map(({ listed }) => [Number.parseInt(listed.hash, 16), listed.addresses.length]);
}

beforeAll(() => setEnvironment());
beforeEach(() => {
  chain.asked = [];
});

test("one transaction across a page's edge keeps all of its addresses and comes once", async () => {
  chain.rows = [...touched(1, 10, 97), ...touched(2, 20, 6), ...touched(3, 30, 1)];
  expect(await read()).toEqual([
    [1, 97],
    [2, 6],
    [3, 1],
  ]);
  expect(chain.asked).toEqual(["start page 1", "start page 2"]);
});

test("one transaction of more rows than a page keeps all of them", async () => {
  chain.rows = [...touched(1, 10, 2), ...touched(2, 20, 250), ...touched(3, 30, 1)];
  expect(await read()).toEqual([
    [1, 2],
    [2, 250],
    [3, 1],
  ]);
});

test("a page that ends exactly with a transaction loses nothing", async () => {
  chain.rows = [...touched(1, 10, 60), ...touched(2, 20, 40)];
  expect(await read()).toEqual([
    [1, 60],
    [2, 40],
  ]);
});

test("a step takes only as many as it can commit in its time, and leaves the rest of the list to the next one", async () => {
  chain.rows = Array.from({ length: 2_000 }, (_, index) => touched(index + 1, 10 * (index + 1), 1)).flat();
  const history = await fetchHistory(subject, { cursor: null, stored: [] }, sources, untold);
  const { entries, ahead, complete, failure } = history;
  const numbers = entries.map(({ listed }) => Number.parseInt(listed.hash, 16));
  expect(numbers).toEqual(Array.from({ length: numbers.length }, (_, index) => index + 1));
  expect({ ahead, complete, failure }).toEqual({ ahead: [], complete: false, failure: null });
  expect(numbers.length).toBeGreaterThanOrEqual(transactionsPerStep.oneByOne);
  expect(numbers.length).toBeLessThan(transactionsPerStep.oneByOne + 100);
});

test("what comes in bulk while the rest is read is late, and what comes after that is the next step's", async () => {
  vi.useFakeTimers({ now: 0 });
  onTestFinished(() => void vi.useRealTimers());
  chain.rows = [1, 2, 3, 4].flatMap((number) => touched(number, number, 1));
  chain.comesAfterMs = new Map([
    [txHashOf(2), 5_500],
    [txHashOf(4), 7_000],
  ]);
  onTestFinished(() => chain.comesAfterMs.clear());
  const bulk = { isOn: true, backlog: 0, flush: () => undefined, stop: undefined } as unknown as BulkBytes;
  const reading = fetchHistory(subject, { cursor: null, stored: [] }, { window, bulk }, untold);
  await vi.advanceTimersByTimeAsync(5_000);
  const { late, entries, ahead, complete, remaining } = await reading;
  await vi.advanceTimersByTimeAsync(1_300);
  const numbers = (some: readonly HistoryEntry[]) => some.map(({ listed }) => Number.parseInt(listed.hash, 16));
  expect([entries, ahead, await late].map(numbers)).toEqual([[1], [3], [2]]);
  expect({ complete, remaining }).toEqual({ complete: false, remaining: 3 });
  await vi.runAllTimersAsync();
});
