import "server-only";
import { OpenAccounts } from "@/lib/accounting/wallet-book";
import type { AccountingSettings } from "@/lib/contract/accounting";
import { limitReached } from "@/lib/contract/app-error";
import { limits } from "@/lib/contract/limits";
import type { ReconcileAnswer } from "@/lib/contract/reconcile";
import type { RowSettings } from "@/lib/exports/rows-of";
import { readNumbers } from "@/lib/gains/export-numbers";
import { readDatedRewards } from "@/lib/gains/read-dated-rewards";
import { beforeAll, readHistory, type HistoricTransaction, type Place } from "@/lib/gains/read-history";
import { readSettings } from "@/lib/gains/settings-store";
import { treatmentOf } from "@/lib/gains/tax-years";
import { tellReconciled } from "@/lib/gains/tell-reconciled";
import { invalidRequest } from "@/lib/http/as-app-error";
import { readTokenLabels } from "@/lib/portfolio/read-token-columns";
import { requireWallet } from "@/lib/portfolio/require-wallet";
import type { OwnReward } from "@/lib/reconcile/match-rewards";
import { ownTransaction } from "@/lib/reconcile/own-transaction";
import { readFile } from "@/lib/reconcile/read-file";
import { reconcile } from "@/lib/reconcile/reconcile";

const transactionsPerRead = 2_000;

/**
 * What a CSV of another app and the person's wallets tell alike, and what each lacks. Nothing of the file is kept. Throws
 * `invalid_request` for a file that cannot be read, `not_found` for anybody else's wallet, `limit_reached` for a history that is too long.
 */
export async function reconcileFile(
  userId: string,
  bytes: Uint8Array,
  walletId: string | null,
): Promise<ReconcileAnswer> {
  if (walletId !== null) await requireWallet(userId, walletId);
  const file = readFile(bytes);
  if ("issues" in file) throw invalidRequest(file.issues);
  const [settings, numbers] = await Promise.all([readSettings(userId), readNumbers(userId)]);
  const [history, rewards] = await Promise.all([allHistory(userId), rewardsOf(userId, settings)]);
  const units = new Set(history.flatMap((each) => each.wallets.flatMap(({ legs }) => legs.map(({ unit }) => unit))));
  const looks = await readTokenLabels([...new Set([...units, ...numbers.keys()])]);
  const rewardsAre: RowSettings["rewards"] = settings.rewardDate === "withdrawn" ? "withdrawn" : "apart";
  const rows: RowSettings = {
    ...{ treatment: treatmentOf(settings), open: new OpenAccounts(), rewards: rewardsAre },
    tokenOf: (unit: string) => looks.get(unit) ?? { ticker: null, decimals: null },
  };
  const transactions = history.map(({ hash, at, wallets }) =>
    // What it was worth decides on no amount.
    ownTransaction({ hash, at: at.getTime(), wallets, priceOf: () => null }, rows),
  );
  const wallets = new Set(history.flatMap((each) => each.wallets.map(({ wallet }) => wallet)));
  const found = reconcile(file, { transactions, rewards, rewardsAre, looks, numbers }, [...wallets], walletId);
  return { ...tellReconciled(file, found, { looks, history }), wasAsked: walletId !== null };
}

async function allHistory(userId: string): Promise<HistoricTransaction[]> {
  const all: HistoricTransaction[] = [];
  for (let [until, isLast]: [Place, boolean] = [beforeAll, false]; !isLast;) {
    const page = await readHistory(userId, null, until, transactionsPerRead);
    isLast = page.length < transactionsPerRead;
    until = page.at(-1) ?? until;
    all.push(...page);
    if (all.length > limits.walkedTransactions)
      throw limitReached(
        `more than ${String(limits.walkedTransactions)} transactions`,
        "A file cannot be held against so many yet.",
      );
  }
  return all;
}

/** Rewards by epoch; one who has them told by their withdrawal has them here when they could be spent, as wallet apps do. */
const rewardsOf = (userId: string, { rewardDate }: AccountingSettings): Promise<OwnReward[]> =>
  readDatedRewards(userId, { rewardDate: rewardDate === "withdrawn" ? "spendable" : rewardDate }, null);
