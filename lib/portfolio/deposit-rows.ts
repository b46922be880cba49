import "server-only";
import { userDb } from "@/lib/db";
import { openDeposits, type DepositLeg, type OpenDeposit } from "@/lib/portfolio/fold-deposits";

interface WalletRow {
  readonly walletId: string;
  readonly subject: string;
  readonly deposited: string;
}

type LegRow = Omit<DepositLeg, "quantity"> & { readonly quantity: string };

/** The deposits of all of the person's wallets that no certificate ended. */
export async function readOpenDeposits(userId: string): Promise<OpenDeposit[]> {
  const [wallets, legs] = await Promise.all([
    userDb(userId).$queryRaw<WalletRow[]>`
      SELECT id AS "walletId", subject, deposited::text AS deposited FROM wallet WHERE user_id = ${userId}::uuid ORDER BY added_at, id`,
    userDb(userId).$queryRaw<LegRow[]>`
      SELECT e.wallet_id AS "walletId", t.tx_hash AS "txHash", t.tx_timestamp AS at, e.action, e.counterparty, e.quantity::text AS quantity
      FROM transaction_event e JOIN transaction t ON t.id = e.transaction_id AND t.user_id = e.user_id
      WHERE e.user_id = ${userId}::uuid AND e.location = 'deposit'
      ORDER BY t.block_height, t.tx_index, e.event_index`,
  ]);
  return openDeposits(
    wallets.map((wallet) => ({ ...wallet, deposited: BigInt(wallet.deposited) })),
    legs.map((leg) => ({ ...leg, quantity: BigInt(leg.quantity) })),
  );
}
