import "server-only";
import { z } from "zod";
import { acceptable, type Acceptable } from "@/lib/contract/accounting";
import { limitReached } from "@/lib/contract/app-error";
import { limits } from "@/lib/contract/limits";
import { time } from "@/lib/contract/primitives";
import { userDb } from "@/lib/db";

const stored = z.array(
  z.object({
    /** Null of what concerns every tax year alike. */
    year: z.int().nullable(),
    what: z.enum(acceptable),
    /** Of what it was said (`lib/gains/open-prints.ts`). */
    print: z.string(),
    at: time,
  }),
);

/** One thing that a person accepted as it is. */
export type Acceptance = z.infer<typeof stored>[number];

export async function readAcceptances(userId: string): Promise<Acceptance[]> {
  const row = await userDb(userId).accountingSetting.findUnique({ where: { userId }, select: { accepted: true } });
  return stored.parse(row?.accepted ?? []);
}

/** In the place of all that was accepted of one thing, in a tax year or, for null, in any. Throws `limit_reached`. */
export async function replaceAcceptances(
  userId: string,
  { year, what }: { readonly year: number | null; readonly what: Acceptable },
  acceptances: readonly Acceptance[],
): Promise<void> {
  const saved = await userDb(userId).$queryRaw<unknown[]>`
    INSERT INTO accounting_setting AS s (user_id, accepted) VALUES (${userId}::uuid, ${JSON.stringify(acceptances)}::jsonb)
    ON CONFLICT (user_id) DO UPDATE SET accepted = excluded.accepted || (
      SELECT coalesce(jsonb_agg(one), '[]') FROM jsonb_array_elements(s.accepted) one
      WHERE one->>'what' <> ${what} OR (one->>'year')::int <> ${year}::int)
    WHERE jsonb_array_length(s.accepted) + jsonb_array_length(excluded.accepted) <= ${limits.acceptances}::int
    RETURNING user_id`;
  if (saved.length === 0)
    throw limitReached(`accepted ${String(limits.acceptances)} things`, "Take one of them back first.");
}
