import { describe, expect, it } from "vitest";
import { createChain, type Chain, type WalletSpec } from "@/dev/chain/chain";
import { createdBy, spentBy, utxoKey, type ChainTx } from "@/dev/chain/model/chain-tx";
import { bothSides } from "@/tests/support/both-sides";

const NOW = Date.UTC(2025, 10, 20, 12);

const transactionsOf = (chain: Chain, owner: string): ChainTx[] =>
  chain.touchingTransactions(owner).map(({ tx }) => tx);

const ownerOf = (chain: Chain, seed: string): string => {
  const { stakeAddress, addresses } = chain.wallet(seed);
  return stakeAddress ?? addresses[0] ?? "";
};

/** The unspent outputs of an account, from its transactions alone. */
function replay(transactions: readonly ChainTx[], owns: (address: string | null) => boolean): string[] {
  const unspent = new Set<string>();
  for (const tx of transactions) {
    for (const utxo of spentBy(tx)) unspent.delete(utxoKey(utxo));
    for (const utxo of createdBy(tx)) if (owns(utxo.address.stakeAddress)) unspent.add(utxoKey(utxo));
  }
  return [...unspent].sort();
}

const specs: WalletSpec[] = [
  ...Array.from({ length: 12 }, (_, i) => ({ seed: `account-${i}`, transactions: 60 + i })),
  { seed: "one-address", transactions: 80, addresses: 1 },
  { seed: "enterprise", transactions: 60, kind: "enterprise" },
  { seed: "pointer", transactions: 60, kind: "pointer" },
  { seed: "byron", transactions: 60, kind: "byron" },
];

describe("conservation", () => {
  it.each(specs)("every transaction of $seed balances, unit by unit", (spec) => {
    const chain = createChain({ seed: 7, now: NOW });
    chain.addWallet(spec);
    const transactions = transactionsOf(chain, ownerOf(chain, spec.seed));
    expect(transactions.length).toBeGreaterThan(50);
    for (const tx of transactions) {
      const sides = bothSides(tx);
      expect(sides.in, tx.hash).toEqual(sides.out);
    }
  });

  it("keeps the unspent set that a replay of the account's own list gives", () => {
    const chain = createChain({ seed: 3, now: NOW });
    const { stakeAddress } = chain.addWallet({ seed: "replayed", transactions: 120 });
    const account = stakeAddress ?? "";
    const held = chain.utxos.ofAccount(account).map((utxo) => utxoKey(utxo));
    expect(replay(transactionsOf(chain, account), (address) => address === account)).toEqual(held.sort());
  });

  it("is after a rollback what it was before the blocks that went", () => {
    const chain = createChain({ seed: 4, now: NOW });
    const account = chain.addWallet({ seed: "undone", transactions: 60 }).stakeAddress ?? "";
    const picture = (): unknown => ({
      utxos: chain.utxos
        .ofAccount(account)
        .map((utxo) => utxoKey(utxo))
        .sort(),
      transactions: transactionsOf(chain, account).map(({ hash }) => hash),
      staking: chain.staking.state(account),
    });
    const before = picture();
    const scenes = ["receive", "place-order", "fill-order", "mint-nft", "delegate", "send"] as const;
    const appended = scenes.map((scene) => chain.appendTx("undone", scene)).filter((placed) => placed !== null);
    expect(appended.length).toBeGreaterThan(3);
    const after = picture();
    expect(after).not.toEqual(before);
    chain.rollback(appended.length, { remine: true });
    expect(picture()).toEqual(after);
    chain.rollback(appended.length + 1);
    expect(picture()).toEqual(before);
  });

  it("has exactly the transactions asked for, those too that the list misses", () => {
    const chain = createChain({ seed: 5, now: NOW });
    for (const spec of specs) {
      const { transactions, listedTransactions } = chain.addWallet(spec);
      expect(transactions, spec.seed).toBe(spec.transactions);
      expect(listedTransactions).toBeLessThanOrEqual(transactions);
    }
    const { transactions, listedTransactions } = chain.wallet("account-0");
    expect(transactions - listedTransactions).toBeGreaterThan(0);
  });

  it("shows every kind of thing a ledger must cope with", () => {
    const chain = createChain({ seed: 1, now: NOW });
    const wallet = chain.addWallet({ seed: "rich", transactions: 400 });
    const account = wallet.stakeAddress ?? "";
    const transactions = transactionsOf(chain, account);
    const numbers = new Set(transactions.flatMap(({ certificates }) => certificates.map(({ number }) => number)));
    expect([...numbers].filter((number) => number >= 9).length).toBeGreaterThan(1);
    const own = new Set(wallet.addresses);
    const shows = {
      failed: transactions.some(({ valid }) => !valid),
      collateralReturned: transactions.some(({ valid, collateralReturn }) => !valid && collateralReturn !== null),
      collateralAlsoInput: transactions.some(
        (tx) => tx.valid && tx.collateralInputs.some((c) => tx.inputs.includes(c)),
      ),
      referenceInput: transactions.some(({ referenceInputs }) => referenceInputs.length > 0),
      withdrawZero: transactions.some(({ withdrawals }) => withdrawals.some(({ amount }) => amount === 0n)),
      burn: transactions.some(({ mint }) => [...mint.values()].some((quantity) => quantity < 0n)),
      byronInput: transactions.some(({ inputs }) => inputs.some(({ address }) => address.payment === null)),
      script: transactions.some(({ outputs }) =>
        outputs.some(({ address }) => isLocked(address.payment, address.stakeAddress, account)),
      ),
      franken: transactions.some(({ outputs }) =>
        outputs.some(
          ({ address }) =>
            address.stakeAddress === account && address.payment?.kind === "key" && !own.has(address.text),
        ),
      ),
      sameBlock: sharesBlock(chain, account),
    };
    expect(Object.entries(shows).filter(([, shown]) => !shown)).toEqual([]);
  });
});

const isLocked = (payment: { kind: string } | null, stakeAddress: string | null, account: string): boolean =>
  payment?.kind === "script" && stakeAddress === account;

function sharesBlock(chain: Chain, account: string): boolean {
  const heights = chain.touchingTransactions(account).map(({ height }) => height);
  return new Set(heights).size < heights.length;
}
