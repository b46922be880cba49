import "server-only";
import type { OpenSession } from "@/lib/auth/session";
import { limits } from "@/lib/contract/limits";
import type { SecurityEvent } from "@/lib/contract/session";
import { storedWord } from "@/lib/contract/stored-words";
import { userDb } from "@/lib/db";

/** What happened to the ways into the account, newest first. */
export async function listSecurityEvents(userId: string): Promise<SecurityEvent[]> {
  const rows = await userDb(userId).securityEvent.findMany({
    where: { userId },
    orderBy: [{ at: "desc" }, { id: "asc" }],
    take: limits.securityEvents,
  });
  return rows.map(shown);
}

/** What others did since this session began, and not long ago: what its pages are to tell. */
export async function listNews({ id, startedAt, user }: OpenSession, now: Date): Promise<SecurityEvent[]> {
  const lately = new Date(now.getTime() - 7 * 24 * 60 * 60 * 1000);
  const since = startedAt > lately ? startedAt : lately;
  const rows = await userDb(user.id).securityEvent.findMany({
    where: { userId: user.id, at: { gt: since }, OR: [{ sessionId: null }, { sessionId: { not: id } }] },
    orderBy: [{ at: "desc" }, { id: "asc" }],
    take: 5,
  });
  return rows.map(shown);
}

interface Row {
  readonly id: string;
  readonly kind: string;
  readonly at: Date;
  readonly device: string;
  readonly address: string | null;
}

function shown({ id, kind, at, device, address }: Row): SecurityEvent {
  return { id, kind: storedWord("security_event.kind", kind), at: at.toISOString(), device, address };
}
