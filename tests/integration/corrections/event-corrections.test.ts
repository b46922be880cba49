import { beforeEach, describe, expect, test } from "vitest";
import { PATCH } from "@/app/api/transactions/[id]/events/[index]/route";
import { PATCH as patchTransaction } from "@/app/api/transactions/[id]/route";
import { createGuest } from "@/lib/auth/create-guest";
import { mergeAccounts } from "@/lib/auth/merge-accounts";
import { limits } from "@/lib/contract/limits";
import { patchEventAnswer } from "@/lib/contract/transaction-events";
import { db } from "@/lib/db";
import { actions } from "@/lib/ledger/action";
import { storedWords } from "@/lib/contract/stored-words";
import { eventRoles } from "@/lib/ledger/transaction-event";
import { readEvents } from "@/lib/portfolio/event-rows";
import { callRoute } from "@/tests/support/call-route";
import { emptyTables, withDatabase } from "@/tests/support/database";
import { startTestRedis } from "@/tests/support/redis";
import { addTransaction, addWallet } from "@/tests/support/rows";

const redis = await startTestRedis();
withDatabase(() => redis.environment);
beforeEach(emptyTables);

const txHash = "ab".repeat(32);

/** A user with a payment of two legs and its fee. */
async function payment(subject = "stake1one") {
  const { user, token: session } = await createGuest(new Date());
  const walletId = await addWallet(user.id, { subject });
  const id = await addTransaction(user.id, walletId, {
    txHash,
    blockHeight: 1,
    action: "send",
    classifiedAction: "send",
    direction: "out",
  });
  const leg = { userId: user.id, walletId, transactionId: id, unit: "lovelace", action: "send", location: "wallet" };
  await db().transactionEvent.createMany({
    data: [
      { ...leg, index: 0, role: "principal", quantity: -5, ordinal: 1 },
      { ...leg, index: 1, role: "principal", quantity: -7, ordinal: 0 },
      { ...leg, index: 2, role: "network_fee", quantity: -1 },
    ],
  });
  return { userId: user.id, session, walletId, id };
}

type World = Awaited<ReturnType<typeof payment>>;

async function patch({ session, id }: World, index: string, body: object) {
  const path = `/api/transactions/${id}/events/${index}`;
  const answer = await callRoute(PATCH, path, { method: "PATCH", params: { id, index }, session, body });
  return { status: answer.status, body: (await answer.json()) as unknown };
}

const seen = async ({ userId, id }: World) =>
  (await readEvents(userId, id)).events.map(({ action, note, edited }) => ({ action, note, edited }));
const untouched = { action: "send", note: null, edited: false };

describe("One leg, corrected", () => {
  test("is what the person says, until they take it back; the other legs stay", async () => {
    const world = await payment();
    const answer = await patch(world, "0", { action: "bridge_out", note: "to the sidechain" });
    expect(answer.status).toBe(200);
    expect(patchEventAnswer.parse(answer.body).event).toMatchObject({
      index: 0,
      action: "bridge_out",
      unsaidAction: "send",
      note: "to the sidechain",
      edited: true,
    });
    const own = { action: "bridge_out", note: "to the sidechain", edited: true };
    expect(await seen(world)).toEqual([own, untouched, untouched]);

    await patch(world, "0", { action: null });
    expect(await seen(world)).toEqual([{ ...own, action: "send" }, untouched, untouched]);
    await patch(world, "0", { note: "" });
    expect(await seen(world)).toEqual([untouched, untouched, untouched]);
    expect(await db().eventCorrection.count()).toBe(0);
  });

  test("keeps what two say of it at once, and what two take back", async () => {
    const world = await payment();
    const said = { action: "bridge_out", note: "to the sidechain" };
    const both = (action: unknown, note: unknown) =>
      Promise.all([patch(world, "0", { action }), patch(world, "0", { note })]);
    for (let round = 0; round < 20; round++) {
      await both(said.action, said.note);
      expect((await seen(world))[0]).toEqual({ ...said, edited: true });
      await both(null, null);
      expect((await seen(world))[0]).toEqual(untouched);
      expect(await db().eventCorrection.count()).toBe(0);
    }
  });

  test("is told by itself where a transaction has more legs than an answer holds", async () => {
    const world = await payment();
    const { userId, walletId, id: transactionId } = world;
    const leg = { userId, walletId, transactionId, unit: "lovelace", action: "send", location: "wallet", quantity: -1 };
    const more = Array.from({ length: limits.transactionEvents }, (_, i) => ({ ...leg, index: 3 + i, ordinal: 2 + i }));
    await db().transactionEvent.createMany({ data: more.map((each) => ({ ...each, role: "principal" })) });
    const { events, count } = await readEvents(userId, transactionId);
    expect([events.length, count]).toEqual([limits.transactionEvents, limits.transactionEvents + 3]);
    const last = limits.transactionEvents + 2;
    const answer = await patch(world, last.toString(), { note: "the last" });
    expect(patchEventAnswer.parse(answer.body).event).toMatchObject({ index: last, note: "the last", edited: true });
  });

  test("outweighs what the person says of the whole transaction, which its other legs follow", async () => {
    const world = await payment();
    await patch(world, "0", { action: "lend_repay" });
    const { session, id } = world;
    const path = `/api/transactions/${id}`;
    await callRoute(patchTransaction, path, { method: "PATCH", params: { id }, session, body: { action: "nft_buy" } });
    expect((await seen(world)).map(({ action }) => action)).toEqual(["lend_repay", "nft_buy", "nft_buy"]);
  });

  test("is known again by its role, unit, sign, order and size when other rules number it otherwise", async () => {
    const world = await payment();
    await patch(world, "0", { note: "mine" });
    await db().transactionEvent.update({
      where: { transactionId_index: { transactionId: world.id, index: 0 } },
      data: { index: 9, action: "unclassified" },
    });
    const { events: now } = await readEvents(world.userId, world.id);
    expect(now.map(({ index, note }) => [index, note])).toEqual([
      [1, null],
      [2, null],
      [9, "mine"],
    ]);
  });

  test("comes along where two accounts become one, under what the other said of the same leg", async () => {
    const [from, into] = [await payment(), await payment()];
    await patch(from, "0", { action: "bridge_out", note: "from" });
    await patch(from, "1", { note: "from" });
    await patch(into, "0", { note: "into" });
    await mergeAccounts(from.userId, into.userId);
    expect(await seen(into)).toEqual([
      { action: "bridge_out", note: "into", edited: true },
      { ...untouched, note: "from", edited: true },
      untouched,
    ]);
  });

  test("refuses a note that no database can hold, saying why", async () => {
    const world = await payment();
    for (const note of ["a\0b", "half \ud800"]) {
      const { status, body } = await patch(world, "0", { note });
      expect([status, body]).toMatchObject([400, { issues: [{ field: "note" }] }]);
    }
    expect((await seen(world))[0]).toEqual(untouched);
  });

  test("is refused where there is none, where it is another's, and where nothing is said", async () => {
    const [world, other] = [await payment(), await payment("stake1two")];
    const missing = [await patch(world, "3", { note: "x" }), await patch(world, "-1", { note: "x" })];
    const foreign = await patch({ ...world, id: other.id }, "0", { note: "x" });
    const refused = [await patch(world, "0", {}), await patch(world, "0", { action: "nonsense" })];
    expect([...missing, foreign, ...refused].map(({ status }) => status)).toEqual([404, 404, 404, 400, 400]);
    expect(await db().eventCorrection.count()).toBe(0);
  });
});

describe("A leg between two wallets of the same person", () => {
  test("moved within what is theirs, while a stranger's beside it was paid; another user's wallet is a stranger", async () => {
    const world = await payment();
    const other = await addWallet(world.userId, { subject: "stake1mine" });
    const [mine, foreign] = ["addr1mine", "addr1foreign"];
    const stranger = await payment("stake1stranger");
    for (const [userId, walletId, address] of [
      [world.userId, other, mine],
      [stranger.userId, stranger.walletId, foreign],
    ] as const) {
      const place = { paymentKind: "key", credential: "k", verified: true, firstSeenHeight: 1 };
      await db().walletAddress.create({ data: { userId, walletId, address, ...place } });
    }
    for (const [index, counterparty] of [mine, foreign].entries()) {
      const leg = { transactionId: world.id, index };
      await db().transactionEvent.update({ where: { transactionId_index: leg }, data: { counterparty } });
    }
    expect((await seen(world)).map(({ action }) => action)).toEqual(["internal_transfer", "send", "send"]);
  });
});

test("The database knows the same actions, roles and locations as the code", async () => {
  const rows = await db().$queryRaw<{ name: string; definition: string }[]>`
    SELECT conname::text AS name, pg_get_constraintdef(oid) AS definition FROM pg_constraint
    WHERE conrelid = 'transaction_event'::regclass AND contype = 'c'`;
  const known = (name: string) =>
    [
      ...(rows.find((row) => row.name === `transaction_event_${name}_check`)?.definition ?? "").matchAll(
        /'([a-z_]+)'/g,
      ),
    ].map(([, word]) => word);
  expect(known("action")).toEqual([...actions]);
  expect(known("role")).toEqual([...eventRoles]);
  expect([...known("location")].sort()).toEqual([...storedWords["transaction_event.location"]].sort());
});
