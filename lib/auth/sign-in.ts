import "server-only";
import type { NextRequest } from "next/server";
import { readSession, withSessionCookie } from "@/lib/auth/cookie";
import { deviceOf } from "@/lib/auth/device";
import { startSession, type SignedInUser } from "@/lib/auth/session";

/** Answers `{user}` with a new session's cookie; the session that the call came with ends. */
export async function signIn(request: NextRequest, user: SignedInUser, now: Date): Promise<Response> {
  const token = await startSession(user.id, {
    device: deviceOf(request.headers),
    now,
    replaces: readSession(request.cookies),
  });
  return withSessionCookie(Response.json({ user }, { headers: { "cache-control": "no-store" } }), token);
}
