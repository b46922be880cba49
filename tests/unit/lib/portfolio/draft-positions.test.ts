import { describe, expect, it } from "vitest";
import type { CredentialHash, Unit } from "@/lib/cardano/brand";
import { lovelace, parseUnit } from "@/lib/cardano/unit";
import { isLp, contractUtxoDrafts, stakeDrafts, tokenDrafts } from "@/lib/portfolio/draft-positions";
import type { ContractUtxo } from "@/lib/portfolio/position-rows";
import { madePools, poolFrom } from "@/tests/support/made-pools";
import type { SharedReserves } from "@/lib/protocols/pool";

const lp = parseUnit("f5808c2c990d86da54bfc97d89cee6efa20cd8461616359478d96b4c" + "ab".repeat(32));
const poolMark = parseUnit("f5808c2c990d86da54bfc97d89cee6efa20cd8461616359478d96b4c4d5350");
const qAda = parseUnit("a04ce7a52545e5e33c2867e148898d9e667a69602285f6a1298f9d68");
const token = parseUnit("cd".repeat(28) + "544f4b");
const scripts = {
  minswapFarm: "9b85d5e8611945505f078aeededcbed1d6ca11053f61e3f9d999fe44",
  liqwidLoan: "71391f18fb131f28a230fa7f3b6c6099e447602b2bd2df5d046c5e99",
  unknown: "5a".repeat(28),
};
const opened = { at: new Date("2026-01-02T00:00:00Z"), txHash: "aa", transactionId: "t" };
const at = "2026-02-03T00:00:00.000Z";
const pool: SharedReserves & { at: string } = {
  supply: 1_000n,
  reserves: new Map([
    [lovelace, 50_000n],
    [token, 7n],
  ]),
  at,
};
const pools = new Map([[lp, pool]]);
const plain = { walletId: "w", credential: null, about: null, debt: new Map(), rewards: new Map(), liquidity: null };

function utxo(credential: string, amounts: readonly (readonly [Unit, bigint])[], ref = "aa#0"): ContractUtxo {
  return {
    walletId: "w",
    ref,
    credential: credential as CredentialHash,
    amounts: new Map(amounts),
    datum: null,
    opened,
  };
}

describe("Tokens that stand for something", () => {
  it("become both assets of the pool, rounded down, or a supply; those that only mark a pool are none", () => {
    const held = [lp, poolMark, qAda].map((unit) => ({ walletId: "w", unit, quantity: 250n, opened }));
    expect(tokenDrafts(held, pools)).toEqual([
      {
        ...plain,
        kind: "liquidity",
        protocol: { id: "minswap-v2", name: "Minswap V2" },
        opened,
        assets: new Map([
          [lovelace, 12_500n],
          [token, 1n],
        ]),
        liquidity: { lp: [lp, 250n], supply: 1_000n, at },
      },
      {
        ...plain,
        kind: "supply",
        protocol: { id: "liqwid", name: "Liqwid Finance" },
        opened,
        assets: new Map([[qAda, 250n]]),
      },
    ]);
    expect([lp, poolMark, qAda, lovelace].map(isLp)).toEqual([true, false, false, false]);
  });

  it("are LP tokens of every DEX whose policies are known; NFTs of the same policies are none", () => {
    const byDex = Object.entries(madePools).map(([name, made]) => {
      const { lpUnit, poolUnit } = poolFrom(made);
      return [name, lpUnit !== null && isLp(lpUnit), poolUnit !== lpUnit && isLp(poolUnit)];
    });
    // Spectrum, TeddySwap and older pools of Splash mint each LP token under a policy of its own.
    const unknown = [
      "TeddySwap",
      "Spectrum",
      "Splash weighted",
      "Splash fee switch",
      "Splash both ways",
      "Splash stable",
    ];
    expect(byDex).toEqual(Object.keys(madePools).map((name) => [name, !unknown.includes(name), false]));
  });

  it("stay what they are while their pool is not known, or is said to be smaller than a part of it", () => {
    const held = [{ walletId: "w", unit: lp, quantity: 1_001n, opened }];
    for (const known of [new Map(), pools])
      expect(tokenDrafts(held, known)).toMatchObject([
        { assets: new Map([[lp, 1_001n]]), liquidity: { lp: [lp, 1_001n], supply: null, at: null } },
      ]);
  });
});

describe("What lies at scripts", () => {
  it("is told by the script's role; liquidity at a farm is split, a loan's debt is not made up", () => {
    const utxos = [
      utxo(scripts.minswapFarm, [
        [lovelace, 2_000_000n],
        [lp, 500n],
      ]),
      utxo(scripts.liqwidLoan, [[qAda, 9n]]),
      utxo(scripts.unknown, [[lovelace, 5n]]),
    ];
    const drafts = contractUtxoDrafts(utxos, [], pools);
    expect(
      drafts.map(({ kind, protocol, credential, debt }) => [kind, protocol?.id ?? null, credential, debt]),
    ).toEqual([
      ["farm", "minswap-farm", scripts.minswapFarm, new Map()],
      ["borrow", "liqwid", scripts.liqwidLoan, null],
      ["locked", null, scripts.unknown, new Map()],
    ]);
    expect(drafts[0]).toMatchObject({
      assets: new Map([
        [lovelace, 2_025_000n],
        [token, 3n],
      ]),
      liquidity: { lp: [lp, 500n], supply: 1_000n, at },
    });
  });

  it("is left to the open order that it is, of the same wallet only", () => {
    const order = (walletId: string) => ({
      walletId,
      transactionId: "t",
      ref: { txHash: "aa", index: 0 },
      protocol: "minswap-v2",
      kind: "swap",
      credential: scripts.unknown,
      ownStake: true,
      locked: new Map(),
      offered: null,
      wanted: [],
      txHash: "aa",
      at: null,
      networkFeeLovelace: null,
    });
    const drafts = (walletId: string) =>
      contractUtxoDrafts(
        [utxo(scripts.unknown, [[lovelace, 5n]])],
        [order(walletId)] as unknown as Parameters<typeof contractUtxoDrafts>[1],
        pools,
      );
    expect([drafts("w").length, drafts("other").length]).toEqual([0, 1]);
  });
});

describe("Stake and vote", () => {
  const since = { epoch: 5, at: "2026-01-02T00:00:00.000Z", txHash: "aa", transactionId: "t" };
  const named = { id: "pool1x", ticker: "X", name: "X pool" };
  const account = {
    walletId: "w",
    stakeAddress: "stake1",
    registered: true,
    delegation: {
      pool: named,
      since,
      activeFrom: { epoch: 7, at: since.at },
      state: { is: "earning" as const, epoch: null },
    },
    drep: "drep1x",
    total: "9",
    withdrawn: "2",
    withdrawable: "7",
    byKind: [
      { kind: "rewards" as const, total: "6", withdrawable: "4" },
      { kind: "returned_deposits" as const, total: "3", withdrawable: "3" },
    ],
    upcoming: "0",
    asOf: null,
    unread: [],
    rewards: [],
    history: [
      { ...since, kind: "vote_delegation" as const, activeFrom: null, pool: null, drep: "drep1y", deposit: "0" },
    ],
  };

  it("are all that the stake key has, with what stands in its reward account; a vote given elsewhere since has no known beginning", () => {
    const cardano = { id: "cardano", name: "Cardano" };
    const assets = new Map([[lovelace, 107n]]);
    expect(stakeDrafts([account], new Map([["w", 100n]]))).toEqual([
      {
        ...plain,
        kind: "stake",
        protocol: cardano,
        assets,
        about: named,
        opened: { ...since, at: new Date(since.at) },
        rewards: new Map([[lovelace, 4n]]),
      },
      {
        ...plain,
        kind: "vote",
        protocol: cardano,
        assets,
        about: { id: "drep1x", ticker: null, name: null },
        opened: null,
      },
    ]);
    expect(stakeDrafts([{ ...account, delegation: null, drep: null }], new Map())).toEqual([]);
  });
});
