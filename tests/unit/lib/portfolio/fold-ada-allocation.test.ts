import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MINSWAP_V1_ORDER, MINSWAP_V2_ORDER, UNKNOWN_VAULT } from "@/dev/chain/model/scripts";
import { rewardKinds } from "@/lib/contract/staking";
import { foldAdaAllocation, type AdaFigures } from "@/lib/portfolio/fold-ada-allocation";

const minswapFarm = "bd3ae991b5aafccafe5ca70758bd36a9b2f872f57f6d3a1ffa0eb777";
const indigoCdp = "34d97e64b96fd863d8f75d0c7fb58acf7e7a09dff8aac5a1b4f0bfa2";
const scripts = [MINSWAP_V1_ORDER, MINSWAP_V2_ORDER, UNKNOWN_VAULT, minswapFarm, indigoCdp];

const figures: AdaFigures = {
  wallet: 100n,
  tokenMinimum: 30n,
  contracts: new Map([
    [MINSWAP_V2_ORDER, 50n],
    [UNKNOWN_VAULT, 7n],
  ]),
  orders: [
    { credential: MINSWAP_V2_ORDER, ownStake: true, lovelace: 50n },
    { credential: MINSWAP_V1_ORDER, ownStake: false, lovelace: 11n },
  ],
  deposits: 2n,
  standing: new Map([
    ["rewards", 3n],
    ["returned_deposits", 500n],
    ["treasury", 20n],
    ["other", 4n],
  ]),
};

describe("Where the ADA is", () => {
  it("counts an order once, whether or not it stands under the own stake key", () => {
    expect(foldAdaAllocation(figures)).toEqual({
      total: "697",
      parts: [
        { part: "spendable", quantity: "70" },
        { part: "with_tokens", quantity: "30" },
        { part: "orders", quantity: "61" },
        { part: "contracts", quantity: "7" },
        { part: "deposits", quantity: "2" },
        { part: "rewards", quantity: "3" },
        { part: "returned_deposits", quantity: "500" },
        { part: "treasury", quantity: "20" },
        { part: "other_payments", quantity: "4" },
      ],
    });
  });

  it("does not divide what nobody has looked at, and never takes more than is there", () => {
    const parts = (tokenMinimum: bigint | null) => foldAdaAllocation({ ...figures, tokenMinimum }).parts.slice(0, 2);
    expect(parts(null)).toEqual([
      { part: "wallet", quantity: "100" },
      { part: "orders", quantity: "61" },
    ]);
    expect(parts(120n)).toEqual([
      { part: "with_tokens", quantity: "100" },
      { part: "orders", quantity: "61" },
    ]);
  });

  it("adds up to everything, in parts that all say something", () => {
    const ada = fc.bigInt(0n, 10n ** 15n);
    const script = fc.constantFrom(...scripts);
    const order = fc.record({ credential: script, ownStake: fc.boolean(), lovelace: ada });
    const arbitrary = fc.record({
      wallet: ada,
      tokenMinimum: fc.option(ada),
      beside: fc.uniqueArray(fc.tuple(script, ada), { selector: ([hash]) => hash }),
      orders: fc.array(order),
      deposits: ada,
      standing: fc.uniqueArray(fc.tuple(fc.constantFrom(...rewardKinds), ada), { selector: ([kind]) => kind }),
    });
    fc.assert(
      fc.property(arbitrary, ({ beside, standing, ...given }) => {
        const contracts = new Map(beside);
        for (const { credential, ownStake, lovelace } of given.orders)
          if (ownStake) contracts.set(credential, (contracts.get(credential) ?? 0n) + lovelace);
        const { total, parts } = foldAdaAllocation({ ...given, contracts, standing: new Map(standing) });
        const elsewhere = given.orders.filter(({ ownStake }) => !ownStake).map(({ lovelace }) => lovelace);
        const all = [given.wallet, ...contracts.values(), ...elsewhere, given.deposits, ...new Map(standing).values()];
        const sum = (amounts: readonly bigint[]) => amounts.reduce((before, amount) => before + amount, 0n);
        expect(BigInt(total)).toBe(sum(all));
        expect(sum(parts.map(({ quantity }) => BigInt(quantity)))).toBe(sum(all));
        expect(parts.every(({ quantity }) => BigInt(quantity) > 0n)).toBe(true);
      }),
    );
  });
});
