import "server-only";
import { adaDecimals, parseAmount } from "@/lib/cardano/amount";
import { isUnit, lovelace } from "@/lib/cardano/unit";
import { limitReached, notFound } from "@/lib/contract/app-error";
import { knownId } from "@/lib/contract/known-id";
import { limits } from "@/lib/contract/limits";
import type { AddOpeningLots, OpeningLotsAnswer, OpeningLotView } from "@/lib/contract/opening-lots";
import { storedWord } from "@/lib/contract/stored-words";
import { userDb } from "@/lib/db";
import { readOpeningCsv, refused, type WrittenLot } from "@/lib/gains/read-opening-csv";
import { readTokenLabels } from "@/lib/portfolio/read-token-columns";

/** What the person bought elsewhere, the oldest first. */
export async function listOpeningLots(userId: string): Promise<OpeningLotsAnswer> {
  const rows = await userDb(userId).openingLot.findMany({
    where: { userId },
    orderBy: [{ acquiredAt: "asc" }, { id: "asc" }],
  });
  const labels = await readTokenLabels(rows.map(({ unit }) => unit));
  const lots = rows.map(({ id, unit, quantity, acquiredAt, cost, currency, note }): OpeningLotView => {
    const { name = null, ticker = null, decimals = null } = labels.get(unit) ?? {};
    return {
      ...{ id, unit, name, ticker, decimals, note },
      ...{ quantity: quantity.toFixed(), acquiredAt: acquiredAt.toISOString(), cost: cost.toFixed() },
      currency: storedWord("opening_lot.currency", currency),
    };
  });
  return { lots };
}

/**
 * Adds all of some lots, or none. Throws `invalid_request`, which names the lot and what to write instead, for a coin that nobody can
 * tell, too many decimals, nothing at all and a time that lies ahead; `limit_reached`.
 */
export async function addOpeningLots(userId: string, { lots, csv }: AddOpeningLots, nowMs: number): Promise<void> {
  const written: readonly WrittenLot[] =
    csv === undefined ? (lots ?? []).map((entry, n) => ({ where: `lots.${String(n)}`, entry })) : readOpeningCsv(csv);
  const had = await userDb(userId).openingLot.count({ where: { userId } });
  if (had + written.length > limits.openingLots)
    throw limitReached(
      `${String(had)} of at most ${String(limits.openingLots)} lots`,
      "Remove some first, or add lots together.",
    );
  const rows = await rowsOf(userId, written, nowMs);
  await userDb(userId).openingLot.createMany({ data: rows.map((row) => ({ userId, ...row })) });
}

/** Throws `not_found`. */
export async function removeOpeningLot(userId: string, id: string): Promise<void> {
  const { count } = await userDb(userId).openingLot.deleteMany({ where: { userId, id: knownId(id, "lot") } });
  if (count === 0) throw notFound("lot");
}

async function rowsOf(userId: string, written: readonly WrittenLot[], nowMs: number) {
  const unitOf = await unitsNamed(userId, written);
  const units = written.flatMap(({ entry }) => unitOf(entry.asset) ?? []);
  const labels = await readTokenLabels([...new Set(units)]);
  const issues: { field: string; reason: string }[] = [];
  const rows = written.flatMap(({ where, entry }) => {
    const complain = (field: string, reason: string) => issues.push({ field: `${where}, ${field}`, reason });
    const { asset, date, cost, currency, note } = entry;
    const [unit, acquiredAt] = [unitOf(asset), new Date(date)];
    const decimals = unit === lovelace ? adaDecimals : (labels.get(unit ?? "")?.decimals ?? 0);
    const quantity = unit === null ? 1n : exactAmount(entry.quantity, decimals);
    if (unit === null)
      complain(
        "asset",
        `“${asset}” is not the ticker of exactly one token that you had: write its policy id and asset name in hex`,
      );
    if (quantity === null) complain("quantity", `This token has ${String(decimals)} decimals`);
    if (quantity === 0n) complain("quantity", "Nothing is no lot");
    if (acquiredAt.getTime() > nowMs) complain("date", "This lies ahead");
    if (unit === null || quantity === null) return [];
    return [{ unit, quantity: quantity.toString(), acquiredAt, cost, currency, note: note === "" ? null : note }];
  });
  if (issues.length > 0) throw refused(issues);
  return rows;
}

/** Null where digits would be lost. */
function exactAmount(text: string, decimals: number): bigint | null {
  try {
    return parseAmount(text, decimals);
  } catch {
    return null;
  }
}

/** The unit that a person means, by its name; null where that is none, or of several. */
async function unitsNamed(userId: string, written: readonly WrittenLot[]): Promise<(asset: string) => string | null> {
  const names = [...new Set(written.map(({ entry }) => entry.asset.toLowerCase()))].filter(
    (name) => name !== "ada" && !isUnit(name),
  );
  const rows =
    names.length === 0
      ? []
      : await userDb(userId).$queryRaw<{ ticker: string; unit: string }[]>`
    SELECT lower(k.ticker) AS ticker, min(k.unit) AS unit FROM token k
    WHERE lower(k.ticker) = ANY(${names}::text[]) AND k.unit IN (SELECT b.unit FROM balance b WHERE b.user_id = ${userId}::uuid)
      AND NOT EXISTS (SELECT FROM token_mark m WHERE m.user_id = ${userId}::uuid AND m.unit = k.unit AND coalesce(m.own_spam, m.suspicion IS NOT NULL))
    GROUP BY 1 HAVING count(*) = 1`;
  const byTicker = new Map(rows.map(({ ticker, unit }) => [ticker, unit]));
  return (asset) => {
    const name = asset.toLowerCase();
    if (name === "ada") return lovelace;
    return isUnit(name) ? name : (byTicker.get(name) ?? null);
  };
}
