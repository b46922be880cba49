import "server-only";
import { loadRawTransactions } from "@/lib/blockfrost/raw-store";
import type { TxHash } from "@/lib/cardano/brand";
import type { WalletAddressesAnswer } from "@/lib/contract/wallet-addresses";
import { userDb } from "@/lib/db";
import type { OneScope } from "@/lib/ledger/ownership";

/** Transactions by which the wallet spent that are looked through for its scripts, and scripts that are told. */
const lookedThrough = 5;
const toldScripts = 10;

/** The native scripts that hold a shared wallet: a transaction that spends from it shows them. */
export async function readSigners(
  userId: string,
  walletId: string,
  scope: OneScope,
): Promise<WalletAddressesAnswer["signers"]> {
  const own = userDb(userId);
  const [spending, held] = await Promise.all([
    own.$queryRaw<{ hash: TxHash }[]>`
      SELECT t.tx_hash AS hash FROM transaction t
      WHERE t.user_id = ${userId}::uuid AND t.wallet_id = ${walletId}::uuid AND t.fee IS NOT NULL
      ORDER BY t.block_height DESC, t.tx_index DESC LIMIT ${lookedThrough}`,
    own.walletAddress.findMany({
      where: { userId, walletId, paymentKind: "script" },
      select: { credential: true },
      take: 1_000,
    }),
  ]);
  const scripts = new Set(held.map(({ credential }) => credential));
  const raws = await loadRawTransactions(spending.map(({ hash }) => hash));
  const shown = [...raws.values()].flatMap(({ nativeScripts = [] }) => nativeScripts);
  const isOwn = (hash: (typeof shown)[number]["hash"]) =>
    scripts.has(hash) || (scope.kind === "account" && scope.stake.hash === hash);
  const byHash = new Map(shown.filter(({ hash }) => isOwn(hash)).map((script) => [script.hash, script]));
  return [...byHash.values()]
    .slice(0, toldScripts)
    .map(({ hash, keys, required }) => ({ script: hash, keys: [...keys], required }));
}
