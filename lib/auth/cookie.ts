import "server-only";
import { NextResponse } from "next/server";
import { newKeyCookie, newKeyValue } from "@/lib/contract/new-key";
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
  return withCookie(response, sessionCookieName(), token, { httpOnly: true, maxAge: sessionLifetimeMs / 1000 });
}

/** Takes the session cookie away. */
export function withoutSessionCookie(response: Response): Response {
  return withCookie(response, sessionCookieName(), "", { httpOnly: true, maxAge: 0 });
}

/** Hands a guest's recovery key to the next page, whose script takes it over. */
export function withNewKeyCookie(response: Response, userId: string, recoveryKey: string): Response {
  const { name, seconds } = newKeyCookie;
  return withCookie(response, name, newKeyValue(userId, recoveryKey), { httpOnly: false, maxAge: seconds });
}

interface CookieLife {
  readonly httpOnly: boolean;
  /** In seconds. */
  readonly maxAge: number;
}

function withCookie(response: Response, name: string, value: string, life: CookieLife): Response {
  const answer = new NextResponse(response.body, response);
  answer.cookies.set(name, value, { ...life, secure: isSecure(), sameSite: "lax", path: "/" });
  return answer;
}
