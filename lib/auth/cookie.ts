import "server-only";
import { NextResponse } from "next/server";
import { env } from "@/lib/env";

export const sessionLifetimeMs = 90 * 24 * 60 * 60 * 1000;

/** What can be asked for a cookie: a request's own jar or the one of `next/headers`. */
interface CookieJar {
  readonly get: (name: string) => { readonly value: string } | undefined;
}

const tokenPattern = /^[\w-]{43}$/;

function isSecure(): boolean {
  return env().appUrl.startsWith("https:");
}

/** `__Host-session` where the app is reached over https; a browser takes that name over https only. */
export function sessionCookieName(): string {
  return isSecure() ? "__Host-session" : "session";
}

/** The session token that a request carries; null for none and for what cannot be one. */
export function readSession(jar: CookieJar): string | null {
  const value = jar.get(sessionCookieName())?.value;
  return value !== undefined && tokenPattern.test(value) ? value : null;
}

/** Sets the session cookie on an answer; it lives as long as the session does. */
export function withSessionCookie(response: Response, token: string): Response {
  return withCookie(response, token, sessionLifetimeMs / 1000);
}

/** Takes the session cookie away. */
export function withoutSessionCookie(response: Response): Response {
  return withCookie(response, "", 0);
}

function withCookie(response: Response, value: string, maxAgeSeconds: number): Response {
  const answer = new NextResponse(response.body, response);
  answer.cookies.set(sessionCookieName(), value, {
    httpOnly: true,
    secure: isSecure(),
    sameSite: "lax",
    path: "/",
    maxAge: maxAgeSeconds,
  });
  return answer;
}
