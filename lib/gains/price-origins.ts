import "server-only";
import type { PriceOrigin } from "@/lib/contract/accounting";
import type { Currency } from "@/lib/contract/rates";
import { userDb } from "@/lib/db";
import { hashOf } from "@/lib/gains/event-facts";
import { worthThen, type Moved } from "@/lib/portfolio/worth-then";
import { getAdaRates } from "@/lib/rates/get-ada-rates";

/** Something that was valued. */
interface Valued {
  readonly eventId: string | null;
  readonly at: Date;
  readonly asset: string;
  readonly wallet: string | null;
}

/** Who said what units cost when something happened, in the order asked; null for what was made of more than one event. */
export async function priceOrigins(
  userId: string,
  rows: readonly Valued[],
  currency: Currency,
): Promise<(PriceOrigin | null)[]> {
  const rates = await getAdaRates(
    currency,
    rows.map(({ at }) => at),
    "hour",
  );
  const hashes = rows.map(({ eventId }) => (eventId === null ? null : hashOf(eventId)));
  const transactions = await transactionsOf(userId, [...new Set(hashes.filter((hash) => hash !== null))]);
  const movedBy = rows.map(({ asset, wallet }, index): Moved | null => {
    const of = transactions.get(`${hashes[index] ?? ""} ${wallet ?? ""}`);
    return of === undefined ? null : { ...of, units: [asset] };
  });
  const worthOf = await worthThen(userId, merged(movedBy), currency);
  return rows.map(({ eventId, asset }, index) => {
    const rate = rates[index];
    const asked = currency === "ADA" || rate?.rate == null ? null : { at: rate.at, sources: [...rate.sources] };
    const moved = movedBy[index];
    if (moved == null) return eventId === null ? null : { ...ofLovelace, rate: asked };
    const { rank, priceClass, priceSource, priceAt, provenance } = worthOf(moved.id, asset, "1");
    return { rank, priceClass, priceSource, priceAt, provenance, rate: asked };
  });
}

/** A reward is of the chain's own coin. */
const ofLovelace: Omit<PriceOrigin, "rate"> = {
  ...{ rank: null, priceClass: "firm", priceSource: null, priceAt: null, provenance: null },
};

/** Each transaction once, with all of its units. */
function merged(all: readonly (Moved | null)[]): Moved[] {
  const byId = new Map<string, Moved>();
  for (const moved of all)
    if (moved !== null) byId.set(moved.id, { ...moved, units: [...(byId.get(moved.id)?.units ?? []), ...moved.units] });
  return [...byId.values()];
}

/** By hash and wallet. */
async function transactionsOf(userId: string, hashes: readonly string[]): Promise<Map<string, Omit<Moved, "units">>> {
  if (hashes.length === 0) return new Map();
  const rows = await userDb(userId).transaction.findMany({
    where: { userId, txHash: { in: [...hashes] } },
    select: { id: true, walletId: true, txHash: true, txTimestamp: true },
  });
  return new Map(
    rows.map(({ id, walletId, txHash, txTimestamp }) => [`${txHash} ${walletId}`, { id, walletId, at: txTimestamp }]),
  );
}
