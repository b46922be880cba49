import { exactText } from "@/lib/accounting/exact-text";
import type { AccountingSettings } from "@/lib/contract/accounting";
import { db } from "@/lib/db";
import { foldHistory } from "@/lib/gains/fold-history";
import { readFoldSums } from "@/lib/gains/fold-store";

type Fraction = Parameters<typeof exactText>[0];
const isFraction = (value: unknown): value is Fraction =>
  typeof value === "object" && value !== null && "d" in value && "n" in value && "s" in value;

const exactly = (key: string, value: unknown): unknown => {
  if (key === "reviews") return [...(value as Map<string, number>)].toSorted();
  if (key === "byTerm")
    return (value as { term: string | null }[]).toSorted((a, b) => (String(a.term) < String(b.term) ? -1 : 1));
  return isFraction(value) ? exactText(value) : value;
};

/** All that is told of a user's gains, in its order, however it was cut in segments. */
export async function toldGains(userId: string) {
  const rows = await db().$queryRaw<object[]>`
    SELECT kind, year, at, event_id, asset, wallet, facts FROM gains_row WHERE user_id = ${userId}::uuid ORDER BY kind, at, seq, n`;
  const sums = (await readFoldSums(userId)) ?? [];
  return { rows, sums: sums.map((sum) => JSON.stringify(sum, exactly)).toSorted() };
}

/** The same with nothing remembered. */
export async function gainsAnew(userId: string, settings: AccountingSettings) {
  await db().gainsRow.deleteMany({ where: { userId } });
  await db().gainsSegment.deleteMany({ where: { userId } });
  await db().gainsFold.deleteMany({ where: { userId } });
  const { isDone } = await foldHistory(userId, settings, Infinity);
  if (!isDone) throw new Error("gains that nobody else tells are told to their end");
  return toldGains(userId);
}
