import "server-only";
import { Prisma } from "@/lib/generated/prisma/client";

/** Whether a wallet has any verified address: true, or null. Its limit has the database look for one, and not list all. */
export function hasVerified(walletId: Prisma.Sql, userId: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(SELECT true FROM wallet_address a WHERE a.wallet_id = ${walletId} AND a.user_id = ${userId} AND a.verified LIMIT 1)`;
}

/**
 * Where the value of a `balance f` or an `asset_flow f` is, as (place, credential).
 * An address counts as unverified only beside verified ones: a wallet that never signed, such as one that is merely
 * watched, has nothing that could tell its own addresses from foreign ones.
 */
export const placeJoin = Prisma.sql`
  CROSS JOIN LATERAL (
    SELECT CASE WHEN f.place = 'unverified' AND ${hasVerified(Prisma.sql`f.wallet_id`, Prisma.sql`f.user_id`)} IS NULL THEN 'wallet' ELSE f.place END AS place
  ) read`;

export const place = Prisma.sql`read.place`;

/** Null in the wallet itself. */
export const placeCredential = Prisma.sql`CASE WHEN read.place = 'wallet' THEN NULL ELSE nullif(f.credential, '') END`;
