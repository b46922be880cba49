import "server-only";
import { Prisma } from "@/lib/generated/prisma/client";

/**
 * Where the value of a `balance f` or an `asset_flow f` is, as (place, credential). What code that counted only proven keys
 * left out counts, whether or not its rows have been told again.
 */
export const placeJoin = Prisma.sql`
  CROSS JOIN LATERAL (SELECT CASE WHEN f.place = 'unverified' THEN 'wallet' ELSE f.place END AS place) read`;

export const place = Prisma.sql`read.place`;

/** Null in the wallet itself. */
export const placeCredential = Prisma.sql`CASE WHEN read.place = 'wallet' THEN NULL ELSE nullif(f.credential, '') END`;
