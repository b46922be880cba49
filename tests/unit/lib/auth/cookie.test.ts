import { beforeEach, expect, test, vi } from "vitest";
import { setEnvironment } from "@/tests/support/environment";

beforeEach(() => {
  vi.resetModules();
});

async function cookieAt(appUrl: string) {
  setEnvironment({ APP_URL: appUrl });
  return import("@/lib/auth/cookie");
}

const token = "a".repeat(43);
const days90 = 90 * 24 * 60 * 60;

/** `Expires` says the same as `Max-Age`, by the clock of the moment. */
const attributes = (response: Response) =>
  (response.headers.get("set-cookie") ?? "").split("; ").filter((part) => !part.startsWith("Expires="));

test("over https it is bound to the host and to https", async () => {
  const { sessionCookieName, withSessionCookie } = await cookieAt("https://app.example");
  expect(sessionCookieName()).toBe("__Host-session");
  expect(attributes(withSessionCookie(new Response(), token))).toEqual([
    `__Host-session=${token}`,
    "Path=/",
    `Max-Age=${days90}`,
    "Secure",
    "HttpOnly",
    "SameSite=lax",
  ]);
});

test("over plain http it can do without", async () => {
  const { withSessionCookie } = await cookieAt("http://localhost:3000");
  const response = withSessionCookie(new Response("body", { status: 201, headers: { "x-other": "kept" } }), token);
  expect(attributes(response)).toEqual([`session=${token}`, "Path=/", `Max-Age=${days90}`, "HttpOnly", "SameSite=lax"]);
  expect([response.status, response.headers.get("x-other"), await response.text()]).toEqual([201, "kept", "body"]);
});

test("is taken away by one that has no time left", async () => {
  const { withoutSessionCookie } = await cookieAt("http://localhost:3000");
  const response = withoutSessionCookie(new Response(null, { status: 204 }));
  expect(attributes(response)).toEqual(["session=", "Path=/", "Max-Age=0", "HttpOnly", "SameSite=lax"]);
  expect(response.status).toBe(204);
});

test("only what can be a token is read as one", async () => {
  const { readSession } = await cookieAt("http://localhost:3000");
  const jar = (name: string, value: string) => ({ get: (asked: string) => (asked === name ? { value } : undefined) });
  expect([
    readSession(jar("session", token)),
    readSession(jar("session", "short")),
    readSession(jar("session", `${"a".repeat(42)}!`)),
    readSession(jar("__Host-session", token)),
  ]).toEqual([token, null, null, null]);
});
