import { createHash } from "node:crypto";
import type { AccountingAnswer, AccountingRowsQuery } from "@/lib/contract/accounting";
import { limits } from "@/lib/contract/limits";
import { getAccounting, listDisposals, listIncome, listLots, listShortfalls } from "@/lib/gains/list-gains";
import { rulesFingerprint } from "@/lib/ledger/rules-fingerprint";
import { listWallets } from "@/lib/wallets/list-wallets";

/** All that a year's report shows, and the name of it. */
export type Report = Awaited<ReturnType<typeof readReport>>;

/** Throws as `getAccounting` does. Of each list at most `limits.reportRows`; `cut` says where there is more. */
export async function readReport(userId: string, year: number, wallet: string | undefined) {
  const of = wallet === undefined ? { year } : { year, wallet };
  const answer = await getAccounting(userId, of);
  const [disposals, income, shortfalls, lots, all] = await Promise.all([
    allOf(of, async (query) => {
      const { disposals: rows, nextCursor } = await listDisposals(userId, query);
      return { rows, nextCursor };
    }),
    allOf(of, async (query) => {
      const { income: rows, nextCursor } = await listIncome(userId, query);
      return { rows, nextCursor };
    }),
    allOf(of, async (query) => {
      const { shortfalls: rows, nextCursor } = await listShortfalls(userId, query);
      return { rows, nextCursor };
    }),
    allOf(of, async (query) => {
      const { lots: rows, nextCursor } = await listLots(userId, query);
      return { rows, nextCursor };
    }),
    listWallets(userId),
  ]);
  const wallets = all.wallets
    .filter(({ id }) => (wallet ?? id) === id)
    .map(({ id, label, address, stakeAddress, proof }) => ({ id, label, address, stakeAddress, status: proof.status }));
  const told = { answer, disposals, income, shortfalls, lots, wallets };
  return { ...told, manifest: manifestOf(told) };
}

/** Names all that stands in a report, and the rules that called the transactions what they are. */
const manifestOf = (told: { readonly answer: AccountingAnswer }): string =>
  createHash("sha256")
    .update(JSON.stringify([rulesFingerprint, told]))
    .digest("hex");

interface Page<T> {
  readonly rows: readonly T[];
  readonly nextCursor: string | null;
}

/** All rows of a list up to the most that a report shows, in its order. */
async function allOf<T>(
  of: { readonly year: number; readonly wallet?: string },
  readPage: (query: AccountingRowsQuery) => Promise<Page<T>>,
): Promise<{ readonly rows: readonly T[]; readonly isCut: boolean }> {
  const rows: T[] = [];
  for (let cursor: string | undefined; ;) {
    const page: Page<T> = await readPage({ ...of, limit: limits.pageRows, ...(cursor !== undefined && { cursor }) });
    rows.push(...page.rows);
    if (page.nextCursor === null || rows.length >= limits.reportRows) return { rows, isCut: page.nextCursor !== null };
    cursor = page.nextCursor;
  }
}
