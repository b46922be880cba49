import { beforeEach, describe, expect, test } from "vitest";
import { db } from "@/lib/db";
import { newKey } from "@/tests/support/data-signature";
import { emptyTables, withDatabase } from "@/tests/support/database";
import { startTestRedis } from "@/tests/support/redis";
import { addWallet } from "@/tests/support/rows";
import * as client from "@/tests/support/sign-in-client";

const redis = await startTestRedis();
withDatabase(() => redis.environment);
beforeEach(emptyTables);

const subjectsOf = async (userId: string) =>
  (await db().wallet.findMany({ where: { userId }, orderBy: { subject: "asc" } })).map(({ subject }) => subject);

/** A list to be recovered, and a guest who follows something else. */
async function setScene() {
  const [list, here] = [await client.newGuest("Safari on iOS"), await client.newGuest()];
  await addWallet(list.id, { subject: "of the list" });
  for (const subject of ["here", "of the list"]) await addWallet(here.id, { subject });
  return { list, here };
}

describe("entering another account's recovery key where wallets are followed", () => {
  test.each([undefined, "leave"])("leaves them to their own key (%s)", async (wallets) => {
    const { list, here } = await setScene();
    const answer = await client.recoverWith(list.recoveryKey, {
      session: here.session,
      ...(wallets !== undefined && { wallets }),
    });
    expect([answer.status, answer.body]).toEqual([200, { user: { id: list.id, kind: "guest" } }]);
    expect([await subjectsOf(list.id), await subjectsOf(here.id)]).toEqual([["of the list"], ["here", "of the list"]]);
    expect(await client.isSignedIn(here.session)).toBe(false);
    expect((await client.recoverWith(here.recoveryKey)).body.user?.id).toBe(here.id);
  });

  test("brings them along where that is said, and the account that they were in ends", async () => {
    const { list, here } = await setScene();
    const answer = await client.recoverWith(list.recoveryKey, { session: here.session, wallets: "add" });
    expect(answer.body).toEqual({ user: { id: list.id, kind: "guest" } });
    expect(await subjectsOf(list.id)).toEqual(["here", "of the list"]);
    expect(await db().user.count()).toBe(1);
    expect((await client.recoverWith(here.recoveryKey)).status).toBe(401);
  });

  test("asks where that is wanted: nothing has happened yet", async () => {
    const { list, here } = await setScene();
    const ask = (session: string) => client.recoverWith(list.recoveryKey, { session, wallets: "ask" });
    const reason = "You follow 2 wallets here. Say whether to add or to leave what is here.";
    expect(await ask(here.session)).toMatchObject({
      status: 409,
      token: undefined,
      body: { code: "conflict", issues: [{ field: "wallets", reason }] },
    });
    expect(await client.isSignedIn(here.session)).toBe(true);
    expect((await ask((await client.newGuest()).session)).status).toBe(200);
    expect((await ask(list.session)).status).toBe(200);
    expect((await client.recoverWith(list.recoveryKey, { wallets: "ask" })).status).toBe(200);
  });

  test("does not move an account that has keys", async () => {
    const { list } = await setScene();
    const account = await client.newAccount(newKey());
    await addWallet(account.id, { subject: "mine" });
    const enter = (wallets: string) => client.recoverWith(list.recoveryKey, { session: account.session, wallets });
    expect(await enter("add")).toMatchObject({ status: 409, token: undefined, body: { code: "conflict" } });
    expect([await subjectsOf(account.id), await client.isSignedIn(account.session)]).toEqual([["mine"], true]);
    expect((await enter("leave")).status).toBe(200);
  });

  test("takes no other word", async () => {
    const { list } = await setScene();
    expect((await client.recoverWith(list.recoveryKey, { wallets: "move" })).status).toBe(400);
  });
});

test("a new device is told of to those that are there, and to itself it is not", async () => {
  const { list } = await setScene();
  const { token = "" } = await client.recoverWith(list.recoveryKey);
  expect(await client.securityEventsOf(list.session)).toMatchObject([{ kind: "signed_in", device: "Unknown device" }]);
  // The same browser again is no news.
  await client.recoverWith(list.recoveryKey, { session: token });
  expect(await client.securityEventsOf(list.session)).toHaveLength(1);
});
