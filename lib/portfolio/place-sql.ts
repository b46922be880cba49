import "server-only";
import { Prisma } from "@/lib/generated/prisma/client";

/**
 * Where the value of a `balance f` or an `asset_flow f` is, as (place, credential).
 * An address counts as unverified only beside verified ones: a wallet that never signed, such as one that is merely
 * watched, has nothing that could tell its own addresses from foreign ones.
 */
export const placeJoin = Prisma.sql`
  CROSS JOIN LATERAL (
    SELECT CASE WHEN f.place = 'unverified' AND NOT EXISTS (
      SELECT 1 FROM wallet_address a WHERE a.wallet_id = f.wallet_id AND a.user_id = f.user_id AND a.verified
    ) THEN 'wallet' ELSE f.place END AS place
  ) read`;

export const place = Prisma.sql`read.place`;

/** Null in the wallet itself. */
export const placeCredential = Prisma.sql`CASE WHEN read.place = 'wallet' THEN NULL ELSE nullif(f.credential, '') END`;
