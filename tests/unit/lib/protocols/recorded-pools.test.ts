import { describe, expect, it } from "vitest";
import { shareOf, type Pool } from "@/lib/protocols/pool";
import { priceOf } from "@/lib/protocols/pool-price";
import { matchUnit } from "@/lib/protocols/registry";
import { poolChanges, poolsMade } from "@/tests/support/recorded-pool-changes";
import { recordedTxs } from "@/tests/support/recorded-explained";
import { isRecordedHere, unlessRecorded } from "@/tests/support/recorded-files";

const folders = ["prise-dex", "scalus-mainnet-blocks", "amaru-treasury", "maestro-spec-example"];
const product = ({ reserves }: Pool) => [...reserves.values()].reduce((all, reserve) => all * reserve, 1n);

describe.skipIf(!isRecordedHere)(`Pools as they were recorded${unlessRecorded}`, () => {
  const pools = isRecordedHere ? folders.flatMap(recordedTxs).flatMap(({ tx }) => poolsMade(tx)) : [];

  it("all read as two reserves with a price, each by a unit of its own", () => {
    const counts: Record<string, number> = {};
    for (const pool of pools) {
      counts[pool.dex] = (counts[pool.dex] ?? 0) + 1;
      const [a, b] = [...pool.reserves.keys()];
      if (a === undefined || b === undefined) throw new Error("a pool of one asset");
      expect(pool.reserves.size).toBe(2);
      expect(
        priceOf(pool, a, b)
          ?.mul(priceOf(pool, b, a) ?? 0)
          .equals(1),
      ).toBe(true);
    }
    expect(counts).toEqual({
      "minswap-v1": 7,
      "minswap-v2": 484,
      splash: 4,
      "sundae-v1": 1,
      "sundae-v3": 40,
      vyfi: 2,
      "wingriders-v1": 2,
    });
  });

  it("give all of their reserves for all of their LP tokens", () => {
    const counted = pools.filter(({ supply }) => supply !== null);
    for (const { supply, reserves } of counted)
      expect([...(shareOf({ supply: supply ?? 0n, reserves }, supply ?? 0n) ?? [])]).toEqual([...reserves]);
    expect(counted.length).toBe(539);
  });

  it("are found again from their LP token, where its policy is known", () => {
    const named = pools.filter(({ lpUnit }) => lpUnit !== null && matchUnit(lpUnit) !== null);
    const lost = named.filter(({ lpUnit, poolUnit, dex }) => {
      const match = lpUnit === null ? null : matchUnit(lpUnit);
      const found = lpUnit === null ? null : match?.protocol.pools?.poolUnit(lpUnit);
      return match?.id !== dex || (dex === "splash" ? found !== lpUnit : found !== poolUnit);
    });
    expect([named.length, lost]).toEqual([538, []]);
  });

  it("never lose by a trade: the product of the reserves grows while the supply stays", () => {
    const trades = poolChanges(...folders).filter(({ before, after }) => before.supply === after.supply);
    const lost = trades.filter(({ before, after }) => product(after) < product(before));
    expect({ trades: trades.length, lost: lost.map(({ tx, after }) => [tx.hash, after.dex]) }).toEqual({
      trades: 478,
      lost: [],
    });
  });
});
