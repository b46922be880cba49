import { beforeEach, describe, expect, test } from "vitest";
import { DELETE, GET } from "@/app/api/session/route";
import { POST as guest } from "@/app/api/session/guest/route";
import { POST as recover } from "@/app/api/session/recover/route";
import { hashSecret } from "@/lib/auth/secret";
import { sessionUser } from "@/lib/auth/session";
import { db } from "@/lib/db";
import { callRoute } from "@/tests/support/call-route";
import { emptyTables, withDatabase } from "@/tests/support/database";
import { startTestRedis } from "@/tests/support/redis";
import { stopTheClock } from "@/tests/support/stop-the-clock";

const redis = await startTestRedis();
withDatabase(() => redis.environment);
beforeEach(emptyTables);

let address = 0;
/** Each call from a client address of its own, so that no test meets another one's rate limit. */
const from = () => ({ "x-real-ip": `10.0.0.${(address += 1)}` });

function tokenOf(response: Response): string {
  return /session=([\w-]{43});/.exec(response.headers.get("set-cookie") ?? "")?.[1] ?? "no token";
}

async function beGuest() {
  const response = await callRoute(guest, "/api/session/guest", { method: "POST", headers: from() });
  const body = (await response.json()) as { user: { id: string; kind: string }; recoveryKey: string };
  return { response, body, session: tokenOf(response) };
}

const ask = async (session?: string) => callRoute(GET, "/api/session", session === undefined ? {} : { session });
const recoverWith = (recoveryKey: unknown, headers = from()) =>
  callRoute(recover, "/api/session/recover", { method: "POST", body: { recoveryKey }, headers });

describe("a guest", () => {
  test("gets a user, a session and a recovery key, of which only hashes are kept", async () => {
    const { response, body, session } = await beGuest();
    expect(response.status).toBe(201);
    expect(body).toEqual({ user: { id: body.user.id, kind: "guest" }, recoveryKey: body.recoveryKey });
    const users = await db().user.findMany({ include: { sessions: true }, omit: { recoveryKeyHash: false } });
    expect(users).toHaveLength(1);
    expect(JSON.stringify(users)).not.toContain(body.recoveryKey);
    const stored = await db().session.findMany({ omit: { tokenHash: false } });
    expect(stored.map(({ userId, tokenHash }) => ({ userId, tokenHash }))).toEqual([
      { userId: body.user.id, tokenHash: hashSecret(session) },
    ]);
    const [row] = stored;
    expect(row && row.expiresAt.getTime() - row.createdAt.getTime()).toBe(90 * 24 * 60 * 60 * 1000);
  });

  test("is known by the cookie", async () => {
    const { body, session } = await beGuest();
    const answer = await ask(session);
    expect([answer.status, await answer.json()]).toEqual([200, { user: body.user }]);
  });

  test("does not become another guest", async () => {
    const { session } = await beGuest();
    const again = await callRoute(guest, "/api/session/guest", { method: "POST", session, headers: from() });
    expect([again.status, await again.json()]).toMatchObject([409, { code: "conflict" }]);
    expect(await db().user.count()).toBe(1);
  });
});

test("nobody, a made-up token and an expired session are not signed in", async () => {
  const { session } = await beGuest();
  await db().session.updateMany({ data: { expiresAt: new Date(Date.now() - 1) } });
  const answers = await Promise.all([ask(), ask("A".repeat(43)), ask("short"), ask(session)]);
  expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401]);
  expect(await answers[0].json()).toMatchObject({ code: "unauthenticated", title: "Not signed in" });
});

test("signing out ends this session on the server, and no other", async () => {
  const { body, session } = await beGuest();
  const other = tokenOf(await recoverWith(body.recoveryKey));
  const out = await callRoute(DELETE, "/api/session", { method: "DELETE", session });
  expect([out.status, await out.text()]).toEqual([204, ""]);
  expect(out.headers.get("set-cookie")).toMatch(/^session=; Path=\/; .*Max-Age=0/);
  expect([(await ask(session)).status, (await ask(other)).status]).toEqual([401, 200]);
  expect((await callRoute(DELETE, "/api/session", { method: "DELETE", session })).status).toBe(401);
});

describe("recovery", () => {
  test("starts a session of the same user, however the key was typed", async () => {
    const { body, session } = await beGuest();
    const answer = await recoverWith(` ${body.recoveryKey.toLowerCase().replaceAll("-", " ")} `);
    const token = tokenOf(answer);
    expect([answer.status, await answer.json()]).toEqual([200, { user: body.user }]);
    expect(token).not.toBe(session);
    expect([(await ask(token)).status, (await ask(session)).status]).toEqual([200, 200]);
  });

  test("tells a mistyped key from one that nobody has", async () => {
    const { body } = await beGuest();
    const mistyped = await recoverWith(body.recoveryKey.slice(0, -1));
    const unknown = await recoverWith("0".repeat(53));
    expect([mistyped.status, await mistyped.json()]).toMatchObject([
      400,
      {
        code: "invalid_request",
        issues: [{ field: "recoveryKey", reason: "A recovery key has 53 characters, this has 52." }],
      },
    ]);
    expect([unknown.status, await unknown.json()]).toMatchObject([401, { code: "invalid_recovery_key" }]);
    expect(unknown.headers.get("set-cookie")).toBeNull();
    expect((await recoverWith(7)).status).toBe(400);
  });

  test("is slowed down for one address and not for another", async () => {
    stopTheClock();
    const { body } = await beGuest();
    const same = from();
    const statuses = [];
    for (let attempt = 0; attempt < 15; attempt += 1) statuses.push((await recoverWith("0".repeat(53), same)).status);
    expect(statuses.slice(0, 10)).toEqual(Array(10).fill(401));
    expect(statuses.at(-1)).toBe(429);
    const refused = await recoverWith(body.recoveryKey, same);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await recoverWith(body.recoveryKey)).status).toBe(200);
  });
});

test("a session notes that it was seen, once an hour at most", async () => {
  const { body, session } = await beGuest();
  const seen = async () => (await db().session.findFirstOrThrow()).lastSeenAt.getTime();
  const start = await seen();
  const after = async (minutes: number) => {
    await sessionUser(session, new Date(start + minutes * 60_000));
    return (await seen()) - start;
  };
  expect([await after(59), await after(61), await after(100), await after(122)]).toEqual([
    0,
    61 * 60_000,
    61 * 60_000,
    122 * 60_000,
  ]);
  expect(await sessionUser(session, new Date(start + 91 * 24 * 60 * 60_000))).toBeNull();
  expect(await sessionUser(session, new Date(start))).toEqual(body.user);
});

test("without Redis guests still come in, but nobody guesses keys", async () => {
  const { body } = await beGuest();
  await redis.stop();
  expect((await beGuest()).response.status).toBe(201);
  const refused = await recoverWith(body.recoveryKey);
  expect([refused.status, refused.headers.get("retry-after"), await refused.json()]).toMatchObject([
    503,
    "5",
    { code: "cache_unavailable" },
  ]);
});
