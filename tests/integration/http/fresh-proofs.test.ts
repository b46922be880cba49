import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import { claimKey } from "@/lib/auth/claim-key";
import { endAccount } from "@/lib/auth/delete-account";
import { mergeAccounts } from "@/lib/auth/merge-accounts";
import { newSecurityEvent } from "@/lib/auth/security-events";
import { startSession } from "@/lib/auth/session";
import { limits } from "@/lib/contract/limits";
import { db } from "@/lib/db";
import { asAppError } from "@/lib/http/as-app-error";
import { newKey, rewardAddress } from "@/tests/support/data-signature";
import { emptyTables, withDatabase } from "@/tests/support/database";
import { startTestRedis } from "@/tests/support/redis";
import { addWallet } from "@/tests/support/rows";
import * as client from "@/tests/support/sign-in-client";

const redis = await startTestRedis();
withDatabase(() => ({ ...redis.environment, MAX_WALLETS_PER_USER: "3" }));
beforeEach(emptyTables);

const ownersOfKeys = async () =>
  (await db().signInKey.findMany({ orderBy: { addedAt: "asc" } })).map(({ userId, address }) => [userId, address]);
const addressOf = (key: ReturnType<typeof newKey>) => rewardAddress(key).text;
const refused = (status: number, code: string) => ({ status, token: undefined, body: { code } });
const needsProof = { status: 400, body: { code: "invalid_request", issues: [{ field: "proof" }] } };
const refusalOf = (error: unknown) => asAppError(error).code;
const anotherDevice = (userId: string) =>
  startSession(userId, { device: "Edge on Windows", now: new Date(), replaces: null });

describe("whoever holds nothing but the cookie", () => {
  test("adds no key, renews no recovery key, removes no key and merges nothing", async () => {
    const [own, thief] = [newKey(), newKey()];
    const { id, session } = await client.newAccount(own);
    const theirs = await client.newAccount(thief);
    const [key] = (await client.keysOf(session)).keys;
    const attempts = [
      await client.addKey(newKey(), session),
      await client.addKey(thief, session),
      await client.renewRecoveryKey(session),
      await client.removeKey(key?.id ?? "", session),
    ];
    for (const attempt of attempts) expect(attempt).toMatchObject(needsProof);
    expect(await ownersOfKeys()).toEqual([
      [id, addressOf(own)],
      [theirs.id, addressOf(thief)],
    ]);
    expect(await client.isSignedIn(session)).toBe(true);
  });

  test("proves nothing with a key that is not the account's, nor with another account's recovery key", async () => {
    const { session } = await client.newAccount(newKey());
    const thief = newKey();
    await client.newAccount(thief);
    const { recoveryKey } = await client.newGuest();
    const byKey = await client.renewRecoveryKey(session, await client.signed(thief, "prove", session));
    const byRecoveryKey = await client.addKey(newKey(), session, { recoveryKey });
    expect([byKey, byRecoveryKey]).toMatchObject([
      refused(401, "invalid_signature"),
      refused(401, "invalid_recovery_key"),
    ]);
    expect(await client.renewRecoveryKey(session, { recoveryKey: "0" })).toMatchObject({
      status: 400,
      body: { issues: [{ field: "proof.recoveryKey" }] },
    });
  });

  test("comes in for good with a key of their own into a guest's account, but can be put out, and puts nobody out", async () => {
    const guest = await client.newGuest();
    const thief = newKey();
    const stolen = (await client.signInWith(thief, guest.session)).token ?? "";
    const [theirs] = (await client.keysOf(stolen)).keys;
    const proof = () => client.signed(thief, "prove", stolen);
    const attempts = [
      await client.renewRecoveryKey(stolen, await proof()),
      await client.addKey(newKey(), stolen, await proof()),
      await client.removeKey(theirs?.id ?? "", stolen, await proof()),
    ];
    for (const attempt of attempts) expect(attempt).toMatchObject(refused(401, "invalid_signature"));

    const back = (await client.recoverWith(guest.recoveryKey)).token ?? "";
    expect(await client.securityEventsOf(back)).toMatchObject([
      { kind: "signed_in", address: null },
      { kind: "key_added", address: addressOf(thief) },
    ]);
    expect(await client.removeKey(theirs?.id ?? "", back, { recoveryKey: guest.recoveryKey })).toMatchObject({
      status: 204,
    });
    expect((await client.signInWith(thief)).body.user?.id).not.toBe(guest.id);
    expect(await db().user.findFirst({ where: { id: guest.id } })).toMatchObject({ kind: "guest" });
  });

  test("waits a week until such a key is one, unless it was proven", async () => {
    const [waiting, proven] = [await client.newGuest(), await client.newGuest()];
    const [first, second] = [newKey(), newKey()];
    const at = Date.now();
    const unproven = (await client.signInWith(first, waiting.session)).token ?? "";
    const sure = (await client.signInWith(second, proven.session, { recoveryKey: proven.recoveryKey })).token ?? "";
    const trusted = async (session: string) => Date.parse((await client.keysOf(session)).keys[0]?.trustedAt ?? "") - at;
    const week = 7 * 86_400_000;
    expect(await trusted(unproven)).toBeGreaterThanOrEqual(week);
    expect(await trusted(sure)).toBeLessThan(60_000);
    await db().signInKey.updateMany({ data: { trustedAt: new Date(Date.now() - 1) } });
    expect((await client.renewRecoveryKey(unproven, await client.signed(first, "prove", unproven))).status).toBe(201);
  });

  test("nor does a wrong proof let a guest's key in", async () => {
    const guest = await client.newGuest();
    const { recoveryKey } = await client.newGuest();
    expect(await client.signInWith(newKey(), guest.session, { recoveryKey })).toMatchObject(
      refused(401, "invalid_recovery_key"),
    );
    expect(await ownersOfKeys()).toEqual([]);
  });
});

describe("a proof", () => {
  test.each(["recovery key", "signature"])("by %s adds a key, which then is one itself", async (by) => {
    const [first, second] = [newKey(), newKey()];
    const guest = await client.newGuest();
    const own = { recoveryKey: guest.recoveryKey };
    const { token = "" } = await client.signInWith(first, guest.session, own);
    const proof = by === "signature" ? await client.signed(first, "prove", token) : own;
    const added = await client.addKey(second, token, proof);
    expect(added).toMatchObject({ status: 200, body: { user: { id: guest.id, kind: "wallet" } } });
    const renewed = await client.renewRecoveryKey(
      added.token ?? "",
      await client.signed(second, "prove", added.token ?? ""),
    );
    expect(renewed.status).toBe(201);
    expect((await client.signInWith(second)).body).toEqual(added.body);
  });

  test("is a guest's recovery key where they have no keys", async () => {
    const { id, session, recoveryKey } = await client.newGuest();
    const key = newKey();
    expect(await client.addKey(key, session)).toMatchObject(needsProof);
    expect(await client.addKey(key, session, { recoveryKey })).toMatchObject({
      body: { user: { id, kind: "wallet" } },
    });
  });

  test("is good once, for its purpose only, and in the session that asked for it", async () => {
    const key = newKey();
    const { id, session } = await client.newAccount(key);
    const other = await anotherDevice(id);
    const proof = await client.signed(key, "prove", session);
    expect(await client.renewRecoveryKey(other, proof)).toMatchObject(refused(401, "challenge_expired"));
    expect(await client.renewRecoveryKey(session, proof)).toMatchObject(refused(401, "challenge_expired"));
    const forAnother = await client.signed(key, "link", session);
    expect(await client.renewRecoveryKey(session, forAnother)).toMatchObject(refused(401, "invalid_signature"));
    const good = await client.signed(key, "prove", session);
    expect((await client.renewRecoveryKey(session, good)).status).toBe(201);
    expect(await client.renewRecoveryKey(session, good)).toMatchObject(refused(401, "challenge_expired"));
  });

  test("does not sign in", async () => {
    const key = newKey();
    const { session } = await client.newAccount(key);
    expect(await client.sendSigned(await client.signed(key, "prove", session), session)).toMatchObject(
      refused(401, "invalid_signature"),
    );
  });
});

describe("a challenge belongs to its session", () => {
  test("to link, to prove, and to sign in where a session asked", async () => {
    const [key, another] = [newKey(), newKey()];
    const { session } = await client.newAccount(key);
    const guest = await client.newGuest();
    const proof = { recoveryKey: guest.recoveryKey };
    const link = await client.signed(another, "link", session);
    expect(await client.sendSigned({ ...link, proof }, guest.session)).toMatchObject(refused(401, "challenge_expired"));
    const signIn = await client.signed(another, "sign-in", session);
    expect(await client.sendSigned(signIn, guest.session)).toMatchObject(refused(401, "challenge_expired"));
    const visitors = await client.signed(another, "sign-in");
    expect((await client.sendSigned(visitors, guest.session)).status).toBe(200);
    expect((await client.signed(another, "link")).challenge).toBeUndefined();
  });

  test("is worth nothing after it", async () => {
    const key = newKey();
    const { id, session } = await client.newAccount(key);
    const proof = await client.signed(key, "prove", session);
    await db().session.deleteMany();
    expect((await client.renewRecoveryKey(session, proof)).status).toBe(401);
    const proofAgain = await client.renewRecoveryKey(await anotherDevice(id), proof);
    expect(proofAgain).toMatchObject(refused(401, "challenge_expired"));
  });

  test("of the version before is good for signing in only", async () => {
    const key = newKey();
    const { session } = await client.newAccount(key);
    const link = await client.signed(newKey(), "link", session);
    await db().authChallenge.updateMany({ data: { sessionId: null } });
    const proof = await client.signed(key, "prove", session);
    expect(await client.sendSigned({ ...link, proof }, session)).toMatchObject(refused(401, "challenge_expired"));
  });
});

describe("merging", () => {
  test("never moves an account that has keys, whatever is proven", async () => {
    const [one, two] = [newKey(), newKey()];
    const [first, second] = [await client.newAccount(one), await client.newAccount(two)];
    await addWallet(first.id, { subject: "mine" });
    const proof = await client.signed(one, "prove", first.session);
    expect(await client.addKey(two, first.session, proof)).toMatchObject(refused(409, "conflict"));
    await expect(mergeAccounts(first.id, second.id)).rejects.toMatchObject({ code: "conflict" });
    expect(await ownersOfKeys()).toEqual([
      [first.id, addressOf(one)],
      [second.id, addressOf(two)],
    ]);
    expect(await db().wallet.count({ where: { userId: first.id } })).toBe(1);
  });

  test("two accounts become one by the way that the refusal names", async () => {
    const [one, two] = [newKey(), newKey()];
    const [first, second] = [await client.newAccount(one), await client.newAccount(two)];
    await addWallet(first.id, { subject: "mine" });
    const prove = () => client.signed(one, "prove", first.session);
    const { recoveryKey = "" } = (await client.renewRecoveryKey(first.session, await prove())).body as {
      recoveryKey?: string;
    };
    const [key] = (await client.keysOf(first.session)).keys;
    expect((await client.removeKey(key?.id ?? "", first.session, { recoveryKey })).status).toBe(204);
    const joined = await client.signInWith(two, first.session);
    expect(joined.body.user?.id).toBe(second.id);
    expect(await db().wallet.count({ where: { userId: second.id, subject: "mine" } })).toBe(1);
  });

  test("into an account that is over moves nothing", async () => {
    const [ended, guest] = [await client.newGuest(), await client.newGuest()];
    await addWallet(guest.id, { subject: "mine" });
    await endAccount(ended.id);
    await expect(mergeAccounts(guest.id, ended.id)).rejects.toMatchObject({ code: "conflict" });
    expect(await db().wallet.count({ where: { userId: guest.id } })).toBe(1);
    expect(await client.isSignedIn(guest.session)).toBe(true);
  });

  test("brings no more wallets together than one account may have", async () => {
    const key = newKey();
    const account = await client.newAccount(key);
    const guest = await client.newGuest();
    for (const subject of ["a", "b"]) await addWallet(account.id, { subject });
    for (const subject of ["b", "c", "d"]) await addWallet(guest.id, { subject });
    expect(await client.signInWith(key, guest.session)).toMatchObject(refused(409, "limit_reached"));
    await db().wallet.deleteMany({ where: { subject: "d" } });
    expect((await client.signInWith(key, guest.session)).status).toBe(200);
    expect(await db().wallet.count({ where: { userId: account.id } })).toBe(3);
  });
});

describe("of many at the same moment no more get through than one account may have", () => {
  const together = <T>(count: number, act: (nth: number) => Promise<T>) =>
    Promise.all(Array.from({ length: count }, (_, nth) => act(nth)));

  test("keys", async () => {
    const { id } = await client.newAccount(newKey());
    const claims = await together(limits.signInKeys + 20, () => {
      const added = newSecurityEvent("key_added", { sessionId: randomUUID(), device: "Edge" }, new Date());
      return claimKey(rewardAddress(newKey()), { claimant: id, untrustedForMs: 0, added }).catch(refusalOf);
    });
    expect(await db().signInKey.count({ where: { userId: id } })).toBe(limits.signInKeys);
    expect(claims.filter((claim) => claim === "limit_reached")).toHaveLength(21);
  });

  test("a guest's first key without a proof", async () => {
    const guest = await client.newGuest();
    const given = await together(8, () => client.signed(newKey(), "sign-in", guest.session));
    await together(8, (nth) => client.sendSigned(given[nth], guest.session));
    expect(await db().signInKey.count({ where: { userId: guest.id } })).toBe(1);
  });

  test("wallets that come along with others' accounts", async () => {
    const account = await client.newAccount(newKey());
    const guests = await together(6, () => client.newGuest());
    for (const [nth, { id }] of guests.entries())
      for (const subject of ["everybody's", `of ${nth}`]) await addWallet(id, { subject });
    const merged = await together(6, (nth) => mergeAccounts(guests[nth]?.id ?? "", account.id).catch(refusalOf));
    expect(await db().wallet.count({ where: { userId: account.id } })).toBeLessThanOrEqual(3);
    expect(merged.filter((code) => code !== undefined && code !== "limit_reached" && code !== "conflict")).toEqual([]);
    expect(await db().user.count()).toBe(1 + merged.filter((code) => code !== undefined).length);
  });
});

describe("keys", () => {
  test("are listed, and removed but for the last way in", async () => {
    const [one, two] = [newKey(), newKey()];
    const { session } = await client.newAccount(one);
    const { token = "" } = await client.addKey(two, session, await client.signed(one, "prove", session));
    const { keys, recoveryKey } = await client.keysOf(token);
    expect([keys.map(({ address }) => address), recoveryKey]).toEqual([[addressOf(one), addressOf(two)], false]);
    const [first, second] = keys.map(({ id }) => id);
    const prove = (key = two) => client.signed(key, "prove", token);
    expect((await client.removeKey(first ?? "", token, await prove(one))).status).toBe(204);
    const last = await client.removeKey(second ?? "", token, await prove());
    expect(last).toMatchObject({ status: 409, body: { code: "conflict" } });
    expect(last.body.detail).toMatch(/only way into your account/);
    const made = (await client.renewRecoveryKey(token, await prove())).body as { recoveryKey: string };
    expect((await client.removeKey(second ?? "", token, made)).status).toBe(204);
    expect(await client.keysOf(token)).toEqual({ keys: [], recoveryKey: true });
    expect((await client.recoverWith(made.recoveryKey)).status).toBe(200);
  });

  test("of two removals at once one is refused", async () => {
    const [one, two] = [newKey(), newKey()];
    const { id, session } = await client.newAccount(one);
    const { token = "" } = await client.addKey(two, session, await client.signed(one, "prove", session));
    const other = await anotherDevice(id);
    const [first, second] = (await client.keysOf(token)).keys.map((key) => key.id);
    const proofs = [await client.signed(one, "prove", token), await client.signed(one, "prove", other)];
    const answers = await Promise.all([
      client.removeKey(first ?? "", token, proofs[0]),
      client.removeKey(second ?? "", other, proofs[1]),
    ]);
    expect(await db().signInKey.count()).toBe(1);
    expect(answers.filter(({ status }) => status === 204)).toHaveLength(1);
  });

  test("of another account are not found", async () => {
    const { session } = await client.newAccount(newKey());
    const own = newKey();
    const me = await client.newAccount(own);
    const [theirs] = (await client.keysOf(session)).keys;
    const proof = await client.signed(own, "prove", me.session);
    expect((await client.removeKey(theirs?.id ?? "", me.session, proof)).status).toBe(404);
  });
});

test("a new recovery key opens the account, and the old one nothing", async () => {
  const { id, session, recoveryKey } = await client.newGuest();
  const made = (await client.renewRecoveryKey(session, { recoveryKey })).body as { recoveryKey: string };
  expect(await client.recoverWith(recoveryKey)).toMatchObject(refused(401, "invalid_recovery_key"));
  expect((await client.recoverWith(made.recoveryKey)).body).toEqual({ user: { id, kind: "guest" } });
  expect(await client.renewRecoveryKey(session, { recoveryKey })).toMatchObject(refused(401, "invalid_recovery_key"));
});

test("what happened is told newest first, and the oldest of too much is forgotten", async () => {
  const { id, session, recoveryKey } = await client.newGuest();
  const row = (minute: number) => ({
    userId: id,
    kind: "signed_in",
    device: `${minute}`,
    at: new Date(minute * 60_000),
  });
  await db().securityEvent.createMany({ data: Array.from({ length: limits.securityEvents }, (_, nth) => row(nth)) });
  await client.renewRecoveryKey(session, { recoveryKey });
  const events = await client.securityEventsOf(session);
  expect(events).toHaveLength(limits.securityEvents);
  expect([events[0]?.kind, events.at(-1)?.device]).toEqual(["recovery_key_renewed", "1"]);
});
