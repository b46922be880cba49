import "server-only";
import { dropDerived } from "@/lib/cache/derived";
import type { Unit } from "@/lib/cardano/brand";
import { lovelace } from "@/lib/cardano/unit";
import { AppError, limitReached } from "@/lib/contract/app-error";
import { limits } from "@/lib/contract/limits";
import type { OwnPriceRequest } from "@/lib/contract/prices";
import { userDb } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import { ownPriceAt } from "@/lib/prices/own-price";
import { readOwnPrices } from "@/lib/prices/own-prices";
import { publishEvent } from "@/lib/realtime/publish-event";
import { lookupTokens } from "@/lib/tokens/lookup";

/** From when on a price counts, or the day on which it does. */
interface Since {
  readonly at: Date;
  readonly isDay: boolean;
}

const dayOnly = /^\d{4}-\d{2}-\d{2}$/;

/** A day is that UTC day; a time is from then on. Throws `invalid_request` for one that lies ahead. */
function sinceOf(at: string, nowMs: number): Since {
  const since = { at: new Date(at), isDay: dayOnly.test(at) };
  if (since.at.getTime() <= nowMs) return since;
  const reason = "This lies ahead. Leave it out for a price from now on";
  throw new AppError({ code: "invalid_request", detail: reason, issues: [{ field: "at", reason }] });
}

/**
 * Keeps what a person says that a token costs: from a time on, on a day, or from now on. The same again changes nothing.
 * Throws `invalid_request` for ADA and for a time that lies ahead, `limit_reached`.
 */
export async function sayOwnPrice(
  userId: string,
  unit: Unit,
  { price, currency, at }: OwnPriceRequest,
  nowMs: number,
): Promise<void> {
  if (unit === lovelace) throw adaHasRates();
  const decimals = (await lookupTokens([unit])).get(unit)?.decimals ?? 0;
  if (at === undefined && (await isSaid(userId, unit, { price, currency, decimals }, nowMs))) return;
  const since = at === undefined ? { at: new Date(nowMs), isDay: false } : sinceOf(at, nowMs);
  await assertRoom(userId, { unit, ...since });
  const [told] = await userDb(userId).$queryRaw<Told[]>`
    INSERT INTO own_price AS p (user_id, unit, is_day, at, price, currency, decimals)
    VALUES (${userId}::uuid, ${unit}, ${since.isDay}, ${since.at}, ${price}::numeric, ${currency}, ${decimals})
    ON CONFLICT (user_id, unit, is_day, at) DO UPDATE SET price = excluded.price, currency = excluded.currency, decimals = excluded.decimals
    RETURNING ${walletOf}`;
  await tell(userId, told);
}

interface Told {
  /** One of the person's wallets that ever had the token; null where none did. */
  readonly walletId: string | null;
}

const walletOf = Prisma.sql`(SELECT f.wallet_id FROM asset_flow f WHERE f.user_id = p.user_id AND f.unit = p.unit LIMIT 1) AS "walletId"`;

type Said = Pick<OwnPriceRequest, "price" | "currency"> & { readonly decimals: number };

/** Whether it is what counts already. */
async function isSaid(userId: string, unit: Unit, said: Said, nowMs: number): Promise<boolean> {
  const open = (await readOwnPrices(userId)).filter(({ isDay }) => !isDay);
  const now = ownPriceAt(open, unit, nowMs);
  if (now?.currency !== said.currency || now.decimals !== said.decimals) return false;
  return trimmed(now.price) === trimmed(said.price);
}

/** The same number is written in one way. */
const trimmed = (decimal: string) =>
  decimal
    .replace(/^0+(?=\d)/, "")
    .replace(/(\.\d*?)0+$/, "$1")
    .replace(/\.$/, "");

async function assertRoom(userId: string, key: Since & { readonly unit: Unit }): Promise<void> {
  const others = { userId, NOT: { unit: key.unit, isDay: key.isDay, at: key.at } };
  if ((await userDb(userId).ownPrice.count({ where: others })) >= limits.ownPrices)
    throw limitReached(`set ${limits.ownPrices} prices of your own`, "Take one back first.");
}

/**
 * Takes back what a person said: of a day, from a time on, or, where neither is given, everything from a time on, so that the market
 * counts again. What was not said stays so.
 */
export async function takeBackOwnPrice(userId: string, unit: Unit, at: string | undefined): Promise<void> {
  const isDay = at !== undefined && dayOnly.test(at);
  const which = at === undefined ? Prisma.empty : Prisma.sql`AND p.at = ${new Date(at)}`;
  const taken = await userDb(userId).$queryRaw<Told[]>`
    DELETE FROM own_price p WHERE p.user_id = ${userId}::uuid AND p.unit = ${unit} AND p.is_day = ${isDay} ${which} RETURNING ${walletOf}`;
  if (taken.length > 0) await tell(userId, taken[0]);
}

/** Figures of before are dropped, and the pages that are open told, where a wallet ever had the token. */
async function tell(userId: string, told: Told | undefined): Promise<void> {
  await dropDerived(userId);
  if (told?.walletId != null) await publishEvent(userId, "wallet.updated", { walletId: told.walletId });
}

function adaHasRates(): AppError {
  const reason = "What an ADA costs is told by its markets; prices of your own are for tokens";
  return new AppError({ code: "invalid_request", detail: reason, issues: [{ field: "unit", reason }] });
}
