import { describe, expect, it } from "vitest";
import { recordedTrades, type RecordedTrade } from "@/lib/market/recorded-trades";
import { tradeLine } from "@/lib/market/trade-line";
import type { Trade } from "@/lib/market/trade";
import {
  knownSwaps,
  isPriseHere,
  priseFiles,
  priseSwaps,
  unlessPrise,
  type PriseSwap,
} from "@/tests/support/prise-swaps";
import { recordedTxs } from "@/tests/support/recorded-explained";
import { isRecordedHere, readRecorded, unlessRecorded } from "@/tests/support/recorded-files";
import { explainedBy } from "@/tests/support/recorded-explained";

type Sides = Pick<Trade, "unitIn" | "amountIn" | "unitOut" | "amountOut">;

function keyOf({
  txHash,
  dex,
  unitIn,
  amountIn,
  unitOut,
  amountOut,
}: Sides & { txHash: string; dex?: string | undefined }) {
  return [txHash, dex, unitIn, amountIn, unitOut, amountOut].join(" ");
}

function timed(swap: Pick<PriseSwap | RecordedTrade, "time"> & Sides & { txHash: string; dex?: string | undefined }) {
  return `${keyOf(swap)} ${swap.time?.toISOString()}`;
}

const folders = ["prise-dex", "scalus-mainnet-blocks", "amaru-treasury", "maestro-spec-example"];

describe.skipIf(!isRecordedHere)(`Trades as they were recorded${unlessRecorded}`, () => {
  const byFolder = new Map(
    isRecordedHere ? folders.map((folder) => [folder, recordedTrades(recordedTxs(folder))]) : [],
  );
  const tradesIn = (folder: string) => byFolder.get(folder)?.trades ?? [];

  it("so many of each exchange, and what is left out because not all of it is known", () => {
    const counts = folders.map((folder) => {
      const sums: Record<string, number> = {};
      for (const { dex, through } of tradesIn(folder)) {
        const key = `${dex} ${through}`;
        sums[key] = (sums[key] ?? 0) + 1;
      }
      return [folder, sums, byFolder.get(folder)?.unresolved];
    });
    expect(counts).toEqual([
      [
        "prise-dex",
        { "minswap-v1 order": 6, "minswap-v2 order": 432, "sundae-v1 order": 1, "wingriders-v1 order": 2 },
        // Two orders whose datums were recorded by their hash only.
        2,
      ],
      [
        "scalus-mainnet-blocks",
        { "minswap-v1 order": 1, "minswap-v2 order": 9, "splash order": 10, "sundae-v3 order": 1, "vyfi order": 1 },
        0,
      ],
      ["amaru-treasury", { "sundae-v3 order": 175 }, 0],
      // An order of which only the datum's hash is known.
      ["maestro-spec-example", {}, 1],
    ]);
  });

  describe.skipIf(!isPriseHere)(`Swaps of another indexer whose transaction was recorded${unlessPrise}`, () => {
    const recorded = new Set(isRecordedHere ? recordedTxs("prise-dex").map(({ tx }) => tx.hash as string) : []);
    const told = new Set(tradesIn("prise-dex").map(timed));
    const judge = (swaps: readonly PriseSwap[]) => {
      const here = [...new Map(swaps.map((swap) => [timed(swap), swap])).values()].filter(({ txHash }) =>
        recorded.has(txHash),
      );
      const misses = here.filter((swap) => !told.has(timed(swap)));
      return {
        found: `${here.length - misses.length} of ${here.length}`,
        misses: misses.map(({ txHash, amountIn, amountOut }) => [txHash.slice(0, 8), amountIn, amountOut]).sort(),
      };
    };

    it("of the market's files: units, amounts without the batcher's fee, exchange and time", () => {
      expect(judge(priseFiles.flatMap(priseSwaps))).toEqual({
        found: "3 of 4",
        // Copied from a page through a float: the page itself, which its tests cite, says 1,045.332878.
        misses: [["3cae4bea", 270_000_000n, 1_045_332_877n]],
      });
    });

    it("of the files beside the recordings", () => {
      expect(judge(knownSwaps())).toEqual({
        found: "7 of 11",
        misses: [
          // One of its versions; five other files have the 270 ADA that the order holds beside fee and deposit.
          ["3cae4bea", 269_999_566n, 1_045_332_878n],
          ["3cae4bea", 270_000_000n, 1_045_332_877n],
          // Two opposing orders as one, by the net change of the pool.
          ["3be94438", 8_830_322_522n, 1_341_695_121n],
          // The swap inside a deposit of one asset.
          ["f4d58892", 242_164n, 481_323n],
        ].sort(),
      });
    });
  });

  it("every swap that its classifier's own tests expect, and none inside a one-sided deposit", () => {
    const dexOf = {
      MINSWAP: "minswap-v1",
      MINSWAPV2: "minswap-v2",
      SUNDAESWAP: "sundae-v1",
      WINGRIDERS: "wingriders-v1",
    };
    const expected = readRecorded("prise-dex/expected/swaps_from_unit_tests.json") as readonly {
      readonly tx_hash: string;
      readonly dex: keyof typeof dexOf;
      readonly kind: string;
      readonly user_gives: readonly [string, string];
      readonly user_gets: readonly [string, string];
    }[];
    const told = new Set(tradesIn("prise-dex").map(keyOf));
    const keys = expected.map(({ tx_hash: hash, dex, kind, user_gives: gives, user_gets: gets }) => ({
      isSwap: kind === "swap",
      isTold: told.has([hash, dexOf[dex], ...gives, ...gets].join(" ")),
    }));
    const [swaps, others] = [keys.filter(({ isSwap }) => isSwap), keys.filter(({ isSwap }) => !isSwap)];
    const count = (some: typeof keys) => `${some.filter(({ isTold }) => isTold).length} of ${some.length}`;
    expect({ swaps: count(swaps), zaps: count(others) }).toEqual({ swaps: "19 of 19", zaps: "0 of 3" });
  });

  it("one trade for every step of a Minswap V2 order that swaps, none for one that adds or takes out liquidity", () => {
    const steps = readRecorded("prise-dex/expected/minswap_v2_order_steps_DERIVED_from_datums.json") as Record<
      string,
      readonly { readonly step: string }[]
    >;
    const trades = [...tradesIn("prise-dex"), ...tradesIn("scalus-mainnet-blocks")];
    const wrong = Object.entries(steps).flatMap(([hash, rows]) => {
      const swaps = rows.filter(({ step }) => step.startsWith("Swap")).length;
      const told = trades.filter(({ txHash, dex }) => txHash === hash && dex === "minswap-v2").length;
      return swaps === told ? [] : [{ hash, swaps, told }];
    });
    const all = Object.values(steps).flat();
    expect({ steps: all.length, swaps: all.filter(({ step }) => step.startsWith("Swap")).length, wrong }).toEqual({
      steps: 500,
      swaps: 441,
      // Its owner took this one back.
      wrong: [{ hash: "05929dac7c767e13bd03282471ab9c268646cf66f9934903693404ceafd48ef4", swaps: 1, told: 0 }],
    });
  });

  it("the very amounts that the owners of the orders are told", () => {
    const misses = folders.flatMap((folder) => {
      const lines = [...explainedBy(folder).values()].flat().filter(({ action }) => action === "order_fill");
      const shown = new Set(
        lines.map(({ txHash, protocol, in: got, out: gave }) =>
          [txHash, protocol, ...[...gave, ...got].flatMap(({ unit, quantity }) => [unit, quantity])].join(" "),
        ),
      );
      return tradesIn(folder).filter((trade) => !shown.has(keyOf(trade)));
    });
    // Its executor took more than the lovelace that lay in the order: the owner's side has 0.870391 ADA of it as less got.
    expect(misses.map(({ txHash, amountOut }) => [txHash.slice(0, 8), amountOut])).toEqual([
      ["dcc46e45", 237_039_178n],
    ]);
  });

  it("the same in whatever order transactions and their outputs are given", () => {
    for (const folder of ["scalus-mainnet-blocks", "amaru-treasury"]) {
      const txs = recordedTxs(folder);
      const turned = [...txs].reverse();
      expect(recordedTrades(turned)).toEqual(byFolder.get(folder));
      expect(recordedTrades([...txs, ...turned])).toEqual(byFolder.get(folder));
    }
  });

  it("with the time of the slot where no block's time was recorded, and with none where neither was", () => {
    const txs = recordedTxs("scalus-mainnet-blocks");
    expect(recordedTrades(txs.map((entry) => ({ ...entry, time: null })))).toEqual(
      byFolder.get("scalus-mainnet-blocks"),
    );
    const { trades } = recordedTrades(txs.map((entry) => ({ ...entry, time: null, slot: 0, height: 0 })));
    const places = trades.map(({ time, slot, height, txIndex }) => [time, slot, height, txIndex]);
    expect(places).toEqual(trades.map(() => [null, null, null, null]));
    expect(places).toHaveLength(22);
  });

  it("as lines of JSON", () => {
    const wmt = "3cae4bea2849f1cc8546a96058320f0deb949289cbd58295cfc7f50dab71f15a";
    expect(
      tradesIn("prise-dex")
        .filter(({ txHash }) => txHash === wmt)
        .map(tradeLine),
    ).toEqual([
      {
        txHash: wmt,
        dex: "minswap-v1",
        time: "2024-01-01T00:09:21Z",
        unitIn: "lovelace",
        amountIn: "270000000",
        unitOut: "1d7f33bd23d85e1a25d87d86fac4f199c3197a2f7afeb662a0f34e1e776f726c646d6f62696c65746f6b656e",
        amountOut: "1045332878",
      },
    ]);
  });
});
