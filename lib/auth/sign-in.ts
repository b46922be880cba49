import "server-only";
import { randomUUID } from "node:crypto";
import type { NextRequest } from "next/server";
import { readSession, withSessionCookie } from "@/lib/auth/cookie";
import { deviceOf } from "@/lib/auth/device";
import { announce, newSecurityEvent, type Actor } from "@/lib/auth/security-events";
import { openSession, startSession, type OpenSession, type SignedInUser } from "@/lib/auth/session";

/** Somebody who is about to come in: the session that they will have, and the one that they come with. */
export interface Arrival extends Actor {
  readonly now: Date;
  readonly token: string | null;
  readonly current: OpenSession | null;
}

export async function arrivalOf(request: NextRequest, now: Date): Promise<Arrival> {
  const token = readSession(request.cookies);
  const current = token === null ? null : await openSession(token, now);
  return { sessionId: randomUUID(), device: deviceOf(request.headers), now, token, current };
}

/**
 * Answers `{user}` with a new session's cookie; the session that the call came with ends. Unless the account `began` just
 * now or this browser was in it before, its person is told.
 */
export async function signIn(user: SignedInUser, arrival: Arrival, began = false): Promise<Response> {
  const { sessionId, device, now, token: replaces, current } = arrival;
  const isNews = !began && current?.user.id !== user.id;
  const noted = isNews ? newSecurityEvent("signed_in", arrival, now) : undefined;
  const token = await startSession(user.id, { id: sessionId, device, now, replaces, noted });
  if (noted !== undefined) await announce(user.id, noted);
  return withSessionCookie(Response.json({ user }, { headers: { "cache-control": "no-store" } }), token);
}
