import "server-only";
import { noting, type NewSecurityEvent } from "@/lib/auth/security-events";
import { signInKeyOf } from "@/lib/auth/sign-in-key-of";
import type { ParsedAddress } from "@/lib/cardano/parsed-address";
import { AppError, limitReached } from "@/lib/contract/app-error";
import { limits } from "@/lib/contract/limits";
import { db } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";

/**
 * A guest's first key may come with nothing but the cookie, which may be a stolen one. It signs in at once, but proves
 * nothing for so long: meanwhile whoever has the recovery key can take it away, and it cannot renew that key.
 */
export const keyTrustDelayMs = 7 * 24 * 60 * 60 * 1000;

interface Claim {
  /** Whose a key becomes that is nobody's; may be a user who is not there yet. */
  readonly claimant: string;
  /** 0 for a key whose claim is proven. One that is not is taken only where the claimant has none. */
  readonly untrustedForMs: number;
  readonly added: NewSecurityEvent;
}

/**
 * Whose the key of a verified address is; nobody's becomes the claimant's. Of those who add one at the same time one waits for
 * the other, so that both do not find the last place free. Throws `limit_reached`, or `conflict` after a race.
 */
export async function claimKey(address: ParsedAddress, { claimant, untrustedForMs, added }: Claim) {
  const { network, kind, credential } = signInKeyOf(address);
  const trustedAt = new Date(added.at.getTime() + untrustedForMs);
  const most = untrustedForMs === 0 ? limits.signInKeys : 1;
  const [claimed] = await db().$queryRaw<{ id: string }[]>`
    WITH claimed AS (
      INSERT INTO sign_in_key (user_id, network, kind, credential, address, added_at, trusted_at)
      SELECT ${claimant}::uuid, ${network}, ${kind}, ${credential}, ${address.text}, ${added.at}, ${trustedAt}
      WHERE count_sign_in_keys_in_turn(${claimant}::uuid) < ${most}
        AND NOT EXISTS (SELECT FROM "user" u WHERE u.id = ${claimant}::uuid AND u.removed_at IS NOT NULL)
      ON CONFLICT (network, kind, credential) DO NOTHING RETURNING user_id
    ), ${noting(Prisma.sql`SELECT user_id FROM claimed`, added)}
    INSERT INTO "user" (id, kind) SELECT user_id, 'wallet' FROM claimed
    ON CONFLICT (id) DO UPDATE SET kind = 'wallet' RETURNING id`;
  if (claimed !== undefined) return { owner: claimed.id, isNew: true };
  const known = await db().signInKey.findFirst({ where: { network, kind, credential } });
  if (known !== null) return { owner: known.userId, isNew: false };
  if (most > 1) throw limitReached(`${limits.signInKeys} keys to sign in with`, "Use one of them.");
  throw new AppError({ code: "conflict", detail: "The account has changed meanwhile. Start again." });
}

/** From now on the key counts as a proof. */
export async function trustKey(address: ParsedAddress, userId: string, now: Date): Promise<void> {
  const where = { ...signInKeyOf(address), userId, trustedAt: { gt: now } };
  await db().signInKey.updateMany({ where, data: { trustedAt: now } });
}
