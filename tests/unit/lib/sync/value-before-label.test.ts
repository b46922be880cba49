import { afterEach, expect, test, vi } from "vitest";
import { normaliseCbor } from "@/lib/blockfrost/normalise-cbor";
import { decodeTransaction } from "@/lib/cardano/decode-transaction";
import { poolTrade } from "@/lib/ledger/rules/pool-trade";
import { minswapV2 } from "@/lib/protocols/minswap-v2";
import type { HistoryEntry } from "@/lib/sync/fetch-history";
import { interpret, type LedgerWallet } from "@/lib/sync/interpret";
import * as c from "@/tests/support/cbor-hex";
import { own, ownKey, ownStake, ownStakeKey } from "@/tests/support/raw-tx-fixture";

vi.mock("@/lib/blockfrost/raw-store", () => ({ loadUtxos: () => Promise.resolve(new Map()) }));
afterEach(() => vi.restoreAllMocks());

const orderScript = minswapV2.scripts[0].hashes[0];
const noWindow = { call: () => Promise.reject(new Error("the chain is not asked")) };
const wallet: LedgerWallet = {
  walletId: "w",
  kind: "account",
  subject: ownStake,
  address: own,
  listedAddresses: [],
  verifiedKeys: [ownKey],
  claimedKeys: [],
  saidMine: [],
  foreignKeys: [],
  others: [],
  quarantined: [],
  cursorHeight: null,
};

/** A stranger pays the wallet 5 ADA and makes an order with a datum. */
function paid(datum: string, auxiliary = c.nil): HistoryEntry {
  const ours = c.map([c.int(0), c.bytes(`01${ownKey}${ownStakeKey}`)], [c.int(1), c.int(5_000_000)]);
  const order = c.map(
    [c.int(0), c.bytes(`71${orderScript}`)],
    [c.int(1), c.int(9_000_000)],
    [c.int(2), c.array(c.int(1), c.tag(24, c.bytes(datum)))],
  );
  const body = c.map(
    [c.int(0), c.array(c.array(c.bytes("07".repeat(32)), c.int(3)))],
    [c.int(1), c.array(ours, order)],
    [c.int(2), c.int(170_000)],
  );
  const signer = c.map([c.int(0), c.array(c.array(c.bytes("ab".repeat(32)), c.bytes("00".repeat(64))))]);
  const hex = c.array(body, signer, c.yes, auxiliary);
  const { hash } = decodeTransaction(hex, "mainnet");
  return {
    listed: { hash, height: 1, txIndex: 0, time: new Date(0), addresses: [], isUnlisted: false },
    fetched: { kind: "read", rawTx: normaliseCbor(hex, hash, "mainnet"), cbor: hex, json: null, blockHash: null },
  };
}

async function rowOf(entry: HistoryEntry) {
  const { rows, failures } = await interpret(wallet, [entry], noWindow);
  const [row] = rows;
  return {
    failures: failures.size,
    flows: row?.flows,
    value: row && [
      row.transaction.netLovelace,
      row.transaction.fee,
      row.transaction.deposit,
      row.transaction.withdrawal,
    ],
    action: row?.transaction.action,
    trace: row?.transaction.trace,
  };
}

const value = {
  failures: 0,
  flows: [{ unit: "lovelace", place: "wallet", credential: "", netChange: 5_000_000n }],
  value: [5_000_000n, null, 0n, 0n],
};

test("one datum of 1,800 nested constructors in a stranger's output leaves the payment in the sums", async () => {
  const { trace, ...row } = await rowOf(paid("d87981".repeat(1_800) + c.int(0)));
  expect(row).toEqual({ ...value, action: "receive" });
  expect(trace?.failure).toBeUndefined();
});

test("a reader that fails loses its own say and no more", async () => {
  vi.spyOn(minswapV2, "readOrder").mockImplementation(() => {
    throw new TypeError("no such field");
  });
  const { trace, ...row } = await rowOf(paid(c.int(0)));
  expect(row).toEqual({ ...value, action: "receive" });
  expect(trace?.failure).toBeUndefined();
});

test.each([
  ["fails", () => [].at(0n as never), "Cannot convert a BigInt value to a number"],
  [
    "recurses without end",
    function forever(): never {
      return forever();
    },
    "Maximum call stack size exceeded",
  ],
])("a rule that %s leaves the value, and the trace names it", async (_, rule, reason) => {
  vi.spyOn(poolTrade, "matches").mockImplementation(rule as never);
  expect(await rowOf(paid(c.int(0)))).toEqual({
    ...value,
    action: "unclassified",
    trace: {
      rule: "unclassified",
      version: 1,
      facts: [
        `not explained: pool_trade failed: ${reason}`,
        "the wallet did not sign",
        "without fee, deposits and withdrawals 5 ADA came in and nothing went out",
      ],
      failure: { by: "pool_trade", reason },
    },
  });
});

test("a rule that takes too long is the last that is asked", async () => {
  let ms = 0;
  vi.spyOn(performance, "now").mockImplementation(() => ms);
  vi.spyOn(poolTrade, "matches").mockImplementation(() => {
    ms += 2_001;
    return null;
  });
  const { trace, ...row } = await rowOf(paid(c.int(0)));
  expect([row, trace?.failure]).toEqual([
    { ...value, action: "unclassified" },
    { by: "pool_trade", reason: "it took longer than 2000 ms" },
  ]);
});

test("what could not be read stands in the trace", async () => {
  const { trace } = await rowOf(paid(c.int(0), c.map([c.int(1), "f93c00"])));
  expect(trace?.facts.at(-1)).toBe("metadata label 1 cannot be read: simple value has no place in it");
});

test("what is stored of a label is bounded, and holds nothing that PostgreSQL cannot", async () => {
  vi.spyOn(poolTrade, "matches").mockReturnValue({
    action: "receive",
    direction: "in",
    counterparty: `addr1${"q".repeat(196)}` as never,
    summary: `\0${"a".repeat(498)}😀`,
    facts: ["😀".slice(0, 1), ...Array.from({ length: 99 }, (_, i) => `${i + 10}${"b".repeat(501)}`)],
  });
  const { rows } = await interpret(wallet, [paid(c.int(0))], noWindow);
  const { counterparty, summary, trace } = rows[0]?.transaction ?? {};
  expect({ counterparty, summary, facts: trace?.facts }).toEqual({
    counterparty: null,
    summary: `\ufffd${"a".repeat(498)}…`,
    facts: [
      "\ufffd",
      ...Array.from({ length: 59 }, (_, i) => `${i + 10}${"b".repeat(497)}…`),
      "40 more facts are not kept",
    ],
  });
});
