import { createHash } from "node:crypto";
import type { AccountingAnswer } from "@/lib/contract/accounting";
import { limits } from "@/lib/contract/limits";
import { getAccounting, listDisposals, listIncome, listLots, listShortfalls } from "@/lib/gains/list-gains";
import { rulesFingerprint } from "@/lib/ledger/rules-fingerprint";
import { listWallets } from "@/lib/wallets/list-wallets";

/** All that a year's report shows, and the name of it. */
export type Report = Awaited<ReturnType<typeof readReport>>;

/** Throws as `getAccounting` does. Of each list at most `limits.reportRows`; `isCut` says where there is more. */
export async function readReport(userId: string, year: number, wallet: string | undefined) {
  const of = wallet === undefined ? { year } : { year, wallet };
  const answer = await getAccounting(userId, of);
  const query = { ...of, limit: limits.reportRows };
  const [disposals, income, shortfalls, lots, all] = await Promise.all([
    listDisposals(userId, query),
    listIncome(userId, query),
    listShortfalls(userId, query),
    listLots(userId, query),
    listWallets(userId),
  ]);
  const wallets = all.wallets
    .filter(({ id }) => (wallet ?? id) === id)
    .map(({ id, label, address, stakeAddress, proof: { status, quarantined } }) => ({
      ...{ id, label, address, stakeAddress },
      proof: { status, quarantined },
    }));
  const told = {
    answer,
    disposals: { rows: disposals.disposals, isCut: disposals.nextCursor !== null },
    income: { rows: income.income, isCut: income.nextCursor !== null },
    shortfalls: { rows: shortfalls.shortfalls, isCut: shortfalls.nextCursor !== null },
    lots: { rows: lots.lots, isCut: lots.nextCursor !== null },
    wallets,
  };
  return { ...told, manifest: manifestOf(told) };
}

/** Names all that stands in a report, and the rules that called the transactions what they are. */
const manifestOf = (told: { readonly answer: AccountingAnswer }): string =>
  createHash("sha256")
    .update(JSON.stringify([rulesFingerprint, told]))
    .digest("hex");
