import "server-only";
import type { PaymentAddress } from "@/lib/cardano/brand";
import { parsePaymentAddress } from "@/lib/cardano/parse-payment-address";
import { stakeAddressOf } from "@/lib/cardano/stake-address";
import type { WalletAddressesAnswer } from "@/lib/contract/wallet-addresses";
import { userDb } from "@/lib/db";

/** Accounts that are offered at most, and addresses that are looked through for them. */
const offered = 20;
const lookedThrough = 500;

/** Accounts to which a wallet moved value that its own proven keys can spend, and that its person does not follow. */
export async function accountsElsewhere(userId: string, walletId: string): Promise<WalletAddressesAnswer["elsewhere"]> {
  const rows = await userDb(userId).$queryRaw<{ address: string }[]>`
    SELECT DISTINCT e.counterparty AS address FROM transaction_event e
    WHERE e.user_id = ${userId}::uuid AND e.wallet_id = ${walletId}::uuid AND e.action = 'internal_transfer' AND e.counterparty IS NOT NULL
    LIMIT ${lookedThrough}`;
  const followed = await userDb(userId).wallet.findMany({ where: { userId }, select: { subject: true } });
  const subjects = new Set(followed.map(({ subject }) => subject));
  const accounts = new Map<string, string>();
  for (const { address } of rows) {
    const parsed = parsePaymentAddress(address as PaymentAddress);
    if (parsed?.kind !== "base") continue;
    const stakeAddress = stakeAddressOf(parsed.stake, parsed.network);
    if (!subjects.has(stakeAddress)) accounts.set(stakeAddress, address);
  }
  return [...accounts]
    .map(([stakeAddress, address]) => ({ stakeAddress, address }))
    .sort((a, b) => (a.stakeAddress < b.stakeAddress ? -1 : 1))
    .slice(0, offered);
}
