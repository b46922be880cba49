import { describe, expect, test } from "vitest";
import type { AccountedLeg } from "@/lib/accounting/deal";
import { OpenAccounts, type AccountedTransaction } from "@/lib/accounting/wallet-book";
import { assetFingerprint } from "@/lib/cardano/asset-fingerprint";
import type { Unit } from "@/lib/cardano/brand";
import { lovelace } from "@/lib/cardano/unit";
import { ownTransaction, together, type OwnSide, type OwnTransaction } from "@/lib/reconcile/own-transaction";
import { readFile } from "@/lib/reconcile/read-file";
import { reconcile, type OwnHistory } from "@/lib/reconcile/reconcile";
import { exported } from "@/tests/support/exported";
import { accountedHistory, rowsOfAll, settingsOf, tokenOf, treatment } from "@/tests/support/exported-history";

const hashOf = (n: number) => n.toString(16).padStart(2, "0").repeat(32);
const min = `${"29".repeat(28)}4d494e` as Unit;
const other = `${"5c".repeat(28)}4f54` as Unit;
const start = Date.UTC(2024, 2, 4, 5, 6, 7);
const ada = (amount: number) => BigInt(Math.round(amount * 1_000_000));
const amounts = (quantities: Partial<Record<string, bigint>>) =>
  new Map(
    Object.entries(quantities).flatMap(([unit, quantity]) => (quantity ? [[unit as Unit, quantity] as const] : [])),
  );

const side = (told: Partial<OwnSide>): OwnSide => ({ ...together([]), ...told });

/** Of one wallet, the n-th transaction at the n-th hour. */
function own(n: number, told: Partial<OwnSide>, wallet = "w0"): OwnTransaction {
  return { hash: hashOf(n), at: start + n * 3_600_000, sides: new Map([[wallet, side(told)]]) };
}

const looks = new Map([
  [lovelace, { name: "Cardano", ticker: "ADA", decimals: 6 }],
  [min, { name: "Minswap", ticker: "MIN", decimals: 6 }],
  [other, { name: "Other", ticker: null, decimals: 0 }],
]);
const history = (transactions: readonly OwnTransaction[], more: Partial<OwnHistory> = {}): OwnHistory => ({
  ...{ transactions, rewards: [], rewardsAre: "apart", looks, numbers: new Map([[min, 7]]) },
  ...more,
});

const header =
  "Date,Sent Amount,Sent Currency,Received Amount,Received Currency,Fee Amount,Fee Currency,Label,Description,TxHash";
type Line = readonly [sent: string, received: string, fee: string, hash: string, label?: string];
const universal = (lines: readonly Line[]) =>
  [
    header,
    ...lines.map(([sent, received, fee, hash, label = ""], n) => {
      const cells = (text: string) => (text === "" ? "," : text.replace(" ", ","));
      const at = new Date(start + n * 3_600_000).toISOString().slice(0, 19).replace("T", " ");
      return [at, cells(sent), cells(received), cells(fee), label, "", hash].join(",");
    }),
  ].join("\n");

function fileOf(text: string) {
  const file = readFile(new TextEncoder().encode(text));
  if ("issues" in file) throw new Error(JSON.stringify(file.issues));
  return file;
}

/** Reasons of the only transaction, which the file tells in one line or several. */
function why(lines: readonly Omit<Line, "hash">[], told: Partial<OwnSide>, more: Partial<OwnHistory> = {}) {
  const all = lines.map(([sent, received, fee]): Line => [sent, received, fee, hashOf(1)]);
  const { matched, different, missingHere, missingThere } = reconcile(
    fileOf(universal(all)),
    history([own(1, told)], more),
    ["w0"],
    null,
  );
  expect([missingHere, missingThere]).toEqual([[], []]);
  expect(matched + different.length).toBe(1);
  return different[0]?.why ?? [];
}

describe("why a transaction is told otherwise", () => {
  const fee = ada(0.17);
  const sent = { told: amounts({ lovelace: -ada(10.17) }), moved: amounts({ lovelace: -ada(10.17) }), fee };
  const placed = { told: amounts({ lovelace: -fee }), moved: amounts({ lovelace: -ada(102.17) }), fee };
  const registered = {
    ...{ fee, deposit: ada(2) },
    told: amounts({ lovelace: -fee }),
    moved: amounts({ lovelace: -ada(2.17) }),
  };
  const withdrawn = { fee, withdrawn: ada(5), moved: amounts({ lovelace: ada(4.83) }) };
  const swapped = { told: amounts({ lovelace: -ada(10), [min]: 3_000_000n }), moved: amounts({ [min]: 3_000_000n }) };

  test.each([
    ["it is not", [["10 ADA", "", "0.17 ADA"]], sent, []],
    ["the fee is in the amount", [["10.17 ADA", "", ""]], sent, []],
    ["the fee is missing", [["10 ADA", "", ""]], sent, ["fee_left_out"]],
    ["the fee is counted twice", [["10.17 ADA", "", "0.17 ADA"]], sent, ["fee_doubled"]],
    [
      "somebody else's fee is counted",
      [["", "5 ADA", "0.2 ADA"]],
      { told: amounts({ lovelace: ada(5) }) },
      ["fee_doubled"],
    ],
    ["an order is a send", [["102 ADA", "", "0.17 ADA"]], placed, ["order_as_transfer"]],
    ["an order is a send without a fee", [["102 ADA", "", ""]], placed, ["order_as_transfer", "fee_left_out"]],
    ["a fill is a receive", [["", "3 MIN", ""]], swapped, ["order_as_transfer"]],
    ["a deposit is spent", [["2 ADA", "", "0.17 ADA"]], registered, ["deposit_as_spent"]],
    ["a deposit is a fee", [["", "", "2.17 ADA"]], registered, ["deposit_as_fee"]],
    [
      "a failed script is what was meant",
      [["50 ADA", "", "0.3 ADA"]],
      { told: amounts({ lovelace: -ada(5) }), moved: amounts({ lovelace: -ada(5) }), isFailed: true },
      ["failed_script"],
    ],
    [
      "tokens are left out",
      [["1 ADA", "", "0.17 ADA"]],
      {
        fee,
        told: amounts({ lovelace: -ada(1.17), [min]: -5n }),
        moved: amounts({ lovelace: -ada(1.17), [min]: -5n }),
      },
      ["tokens_left_out"],
    ],
    [
      "the ADA of a token is left out",
      [["5 MIN", "", "0.17 ADA"]],
      {
        fee,
        told: amounts({ lovelace: -ada(1.37), [min]: -5_000_000n }),
        moved: amounts({ lovelace: -ada(1.37), [min]: -5_000_000n }),
      },
      ["min_ada_left_out"],
    ],
    ["it is rounded", [["", "12.35 ADA", ""]], { told: amounts({ lovelace: ada(12.345678) }) }, ["rounding"]],
    [
      "a token is nobody's",
      [["", "12 WHAT", ""]],
      { told: amounts({ [min]: 5n, [other]: 6n }), moved: amounts({ [min]: 5n, [other]: 6n }) },
      ["token_unknown"],
    ],
    ["nothing explains it", [["9 ADA", "", "0.17 ADA"]], sent, ["amount_differs"]],
    [
      "two lines are one sum",
      [
        ["4 ADA", "", "0.17 ADA"],
        ["6 ADA", "", ""],
      ],
      sent,
      [],
    ],
  ] as const)("%s", (_, lines, told, reasons) => {
    expect(why(lines as unknown as Line[], told)).toEqual(reasons);
  });

  test("rewards with their withdrawal, or apart from it", () => {
    const apart = { ...withdrawn, told: amounts({ lovelace: -fee }) };
    const together = { ...withdrawn, told: amounts({ lovelace: ada(4.83) }) };
    expect(why([["", "5 ADA", "0.17 ADA", ""]], apart)).toEqual(["reward_at_withdrawal"]);
    expect(why([["", "", "0.17 ADA", ""]], apart)).toEqual([]);
    expect(why([["", "", "0.17 ADA", ""]], together, { rewardsAre: "withdrawn" })).toEqual(["reward_apart"]);
    expect(why([["", "5 ADA", "0.17 ADA", ""]], together, { rewardsAre: "withdrawn" })).toEqual([]);
  });

  test("rewards that are told twice", () => {
    const told = { ...withdrawn, told: amounts({ lovelace: -fee }) };
    const rewards = [{ wallet: "w0", epoch: 470, at: start, quantity: ada(5) }];
    const lines: Line[] = [
      ["", "5 ADA", "", "", "reward"],
      ["", "5 ADA", "0.17 ADA", hashOf(1)],
    ];
    const tell = (rewardsAre: "apart" | "withdrawn", each: Partial<OwnSide>) => {
      const found = reconcile(fileOf(universal(lines)), history([own(1, each)], { rewards, rewardsAre }), ["w0"], null);
      return [found.matched, found.different.map((difference) => difference.why)];
    };
    expect(tell("apart", told)).toEqual([1, [["reward_doubled"]]]);
    expect(tell("withdrawn", { ...withdrawn, told: amounts({ lovelace: ada(4.83) }) })).toEqual([
      1,
      [["reward_doubled"]],
    ]);
  });
});

describe("what a token is called", () => {
  const told = {
    told: amounts({ [min]: 5_000_000n, [other]: 9n }),
    moved: amounts({ [min]: 5_000_000n, [other]: 9n }),
  };
  test.each([
    ["ours for Koinly", "NULL7"],
    ["ours elsewhere", "MIN-7"],
    ["its unit", min],
    ["policy and name", `${min.slice(0, 56)}.${min.slice(56)}`],
    ["its fingerprint", `MIN (${assetFingerprint(min) ?? ""})`.replace(" (", "(")],
    ["its ticker", "min"],
    ["its name", "Minswap"],
    ["by nothing but its amount", "ID:36899"],
  ])("%s", (_, name) => {
    expect(
      why(
        [
          ["", `5 ${name}`, "", ""],
          ["", "9 Other", "", ""],
        ],
        told,
      ),
    ).toEqual([]);
  });
});

test("what either lacks, within the time of the file", () => {
  const moved = (amount: number) => ({
    told: amounts({ lovelace: ada(amount) }),
    moved: amounts({ lovelace: ada(amount) }),
  });
  const idle = { moved: amounts({ lovelace: ada(1) }) };
  const all = [own(0, moved(1)), own(1, moved(2)), own(2, moved(3)), own(3, idle), own(4, moved(5)), own(9, moved(6))];
  const lines: Line[] = [
    ["", "9 ADA", "", hashOf(99)],
    ["", "2 ADA", "", hashOf(1)],
    ["", "5 ADA", "", hashOf(4)],
  ];
  const found = reconcile(fileOf(universal(lines)), history(all), ["w0"], null);
  expect(found).toMatchObject({ wallet: "w0", matched: 2, different: [] });
  expect(found.missingHere).toMatchObject([{ hash: hashOf(99), otherWallet: null }]);
  expect(found.missingThere).toEqual([all[0], all[2]]);
  const app = fileOf(universal(lines).replace("TxHash", "TxHash,TxType"));
  expect(reconcile(app, history(all), ["w0"], null).missingThere).toEqual([all[0], all[2], all[3]]);
});

test("a file is held against the wallet that it fits best, or against all together", () => {
  const move = (amount: number) =>
    side({ told: amounts({ lovelace: ada(amount) }), moved: amounts({ lovelace: ada(amount) }) });
  const between = (n: number): OwnTransaction => ({
    ...own(n, {}),
    sides: new Map([
      ["w0", move(-5)],
      ["w1", move(5)],
    ]),
  });
  const all = history([own(0, move(9), "w0"), between(1), own(2, move(3), "w1")]);
  const wallets = ["w1", "w0"];
  const first: Line[] = [
    ["", "9 ADA", "", hashOf(0)],
    ["5 ADA", "", "", hashOf(1)],
  ];
  expect(reconcile(fileOf(universal(first)), all, wallets, null)).toMatchObject({ wallet: "w0", matched: 2 });
  const both: Line[] = [...first, ["", "5 ADA", "", hashOf(1)], ["", "3 ADA", "", hashOf(2)]];
  expect(reconcile(fileOf(universal(both)), all, wallets, null)).toMatchObject({ wallet: null, matched: 3 });
  const asked = reconcile(fileOf(universal(first)), all, wallets, "w1");
  expect(asked).toMatchObject({ wallet: "w1", matched: 0, missingHere: [{ hash: hashOf(0), otherWallet: "w0" }] });
  expect(asked.different.map((each) => each.why)).toEqual([["amount_differs"]]);
});

test("lines without a transaction are found by time and amount, in any zone, each transaction once", () => {
  const yoroi = [
    '"Type (Trade, IN or OUT)","Buy Amount","Buy Cur.","Sell Amount","Sell Cur.","Fee Amount (optional)","Fee Cur. (optional)","Comment (optional)","Date"',
    '"Withdrawal","","","10","ADA","0.17","ADA","","2024-03-04 13:06:07"',
    '"Withdrawal","","","10","ADA","0.17","ADA","","2024-03-04 13:06:07"',
    '"Deposit","7","ADA","","","","","","2024-03-07 13:06:07"',
    '"Deposit","0.25","ADA","","","","","Staking Reward Epoch 470","2024-03-06 21:44:51"',
    '"Deposit","0.3","ADA","","","","","Staking Reward Epoch 471","2024-03-11 21:44:51"',
    '"Deposit","0.5","ADA","","","","","Staking Reward Epoch 475","2024-03-21 21:44:51"',
  ];
  const sent = { told: amounts({ lovelace: -ada(10.17) }), moved: amounts({ lovelace: -ada(10.17) }), fee: ada(0.17) };
  const rewards = [
    { wallet: "w0", epoch: 470, at: Date.UTC(2024, 2, 16), quantity: ada(0.25) },
    { wallet: "w0", epoch: 471, at: Date.UTC(2024, 2, 16), quantity: ada(0.31) },
    { wallet: "w0", epoch: 472, at: Date.UTC(2024, 2, 18), quantity: ada(0.4) },
  ];
  const transactions = [own(0, sent), own(1, { told: amounts({ lovelace: ada(7) }) })];
  const found = reconcile(fileOf(yoroi.join("\n")), history(transactions, { rewards }), ["w0"], null);
  expect(found.matched).toBe(2);
  expect(found.missingHere.map(({ rows }) => rows.map(({ line }) => line))).toEqual([[3], [4], [7]]);
  expect(found.missingThere).toEqual([transactions[1], rewards[2]]);
  expect(found.different).toMatchObject([{ matchedBy: "reward", own: rewards[1], why: ["amount_differs"] }]);
});

describe("our own files have no differences", () => {
  const between: AccountedTransaction = {
    hash: hashOf(250),
    at: Date.UTC(2023, 0, 1),
    priceOf: () => null,
    wallets: [
      { wallet: "w0", legs: [leg("network_fee", -170_000n), leg("principal", -5_000_000n)] },
      { wallet: "w1", legs: [leg("principal", 5_000_000n)] },
    ],
  };
  function leg(role: AccountedLeg["role"], quantity: bigint): AccountedLeg {
    const of = {
      action: "internal_transfer",
      subtype: null,
      protocol: null,
      location: "wallet",
      orderRef: null,
    } as const;
    return { ...of, role, unit: lovelace, quantity };
  }

  const wallets = [1, 2, 3].map((seed) => [between, ...accountedHistory(seed, 120)]);

  test.each([
    ["koinly", null, "withdrawn"],
    ["generic", null, "withdrawn"],
    ["koinly", "w0", "withdrawn"],
    ["generic", "w0", "apart"],
  ] as const)("%s of %s, rewards %s", async (format, wallet, rewardsAre) => {
    for (const transactions of wallets) {
      const rows = rowsOfAll(transactions, { rewards: rewardsAre });
      const settings = settingsOf(rows, { wallet });
      const { bytes } = await exported(format, { rows }, settings);
      const open = new OpenAccounts();
      const all = transactions.map((each) =>
        ownTransaction({ ...each, priceOf: () => null }, { treatment, open, tokenOf, rewards: rewardsAre }),
      );
      const units = new Set(
        all.flatMap(({ sides }) => [...sides.values()].flatMap(({ told, moved }) => [...told.keys(), ...moved.keys()])),
      );
      const known = new Map([...units].map((unit) => [unit as string, { name: null, ...tokenOf(unit) }]));
      const found = reconcile(
        fileOf(Buffer.from(bytes).toString()),
        history(all, { rewardsAre, looks: known, numbers: settings.numbers }),
        ["w0", "w1"],
        wallet,
      );
      const ofWallet = rows.filter((row) => wallet === null || row.wallet === wallet || row.toWallet === wallet);
      const told = new Set(ofWallet.map(({ hash }) => hash)).size;
      expect(found).toEqual({ wallet, matched: told, missingHere: [], missingThere: [], different: [] });
      expect(told).toBeGreaterThan(50);
    }
  });
});
