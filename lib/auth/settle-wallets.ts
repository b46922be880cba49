import "server-only";
import { mergeAccounts } from "@/lib/auth/merge-accounts";
import type { OpenSession } from "@/lib/auth/session";
import { AppError } from "@/lib/contract/app-error";
import type { WalletChoice } from "@/lib/contract/session";
import { countWallets } from "@/lib/wallets/count-wallets";

/**
 * What becomes of the wallets of a session in which another account is about to be entered: they are left to their own, or
 * come along. Throws `conflict` where that is to be asked first, or where their account has keys and so stays where it is.
 */
export async function settleWallets(current: OpenSession | null, into: string, choice: WalletChoice): Promise<void> {
  if (current === null || current.user.id === into || choice === "leave") return;
  const count = await countWallets(current.user.id);
  if (count === 0) return;
  if (choice === "add") return mergeAccounts(current.user.id, into);
  const reason = `You follow ${count} ${count === 1 ? "wallet" : "wallets"} here. Say whether to add or to leave what is here.`;
  throw new AppError({ code: "conflict", detail: reason, issues: [{ field: "wallets", reason }] });
}
