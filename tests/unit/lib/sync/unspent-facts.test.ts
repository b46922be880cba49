import { describe, expect, it } from "vitest";
import { lovelace, parseUnit } from "@/lib/cardano/unit";
import { accountScope } from "@/lib/ledger/ownership";
import { storedUnspent, unspentFacts } from "@/lib/sync/unspent-facts";
import { address, own, ownContract, ownStake, ownStakeKey, txHashOf } from "../../../support/raw-tx-fixture";

const token = parseUnit("cd".repeat(28) + "544f4b");
const minswapOrder = address("11", "c3e28c36c3447315ba5a56f33da6a6ddc1770a876a8d9f0cb3a97c4c", ownStakeKey);

function output(at: typeof own, index: number, ada: bigint, tokens = 0n) {
  const amount = [{ unit: lovelace, quantity: ada }, ...(tokens > 0n ? [{ unit: token, quantity: tokens }] : [])];
  return { address: at, tx_hash: txHashOf(7), output_index: index, amount, inline_datum: "d87980" };
}

describe("What unspent outputs tell", () => {
  const facts = unspentFacts(
    [
      { ...output(own, 0, 90_000_000n), inline_datum: null },
      { ...output(own, 1, 5_000_000n, 3n), inline_datum: null },
      { ...output(own, 2, 1_000_000n, 3n), inline_datum: null },
      output(minswapOrder, 3, 4_000_000n),
      output(ownContract, 4, 2_000_000n, 1n),
    ],
    accountScope(ownStake),
  );

  it("is what lies at scripts, with the datum where a protocol may read it, and what tokens keep at each address", () => {
    // 67 bytes without, 38 with a token of three letters; an old output that holds less keeps what it has.
    expect(facts.tokenMinima).toEqual([[own, (978_370n + 38n * 4310n + 1_000_000n).toString()]]);
    expect(facts.contracts).toEqual([
      {
        txHash: txHashOf(7),
        index: 3,
        credential: "c3e28c36c3447315ba5a56f33da6a6ddc1770a876a8d9f0cb3a97c4c",
        amounts: [["lovelace", "4000000"]],
        datum: "d87980",
      },
      {
        txHash: txHashOf(7),
        index: 4,
        credential: "5c".repeat(28),
        amounts: [
          ["lovelace", "2000000"],
          [token, "1"],
        ],
        datum: null,
      },
    ]);
  });

  it("is read back from JSON as it was", () => {
    const read = storedUnspent.parse(JSON.parse(JSON.stringify(facts)));
    expect(read.contracts.map(({ amounts }) => new Map(amounts).get(lovelace))).toEqual([4_000_000n, 2_000_000n]);
  });
});
