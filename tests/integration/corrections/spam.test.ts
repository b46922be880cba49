import { beforeEach, describe, expect, test } from "vitest";
import { PATCH as patchToken } from "@/app/api/tokens/[unit]/route";
import { createGuest } from "@/lib/auth/create-guest";
import { correctTransaction } from "@/lib/corrections/correct-transaction";
import { db } from "@/lib/db";
import { getTransaction } from "@/lib/portfolio/get-transaction";
import { getHoldings } from "@/lib/portfolio/get-holdings";
import { callRoute } from "@/tests/support/call-route";
import { emptyTables, withDatabase } from "@/tests/support/database";
import { startTestRedis } from "@/tests/support/redis";
import { lookAtAll } from "@/tests/support/look-at-all";
import { addTransaction, addWallet } from "@/tests/support/rows";

const redis = await startTestRedis();
withDatabase(() => ({ ...redis.environment, CACHE: "off" }));
beforeEach(emptyTables);

const unitOf = (policyByte: string, name: string) => policyByte.repeat(28) + Buffer.from(name).toString("hex");
const lure = unitOf("aa", "Claim at adareward.com");
const lure2 = unitOf("ab", "t.me/adaclaims");
const wanted = unitOf("ac", "HOSKY");
const quiet = unitOf("ad", "Gift");
let height = 0;

async function signIn() {
  const { user, token: session } = await createGuest(new Date());
  return { userId: user.id, session, walletId: await addWallet(user.id) };
}

type Owner = Awaited<ReturnType<typeof signIn>>;

/** A transaction with these changes, unasked unless said otherwise. */
function add({ userId, walletId }: Owner, changes: Record<string, number>, given: object = {}): Promise<string> {
  height += 1;
  const flows = Object.entries(changes).map(([unit, netChange]) => ({ unit, netChange: String(netChange) }));
  const txHash = height.toString(16).padStart(64, "0");
  return addTransaction(userId, walletId, { txHash, blockHeight: height, unasked: true, flows, ...given });
}

async function spamOf({ userId }: Owner) {
  const { holdings, total } = await getHoldings(userId, { currency: "ADA" });
  const transactions = await db().transaction.findMany({ where: { userId }, orderBy: { blockHeight: "asc" } });
  return {
    holdings: holdings.filter(({ spam }) => spam).map(({ unit }) => unit),
    unpriced: total.unpriced,
    transactions: transactions.map(({ spam }) => spam),
  };
}

async function mark({ session }: Owner, unit: string, spam: boolean | null) {
  const answer = await callRoute(patchToken, `/api/tokens/${unit}`, {
    method: "PATCH",
    params: { unit },
    session,
    body: { spam },
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

describe("spam", () => {
  test("is a token that came unasked with the words of a lure, and what brought nothing else", async () => {
    const owner = await signIn();
    await add(owner, { lovelace: 1_200_000, [lure]: 1 });
    await add(owner, { lovelace: 1_200_000, [lure2]: 500, [lure]: 1 });
    await add(owner, { lovelace: 1_200_000, [wanted]: 5 });
    await add(owner, { lovelace: 1_200_000, [wanted]: 5, [lure]: 1 });
    await add(owner, { lovelace: 90_000_000, [lure]: 1 });
    await add(owner, { lovelace: 5_000_000 });
    await lookAtAll(owner.userId);
    expect(await spamOf(owner)).toEqual({
      holdings: [lure, lure2],
      unpriced: 1,
      transactions: [true, true, false, false, false, false],
    });
  });

  test("is a little ADA whose message is a lure's, and no ADA otherwise", async () => {
    const owner = await signIn();
    await add(owner, { lovelace: 1_000_000 }, { bait: true });
    await add(owner, { lovelace: 1_000_000 });
    await add(owner, { lovelace: 30_000_000 }, { bait: true });
    await lookAtAll(owner.userId);
    expect(await spamOf(owner)).toEqual({ holdings: [], unpriced: 0, transactions: [true, false, false] });
  });

  test("is nothing that the user traded, minted or moved, even between their own wallets", async () => {
    const owner = await signIn();
    const second = { ...owner, walletId: await addWallet(owner.userId, { subject: "stake1second" }) };
    const [bought, minted, sent, moved] = ["b0", "b1", "b2", "b3"].map((byte) => unitOf(byte, "claim.io")) as [
      string,
      string,
      string,
      string,
    ];
    await add(owner, { lovelace: -9_000_000, [bought]: 1 }, { unasked: false });
    await add(owner, { lovelace: -2_000_000, [minted]: 1 }, { unasked: false });
    await add(owner, { lovelace: 1_200_000, [sent]: 5 });
    await add(owner, { lovelace: -1_400_000, [sent]: -1 }, { unasked: false });
    await add(owner, { lovelace: 1_200_000, [moved]: 1 });
    await add(owner, { lovelace: -1_400_000, [moved]: -1 }, { unasked: false });
    await add(second, { lovelace: 1_200_000, [moved]: 1 });
    await lookAtAll(owner.userId);
    expect(await spamOf(owner)).toEqual({ holdings: [], unpriced: 4, transactions: Array(7).fill(false) });
  });

  test("needs to be known as unasked: rows of older code are left alone", async () => {
    const owner = await signIn();
    await add(owner, { lovelace: 1_200_000, [lure]: 1 }, { unasked: undefined });
    await lookAtAll(owner.userId);
    expect(await spamOf(owner)).toEqual({ holdings: [], unpriced: 1, transactions: [false] });
  });

  test("shows by metadata as well, and ends once the user moves the token", async () => {
    const owner = await signIn();
    await add(owner, { lovelace: 1_200_000, [quiet]: 5 });
    await lookAtAll(owner.userId);
    expect((await spamOf(owner)).holdings).toEqual([]);
    const parts = { policyId: quiet.slice(0, 56), assetName: quiet.slice(56), fingerprint: "asset1", kind: "token" };
    const description = "Claim your reward at https://ada-gift.io";
    await db().token.create({ data: { unit: quiet, ...parts, description, fetchedAt: new Date() } });
    await lookAtAll(owner.userId);
    expect(await spamOf(owner)).toEqual({ holdings: [quiet], unpriced: 0, transactions: [true] });
    await add(owner, { lovelace: -1_400_000, [quiet]: -1 }, { unasked: false });
    await lookAtAll(owner.userId);
    expect(await spamOf(owner)).toEqual({ holdings: [], unpriced: 1, transactions: [false, false] });
  });
});

describe("the person's word", () => {
  test("on a token wins over ours, both ways, and outlives the next look", async () => {
    const owner = await signIn();
    await add(owner, { lovelace: 1_200_000, [lure]: 1 });
    await add(owner, { lovelace: 1_200_000, [wanted]: 1 });
    await lookAtAll(owner.userId);
    expect(await mark(owner, lure, false)).toEqual({
      status: 200,
      body: { unit: lure, spam: false, ownSpam: false, suspicion: "link_in_name" },
    });
    expect((await mark(owner, wanted, true)).body).toEqual({
      unit: wanted,
      spam: true,
      ownSpam: true,
      suspicion: null,
    });
    const reversed = { holdings: [wanted], unpriced: 1, transactions: [false, true] };
    expect(await spamOf(owner)).toEqual(reversed);
    await lookAtAll(owner.userId);
    expect(await spamOf(owner)).toEqual(reversed);
    await mark(owner, lure, null);
    await mark(owner, wanted, null);
    expect(await spamOf(owner)).toEqual({ holdings: [lure], unpriced: 1, transactions: [true, false] });
  });

  test("on a transaction wins over ours, and outlives the next look", async () => {
    const owner = await signIn();
    const id = await add(owner, { lovelace: 1_200_000, [lure]: 1 });
    await lookAtAll(owner.userId);
    await correctTransaction(owner.userId, id, { spam: false, scope: "this" });
    await lookAtAll(owner.userId);
    const { spam, edited } = await getTransaction(owner.userId, id);
    expect([spam, edited, (await spamOf(owner)).transactions]).toEqual([false, true, [false]]);
    await correctTransaction(owner.userId, id, { spam: null, scope: "this" });
    expect((await spamOf(owner)).transactions).toEqual([true]);
  });

  test("for all similar is about the tokens' policies", async () => {
    const owner = await signIn();
    const spamKey = `tokens|in|${wanted.slice(0, 56)}`;
    const id = await add(owner, { lovelace: 1_200_000, [wanted]: 1 }, { spamKey });
    await add(owner, { lovelace: 1_200_000, [wanted]: 7 }, { spamKey });
    await add(owner, { lovelace: 1_200_000, [quiet]: 7 }, { spamKey: `tokens|in|${quiet.slice(0, 56)}` });
    const { changed } = await correctTransaction(owner.userId, id, { spam: true, scope: "similar" });
    expect([changed, (await spamOf(owner)).transactions]).toEqual([2, [true, true, false]]);
    expect(await lookAtAll(owner.userId)).toBe(0);
  });

  test("is refused for ADA and for a token that the user never had", async () => {
    const owner = await signIn();
    await add(owner, { lovelace: 1_200_000 });
    expect(await mark(owner, "lovelace", true)).toMatchObject({ status: 400, body: { code: "invalid_request" } });
    expect(await mark(owner, lure, true)).toMatchObject({ status: 404, body: { code: "not_found" } });
  });
});
