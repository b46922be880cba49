import "server-only";
import { randomUUID } from "node:crypto";
import { limits } from "@/lib/contract/limits";
import type { StoredWord } from "@/lib/contract/stored-words";
import { Prisma } from "@/lib/generated/prisma/client";
import { publishEvent } from "@/lib/realtime/publish-event";

/** Who does something: the session, which need not be told of it, and its device in words. */
export interface Actor {
  readonly sessionId: string;
  readonly device: string;
}

export interface NewSecurityEvent extends Actor {
  readonly id: string;
  readonly kind: StoredWord<"security_event.kind">;
  readonly at: Date;
  readonly address: string | null;
}

export function newSecurityEvent(
  kind: NewSecurityEvent["kind"],
  { sessionId, device }: Actor,
  at: Date,
  address: string | null = null,
): NewSecurityEvent {
  return { id: randomUUID(), kind, at, device, address, sessionId };
}

/** Parts of the statement that makes it so: they write the event for the one user that `of` gives, if any, as `user_id`. */
export function noting(of: Prisma.Sql, { id, kind, at, device, address, sessionId }: NewSecurityEvent): Prisma.Sql {
  return Prisma.sql`
    forgotten_event AS (
      DELETE FROM security_event WHERE id IN (
        SELECT e.id FROM security_event e WHERE e.user_id IN (${of}) ORDER BY e.at DESC, e.id OFFSET ${limits.securityEvents - 1})
    ), noted_event AS (
      INSERT INTO security_event (id, user_id, kind, at, device, address, session_id)
      SELECT ${id}::uuid, o.user_id, ${kind}, ${at}, ${device}, ${address}, ${sessionId}::uuid FROM (${of}) o
    )`;
}

/** Tells the person's open pages. */
export function announce(userId: string, { id, kind, at, device, address }: NewSecurityEvent): Promise<void> {
  return publishEvent(userId, "account.changed", { id, kind, at: at.toISOString(), device, address });
}
