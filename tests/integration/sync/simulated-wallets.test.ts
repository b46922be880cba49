import { expect, it } from "vitest";
import type { WalletSpec } from "@/dev/chain/chain";
import { startChain } from "@/dev/chain/server";
import { parseCredentialHash } from "@/lib/cardano/credential";
import { parseAddress } from "@/lib/cardano/parse-address";
import { isTxHash } from "@/lib/cardano/parse-tx-hash";
import { isUnit } from "@/lib/cardano/unit";
import { db } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import { withLocalApp } from "@/tests/support/local-app";
import { syncNewWallet } from "@/tests/support/synced-wallet";

const startedAt = Date.now();
/** The limits' clock runs ahead, so that no wallet waits for tokens that another spent. */
const simulated = await startChain({ anchor: startedAt, now: () => startedAt + (Date.now() - startedAt) * 200 });
withLocalApp(
  { ...simulated, network: "mainnet", close: () => simulated.close() },
  { environment: { BLOCKFROST_BURST: "5000" } },
);

const { chain } = simulated;
const add = (spec: WalletSpec) => {
  const { stakeAddress, addresses } = chain.addWallet(spec);
  return stakeAddress ?? addresses[0] ?? "";
};

const demo = { entered: "$demo", owner: simulated.demoAddress };
const eighty = add({ seed: "eighty", transactions: 80 });
const never = add({ seed: "never-used", transactions: 0 });
const wallets: readonly { name: string; owner: string; entered?: string }[] = [
  { name: "the demo wallet, by its $handle", ...demo },
  { name: "one that nobody ever paid", owner: never },
  { name: "one with a single transaction", owner: add({ seed: "single", transactions: 1 }) },
  { name: "a long one", owner: add({ seed: "long", transactions: 300 }) },
  { name: "one of a single address", owner: add({ seed: "plain", transactions: 70, addresses: 1 }) },
  { name: "an enterprise address", owner: add({ seed: "enterprise", transactions: 70, kind: "enterprise" }) },
  { name: "a pointer address", owner: add({ seed: "pointer", transactions: 70, kind: "pointer" }) },
  { name: "a Byron address", owner: add({ seed: "byron", transactions: 70, kind: "byron" }) },
  {
    name: "one whose stake key others registered and withdrew from",
    owner: add({ seed: "foreign-paid", transactions: 70, features: ["foreign-paid", "tokens"] }),
  },
  {
    name: "one with orders, vaults and failed scripts only",
    owner: add({ seed: "contracts", transactions: 70, features: ["orders", "vaults", "failed-scripts"] }),
  },
];

/** What the chain itself holds for an account or address, by unit. */
function heldBy(owner: string): Record<string, string> {
  const unspent = owner.startsWith("stake") ? chain.utxos.ofAccount(owner) : chain.utxos.atAddress(owner);
  const sums: Record<string, bigint> = {};
  for (const { value } of unspent) {
    for (const [unit, quantity] of [["lovelace", value.lovelace] as const, ...value.assets])
      sums[unit] = (sums[unit] ?? 0n) + quantity;
  }
  return Object.fromEntries(Object.entries(sums).map(([unit, quantity]) => [unit, quantity.toString()]));
}

/** Every transaction that moved the wallet's value, stake or rewards, those too that its list misses. */
function transactionsOf(owner: string): number {
  const events = chain.staking.of(owner).filter(({ kind }) => kind !== "voted");
  const listed = chain.touchingTransactions(owner).map(({ tx }) => tx.hash);
  return new Set([...listed, ...events.map(({ txHash }) => txHash)]).size;
}

it.each(wallets)("$name is proven", async ({ owner, entered = owner }) => {
  const { userId: _user, walletId: _wallet, ...ended } = await syncNewWallet(entered);
  const withdrawn = chain.staking.state(owner).withdrawnLovelace.toString();
  expect(ended).toEqual({
    status: "completed",
    error: null,
    processed: transactionsOf(owner),
    quarantined: 0,
    balance: heldBy(owner),
    proof: "proven",
    withdrawals: owner.startsWith("stake") && owner !== never ? { computed: withdrawn, onChain: withdrawn } : null,
  });
});

it("the sync of eighty transactions takes six round trips to the database, labels and balances included", async () => {
  const { walletId } = await syncNewWallet(eighty);
  const jobs = await db().syncJob.findMany({ where: { walletId }, select: { dbStatements: true } });
  // One more has created the job.
  expect(jobs).toHaveLength(1);
  expect(jobs[0]?.dbStatements).toBeLessThanOrEqual(1 + 6);
});

it("one of them has transactions that only its stake key's events name", () => {
  const { transactions, listedTransactions } = chain.wallet("foreign-paid");
  expect(transactions - listedTransactions).toBeGreaterThan(1);
});

const isAddress = (text: string) => parseAddress(text).text === text;

/** By the name of a column, whether a text is of the branded type that its rows are read as. */
const isRead: Readonly<Record<string, (text: string) => boolean>> = {
  unit: isUnit,
  tx_hash: isTxHash,
  cursor_tx_hash: isTxHash,
  credential: (text) => parseCredentialHash(text) === text,
  address: isAddress,
  subject: isAddress,
};

it("all that they stored is what the code takes it for", async () => {
  const columns = await db().$queryRaw<{ table: string; column: string }[]>`
    SELECT table_name::text AS table, column_name::text AS column FROM information_schema.columns
    WHERE table_schema = 'public' AND column_name = ANY(${Object.keys(isRead)}) ORDER BY 1, 2`;
  const filled = [];
  for (const { table, column } of columns) {
    const name = Prisma.raw(column);
    const rows = await db().$queryRaw<{ text: string }[]>`
      SELECT DISTINCT ${name} AS text FROM ${Prisma.raw(table)} WHERE ${name} <> ''`;
    expect(rows.filter(({ text }) => isRead[column]?.(text) !== true)).toEqual([]);
    if (rows.length > 0) filled.push(`${table}.${column}`);
  }
  const ofLedger = ["asset_flow", "balance"].flatMap((table) => [`${table}.credential`, `${table}.unit`]);
  const others = [
    "order_opening.credential",
    "transaction.tx_hash",
    "transaction_event.unit",
    "transaction_script.credential",
  ];
  const ofWallet = ["wallet.cursor_tx_hash", "wallet.subject", "wallet_address.address", "wallet_address.credential"];
  expect(filled).toEqual(expect.arrayContaining([...ofLedger, ...others, ...ofWallet]));
});
