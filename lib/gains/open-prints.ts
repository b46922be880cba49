import "server-only";
import { createHash } from "node:crypto";
import type { Acceptable } from "@/lib/contract/accounting";
import { isProven } from "@/lib/contract/proof";
import { userDb } from "@/lib/db";
import type { Acceptance } from "@/lib/gains/acceptance-store";
import { listWallets } from "@/lib/wallets/list-wallets";

/** Names exactly what is open: of a reason or of what never came in a tax year, of wallets in every one (null). */
export type OpenPrint = Pick<Acceptance, "year" | "what" | "print">;

/** Of what gains are told of by now, in some tax years or, for null, in all of them. */
export function readOpenPrints(userId: string, years: readonly number[] | null): Promise<OpenPrint[]> {
  return userDb(userId).$queryRaw<{ year: number; what: Exclude<Acceptable, "unproven">; print: string }[]>`
    SELECT year, what, encode(sha256(string_agg(print, ''::bytea ORDER BY print)), 'hex') AS print
    FROM (
      SELECT year, coalesce(facts->>'why', kind) AS what, sha256(convert_to(jsonb_build_array(event_id, asset, facts)::text, 'UTF8')) AS print
      FROM gains_row WHERE user_id = ${userId}::uuid AND kind IN ('review', 'shortfall') AND (${years}::int[] IS NULL OR year = ANY(${years}::int[]))
    ) AS row
    GROUP BY year, what`;
}

/** Wallets of which nobody can say that nothing is missing, by their ids in a fixed order. */
export async function readUnproven(userId: string): Promise<string[]> {
  const { wallets } = await listWallets(userId);
  return wallets
    .filter(({ proof }) => !isProven(proof))
    .map(({ id }) => id)
    .toSorted();
}

/** None of no wallet. */
export function unprovenPrints(ids: readonly string[]): OpenPrint[] {
  if (ids.length === 0) return [];
  return [{ year: null, what: "unproven", print: createHash("sha256").update(ids.join()).digest("hex") }];
}
