import { describe, expect, test } from "vitest";
import { accountFor } from "@/lib/accounting/account-for";
import type { AccountedLeg } from "@/lib/accounting/deal";
import type { Treatment } from "@/lib/accounting/treatment";
import { OpenAccounts, type AccountedTransaction } from "@/lib/accounting/wallet-book";
import { legs, lp, min, moneyText, nft, placed, treatment, tx, type LegText } from "@/tests/support/accounted-legs";

/** What each event was for, with what it counts for there. */
function purposesOf(transactions: readonly AccountedTransaction[], chosen: Treatment = treatment) {
  const open = new OpenAccounts();
  return transactions
    .flatMap((each) => accountFor(each, chosen, open).purposes)
    .map(
      ({ eventId, purpose, protocol, deal, values }) =>
        `${eventId} ${purpose} ${[...values].map(([asset, value]) => `${asset.slice(0, 8)} ${moneyText(value)}`).join(" + ")} by ${String(protocol)} in ${deal}`,
    );
}

describe("what each event was for", () => {
  test("a trade's sides are worth the same before fees, and its fees stand beside", () => {
    const sold = tx(
      "s",
      legs(
        "direct_swap",
        [
          ["principal", min, -100_000_000n],
          ["principal", "lovelace", 2_000_000n],
          ["network_fee", "lovelace", -400_000n],
        ],
        { protocol: "minswap-v2" },
      ),
    );
    expect(purposesOf([placed, sold], { ...treatment, standaloneFee: "loss" })).toEqual([
      "p:w0:0 fee lovelace 0.1 by minswap-v2 in p:w0:0",
      "s:w0:0 trade 29d222ce 1 by minswap-v2 in s:w0:0",
      "s:w0:1 trade lovelace 1 by minswap-v2 in s:w0:0",
      "s:w0:2 fee lovelace 0.2 by minswap-v2 in s:w0:0",
    ]);
  });

  test("where the value of a deal is unknown, each part of it counts for what it is worth itself", () => {
    const sold = legs("nft_sell", [
      ["principal", nft, -1n],
      ["principal", lp, 1n],
      ["principal", "lovelace", 2_000_000n],
    ]);
    const bought = legs("nft_buy", [
      ["principal", lp, -1n],
      ["principal", min, -100_000_000n],
      ["principal", nft, 1n],
    ]);
    expect(purposesOf([tx("s", sold), tx("b", bought)])).toEqual([
      "s:w0:0 trade abababab null by null in s:w0:0",
      "s:w0:1 trade f5f5f5f5 null by null in s:w0:0",
      "s:w0:2 trade lovelace 1 by null in s:w0:0",
      "b:w0:0 trade f5f5f5f5 null by null in b:w0:0",
      "b:w0:1 trade 29d222ce 1 by null in b:w0:0",
      "b:w0:2 trade abababab null by null in b:w0:0",
    ]);
  });

  test("loans, interest, gifts, losses, moves, and what is carried", () => {
    const at = "position:levvy:debt";
    const lent = { protocol: "levvy" } as const;
    const borrowed = legs(
      "lend_borrow",
      [
        ["principal", min, 100_000_000n],
        ["principal", min, -100_000_000n, at],
      ],
      lent,
    );
    const repaid = legs(
      "lend_repay",
      [
        ["principal", min, -105_000_000n],
        ["principal", min, 105_000_000n, at],
      ],
      lent,
    );
    const one = (action: AccountedLeg["action"], ...leg: LegText) => legs(action, [leg]);
    const put = legs("lp_deposit", [
      ["principal", "lovelace", -4_000_000n],
      ["receipt", lp, 9n],
    ]);
    const moved = tx(
      "i",
      one("internal_transfer", "principal", min, -5n),
      one("internal_transfer", "principal", min, 5n),
    );
    const single = [
      one("failed_script", "collateral_loss", "lovelace", -5_000_000n),
      one("treasury_donation", "donation", "lovelace", -4_000_000n),
      one("send", "principal", "lovelace", -2_000_000n),
      one("receive", "principal", nft, 1n),
      one("mint", "mint", nft, 1n),
      one("burn", "burn", nft, -1n),
      one("claim", "reward", min, 100_000_000n),
      put,
    ].map((each, n) => tx(String(n), each));
    const dropped = one("airdrop", "principal", min, 100_000_000n);
    expect([
      ...purposesOf([tx("b", borrowed), tx("r", repaid), ...single, moved, tx("d", dropped)]),
      ...purposesOf([tx("z", dropped)], { ...treatment, airdrop: "zero-cost" }),
    ]).toEqual([
      "b:w0:0 loan 29d222ce 1 by levvy in b:w0:0",
      "r:w0:0 repayment 29d222ce 1 by levvy in r:w0:0",
      "r:w0:1 interest 29d222ce 0.05 by levvy in r:w0:0",
      "0:w0:0 loss lovelace 2.5 by null in 0:w0:0",
      "1:w0:0 donation lovelace 2 by null in 1:w0:0",
      "2:w0:0 withdrawal lovelace 1 by null in 2:w0:0",
      "3:w0:0 deposit abababab null by null in 3:w0:0",
      "4:w0:0 mint abababab 0 by null in 4:w0:0",
      "5:w0:0 burn abababab 0 by null in 5:w0:0",
      "6:w0:0 income 29d222ce 1 by null in 6:w0:0",
      "7:w0:0 carry lovelace 2 + f5f5f5f5 null by null in 7:w0:0",
      "i:move:0 transfer  by null in i:move:0",
      "d:w0:0 income 29d222ce 1 by null in d:w0:0",
      "z:w0:0 airdrop 29d222ce 0 by null in z:w0:0",
    ]);
  });
});
