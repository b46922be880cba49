import "server-only";
import { hashSecret } from "@/lib/auth/secret";
import { userDb } from "@/lib/db";
import { tellSessionsChanged } from "@/lib/realtime/open-streams";
import { notFound } from "@/lib/contract/app-error";
import type { Device } from "@/lib/contract/session";
import { knownId } from "@/lib/contract/known-id";

/** Where the user is signed in, last seen first; `token` tells which of them is asking. */
export async function listDevices(userId: string, token: string | null, now: Date): Promise<Device[]> {
  const sessions = await userDb(userId).session.findMany({
    where: { userId, expiresAt: { gt: now } },
    omit: { tokenHash: false },
    orderBy: [{ lastSeenAt: "desc" }, { id: "asc" }],
  });
  const current = token === null ? null : hashSecret(token);
  return sessions.map(({ id, device, createdAt, lastSeenAt, expiresAt, tokenHash }) => ({
    id,
    device,
    current: tokenHash === current,
    createdAt: createdAt.toISOString(),
    lastSeenAt: lastSeenAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
  }));
}

/** Signs one device out. Throws `not_found` for anybody else's. */
export async function signOutDevice(userId: string, id: string): Promise<void> {
  const { count } = await userDb(userId).session.deleteMany({ where: { userId, id: knownId(id, "device") } });
  if (count === 0) throw notFound("device");
  await tellSessionsChanged(userId);
}

/** Signs out everywhere, here too; streams that are open end. */
export async function signOutEverywhere(userId: string): Promise<void> {
  await userDb(userId).session.deleteMany({ where: { userId } });
  await tellSessionsChanged(userId);
}
