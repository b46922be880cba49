import { describe, expect, it } from "vitest";
import type { ExplainedLine } from "@/lib/explain/line";
import { isRecordedHere, readRecorded, unlessRecorded } from "../../../support/recorded-files";
import { explainedBy } from "../../../support/recorded-explained";

interface ExpectedSwap {
  readonly tx_hash: string;
  readonly dex: "MINSWAP" | "MINSWAPV2" | "SUNDAESWAP" | "WINGRIDERS";
  readonly kind: string;
  readonly user_gives: readonly [string, string];
  readonly user_gets: readonly [string, string];
}

interface ExpectedStep {
  readonly step: "SwapExactIn" | "SwapExactOut" | "SwapRouting" | "Deposit" | "Withdraw";
  readonly owner_stake: string | null;
}

const protocolOf = {
  MINSWAP: "minswap-v1",
  MINSWAPV2: "minswap-v2",
  SUNDAESWAP: "sundae-v1",
  WINGRIDERS: "wingriders-v1",
} as const;

const actionOfStep = {
  SwapExactIn: ["order_fill", "swap"],
  SwapExactOut: ["order_fill", "exact_out"],
  SwapRouting: ["order_fill", "route"],
  Deposit: ["lp_deposit", "deposit"],
  Withdraw: ["lp_withdraw", "withdraw"],
} as const;

function swapOf({
  txHash,
  protocol,
  in: taken,
  out: given,
}: Pick<ExplainedLine, "txHash" | "protocol" | "in" | "out">) {
  return { txHash, protocol, in: taken, out: given };
}

describe.skipIf(!isRecordedHere)(`Somebody else's answers about recorded DEX transactions${unlessRecorded}`, () => {
  const prise = isRecordedHere ? explainedBy("prise-dex") : new Map<string, ExplainedLine[]>();
  const swaps = isRecordedHere
    ? (readRecorded("prise-dex/expected/swaps_from_unit_tests.json") as readonly ExpectedSwap[])
    : [];

  it("every swap: same protocol, same assets, same amounts", () => {
    const whole = swaps.filter(({ kind }) => kind === "swap");
    const misses = whole.filter((swap) => {
      const wanted = swapOf({
        txHash: swap.tx_hash,
        protocol: protocolOf[swap.dex],
        in: [{ unit: swap.user_gets[0], quantity: swap.user_gets[1] }],
        out: [{ unit: swap.user_gives[0], quantity: swap.user_gives[1] }],
      });
      const fills = (prise.get(swap.tx_hash) ?? []).filter(({ action }) => action === "order_fill");
      return !fills.some((line) => JSON.stringify(swapOf(line)) === JSON.stringify(wanted));
    });
    expect({ swaps: whole.length, misses }).toEqual({ swaps: 19, misses: [] });
  });

  it("the swap inside a one-sided deposit is not told as a swap of the owner's", () => {
    const inside = swaps.filter(({ kind }) => kind !== "swap").map(({ tx_hash: hash }) => hash);
    const actions = inside.map((hash) => prise.get(hash)?.map(({ action, subtype }) => [action, subtype]));
    expect(actions).toEqual(
      inside.map(() => [
        ["lp_deposit", "deposit"],
        ["order_execution", null],
      ]),
    );
  });

  it("every step of a Minswap V2 order, told to the account that its address carries", () => {
    const steps = readRecorded("prise-dex/expected/minswap_v2_order_steps_DERIVED_from_datums.json") as Record<
      string,
      readonly ExpectedStep[]
    >;
    const lines = new Map([...prise, ...explainedBy("scalus-mainnet-blocks")]);
    const all = Object.entries(steps).flatMap(([hash, rows]) => rows.map((row) => ({ hash, ...row })));
    const misses = all.filter(({ hash, step, owner_stake: owner }) => {
      const [action, subtype] = actionOfStep[step];
      return !lines
        .get(hash)
        ?.some((line) => line.action === action && line.subtype === subtype && [null, line.owner].includes(owner));
    });
    // Its owner took this one back: it never was carried out.
    const taken = "05929dac7c767e13bd03282471ab9c268646cf66f9934903693404ceafd48ef4";
    expect(lines.get(taken)?.map(({ action, subtype }) => [action, subtype])).toEqual([["order_cancel", "swap"]]);
    expect({ steps: all.length, misses: misses.map(({ hash }) => hash) }).toEqual({ steps: 500, misses: [taken] });
  });
});

describe.skipIf(!isRecordedHere)(`A treasury's own journal of its SundaeSwap V3 orders${unlessRecorded}`, () => {
  const usdm = "c48cbb3d5e57ed56e276bc45f99ab39abe94e6cd7ac39fb402da47ad0014df105553444d";
  const treasury = "32201dc1e82708364c6c42a53f89f675314bb9ad5da2734aa10baa0d";

  function sum(lines: readonly ExplainedLine[], action: string, side: "in" | "out", unit: string): bigint {
    const rows = lines.filter((line) => line.action === action && line.protocol === "sundae-v3");
    const amounts = rows.flatMap((line) => line[side]).filter((amount) => amount.unit === unit);
    return amounts.reduce((total, { quantity }) => total + BigInt(quantity), 0n);
  }

  it(`every order that ${treasury.slice(0, 8)} placed and every scoop that paid it`, () => {
    const lines = explainedBy("amaru-treasury");
    const journal = readRecorded("amaru-treasury/expected/journal.json") as Record<string, { classification: string }>;
    const told = Object.entries(journal).map(([hash, { classification }]) => {
      const own = (lines.get(hash) ?? []).filter(({ owner }) => owner.startsWith("addr1x"));
      const isOrder = classification.includes("sends");
      const amount = isOrder ? sum(own, "order_place", "out", "lovelace") / 1_000n : sum(own, "order_fill", "in", usdm);
      const [ada = "", usd = ""] = [/sends ([\d.]+) ADA/, /receives ([\d.]+) USDM/].map(
        (pattern) => pattern.exec(classification)?.[1]?.replace(".", "") ?? "",
      );
      return { hash, amount, expected: BigInt(isOrder ? ada : usd), isOrder };
    });
    // The journal rounds ADA to three places.
    const misses = told.filter(({ amount, expected, isOrder }) => {
      const difference = amount - expected;
      return isOrder ? difference > 1n || difference < -1n : difference !== 0n;
    });
    expect({ entries: told.length, misses }).toEqual({ entries: 36, misses: [] });
  });
});

describe.skipIf(!isRecordedHere)(`All that was recorded${unlessRecorded}`, () => {
  it("has at most one transaction with scripts in twenty of which we cannot say what it was for", () => {
    const unexplained = ["contract_interaction", "unclassified"];
    const dex = ["prise-dex", "scalus-mainnet-blocks", "amaru-treasury", "maestro-spec-example"];
    const found = dex.flatMap((folder) =>
      [...explainedBy(folder)].flatMap(([hash, lines]) =>
        lines.some(({ action }) => unexplained.includes(action)) ? [`${folder}/${hash.slice(0, 8)}`] : [],
      ),
    );
    expect(found).toEqual(["prise-dex/72875a21", "amaru-treasury/46c11538"]);
  });
});
