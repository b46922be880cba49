import { beforeEach, describe, expect, test } from "vitest";
import { GET, PATCH } from "@/app/api/transactions/[id]/route";
import { GET as listTransactions } from "@/app/api/transactions/route";
import { GET as listRules } from "@/app/api/rules/route";
import { DELETE as deleteRule } from "@/app/api/rules/[id]/route";
import { GET as listContracts } from "@/app/api/contracts/route";
import { PATCH as patchContract } from "@/app/api/contracts/[credential]/route";
import { createGuest } from "@/lib/auth/create-guest";
import { db } from "@/lib/db";
import { transactionsAnswer } from "@/lib/contract/transactions";
import { patchTransactionAnswer, rulesAnswer } from "@/lib/contract/corrections";
import { transactionDetail } from "@/lib/contract/transaction-detail";
import { callRoute } from "@/tests/support/call-route";
import { emptyTables, withDatabase } from "@/tests/support/database";
import { startTestRedis } from "@/tests/support/redis";
import { addTransaction, addWallet } from "@/tests/support/rows";

const redis = await startTestRedis();
withDatabase(() => redis.environment);
beforeEach(emptyTables);

const script = "5c".repeat(28);
const placing = { action: "contract_interaction", direction: "out", actionKey: `contract|out|${script}` } as const;
const hash = (number: number) => number.toString(16).padStart(64, "0");

/** A user with three transactions into one contract and one into another. */
async function fourTransactions() {
  const { user, token: session } = await createGuest(new Date());
  const walletId = await addWallet(user.id);
  const ids: string[] = [];
  for (const number of [1, 2, 3]) {
    ids.push(await addTransaction(user.id, walletId, { txHash: hash(number), blockHeight: number, ...placing }));
  }
  const other = await addTransaction(user.id, walletId, {
    ...placing,
    txHash: hash(4),
    blockHeight: 4,
    actionKey: `contract|out|${"6d".repeat(28)}`,
  });
  return { userId: user.id, session, walletId, ids: [...ids, other] };
}

type World = Awaited<ReturnType<typeof fourTransactions>>;

async function patch({ session, ids }: World, which: number, body: object) {
  const id = ids[which] ?? "";
  const answer = await callRoute(PATCH, `/api/transactions/${id}`, { method: "PATCH", params: { id }, session, body });
  expect([answer.status, body]).toEqual([200, body]);
  return patchTransactionAnswer.parse(await answer.json());
}

/** What the list shows of each transaction, oldest first. */
async function shown({ session }: World, query = "") {
  const answer = await callRoute(listTransactions, `/api/transactions?sort=oldest${query}`, { session });
  const { transactions } = transactionsAnswer.parse(await answer.json());
  return transactions.map(({ action, spam, note, tags, edited }) => ({ action, spam, note, tags, edited }));
}

const actionsOf = async (world: World) => (await shown(world)).map(({ action }) => action);
const untouched = { action: "contract_interaction", spam: false, note: null, tags: [], edited: false };

describe("this one", () => {
  test("is shown, found and told as the person says, in the shape of its detail", async () => {
    const world = await fourTransactions();
    const body = { action: "lock", note: "  vested until May ", tags: ["vesting", " tax ", "vesting"], spam: true };
    const { changed, isPartial, ruleIds, ...answered } = await patch(world, 0, body);
    const said = { action: "lock", note: "vested until May", tags: ["vesting", "tax"], spam: true, edited: true };
    expect({ changed, isPartial, ruleIds }).toEqual({ changed: 1, isPartial: false, ruleIds: [] });
    expect(answered).toMatchObject({
      ...said,
      correction: {
        classifiedAction: "contract_interaction",
        ownAction: "lock",
        ownSpam: true,
        alike: { action: 2, spam: 0 },
      },
    });
    const id = world.ids[0] ?? "";
    const detail = await callRoute(GET, `/api/transactions/${id}`, { params: { id }, session: world.session });
    expect(transactionDetail.parse(await detail.json())).toEqual(answered);
    expect(await shown(world)).toEqual([said, untouched, untouched, untouched]);
    expect(await shown(world, "&action=lock")).toEqual([said]);
    expect(await shown(world, "&action=contract_interaction")).toHaveLength(3);
    expect(await shown(world, "&q=vesting")).toEqual([said]);
    expect(await shown(world, "&spam=true")).toEqual([said]);
    expect(await shown(world, "&spam=false")).toHaveLength(3);
  });

  test("goes back to what our rules say, field by field", async () => {
    const world = await fourTransactions();
    await patch(world, 0, { action: "lock", note: "mine", tags: ["a"], spam: true });
    expect(await patch(world, 0, { action: null })).toMatchObject({ action: "contract_interaction", edited: true });
    expect(await patch(world, 0, { note: " " })).toMatchObject({ note: null, edited: true });
    expect(await patch(world, 0, { tags: [] })).toMatchObject({ tags: [], edited: true });
    expect(await patch(world, 0, { spam: null })).toMatchObject(untouched);
  });

  test.each([
    [{}, ""],
    [{ action: "swapped" }, "action"],
    [{ note: "x".repeat(2_001) }, "note"],
    [{ tags: ["x".repeat(41)] }, "tags.0"],
    [{ tags: [" "] }, "tags.0"],
    [{ tags: Array.from({ length: 21 }, (_, index) => String(index)) }, "tags"],
    [{ spam: "yes" }, "spam"],
    [{ note: "x", scope: "similar" }, "scope"],
    [{ action: "lock", scope: "all" }, "scope"],
    [{ action: "lock", userId: "x" }, "userId"],
  ])("refuses %j and says which field is wrong", async (body, field) => {
    const world = await fourTransactions();
    const id = world.ids[0] ?? "";
    const { session } = world;
    const answer = await callRoute(PATCH, `/api/transactions/${id}`, {
      method: "PATCH",
      params: { id },
      session,
      body,
    });
    const { issues } = (await answer.json()) as { issues: { field: string }[] };
    expect({ status: answer.status, fields: issues.map((issue) => issue.field) }).toEqual({
      status: 400,
      fields: [field],
    });
    expect(await shown(world)).toEqual([untouched, untouched, untouched, untouched]);
  });

  test("is nobody else's", async () => {
    const world = await fourTransactions();
    const { token: session } = await createGuest(new Date());
    const id = world.ids[0] ?? "";
    const body = { action: "lock", scope: "similar" };
    const answer = await callRoute(PATCH, `/api/transactions/${id}`, {
      method: "PATCH",
      params: { id },
      session,
      body,
    });
    expect(answer.status).toBe(404);
    expect(await shown(world)).toEqual([untouched, untouched, untouched, untouched]);
  });
});

describe("all that are similar", () => {
  test("follow one rule, which is listed; taken away, they go back to what they were", async () => {
    const world = await fourTransactions();
    const { changed, ruleIds } = await patch(world, 1, { action: "farm_stake", scope: "similar" });
    expect({ changed, rules: ruleIds.length }).toEqual({ changed: 3, rules: 1 });
    const farmed = { ...untouched, action: "farm_stake", edited: true };
    expect(await shown(world)).toEqual([farmed, farmed, farmed, untouched]);

    const { session } = world;
    const { rules } = rulesAnswer.parse(await (await callRoute(listRules, "/api/rules", { session })).json());
    expect(rules.map(({ createdAt: _, ...rule }) => rule)).toEqual([
      {
        id: ruleIds[0],
        action: "farm_stake",
        spam: null,
        about: { kind: "contract", direction: "out", shared: [script] },
        transactions: 3,
        madeOn: world.ids[1],
      },
    ]);
    const params = { id: ruleIds[0] ?? "" };
    const gone = await callRoute(deleteRule, "/api/rules/x", { method: "DELETE", params, session });
    expect(gone.status).toBe(204);
    expect(await shown(world)).toEqual([untouched, untouched, untouched, untouched]);
    expect((await callRoute(deleteRule, "/api/rules/x", { method: "DELETE", params, session })).status).toBe(404);
  });

  test("an edit of one wins over a rule, a newer rule takes the older one's place, and what was hidden comes back", async () => {
    const world = await fourTransactions();
    await patch(world, 0, { action: "lock" });
    await patch(world, 1, { action: "farm_stake", scope: "similar" });
    expect(await actionsOf(world)).toEqual(["lock", "farm_stake", "farm_stake", "contract_interaction"]);
    const { ruleIds } = await patch(world, 2, { action: "lend_supply", scope: "similar" });
    expect(await actionsOf(world)).toEqual(["lock", "lend_supply", "lend_supply", "contract_interaction"]);
    await callRoute(deleteRule, "/api/rules/x", {
      method: "DELETE",
      params: { id: ruleIds[0] ?? "" },
      session: world.session,
    });
    const ours = "contract_interaction";
    expect(await actionsOf(world)).toEqual(["lock", ours, ours, ours]);
    await patch(world, 1, { action: "farm_stake", scope: "similar" });
    await patch(world, 0, { action: null });
    expect(await actionsOf(world)).toEqual(["farm_stake", "farm_stake", "farm_stake", ours]);
    expect(await patch(world, 0, { action: null, scope: "similar" })).toMatchObject({ changed: 3, ruleIds: [] });
    expect(await shown(world)).toEqual([untouched, untouched, untouched, untouched]);
  });

  test("one rule stands for each key and kind, however often and however much at once it is made, and whatever stood before", async () => {
    const world = await fourTransactions();
    const { userId } = world;
    await patch(world, 1, { action: "farm_stake", scope: "similar" });
    const { key } = await db().correctionRule.findFirstOrThrow({ where: { userId } });
    for (const action of ["send", "claim"])
      await db().correctionRule.create({ data: { userId, key, action, txHash: "a" } });
    await db().correctionRule.create({ data: { userId, key, spam: true, txHash: "a" } });
    await Promise.all(
      (["lend_supply", "lock", "claim"] as const).map((action) => patch(world, 2, { action, scope: "similar" })),
    );
    await patch(world, 2, { action: "lock", scope: "similar" });
    const rules = await db().correctionRule.findMany({ where: { userId, key }, orderBy: { createdAt: "asc" } });
    expect(rules.map(({ action, spam }) => [action, spam])).toEqual([
      [null, true],
      ["lock", null],
    ]);
  });

  test("the one on which the rule is made follows it, whatever it was called by hand before", async () => {
    const world = await fourTransactions();
    await patch(world, 0, { action: "lock" });
    await patch(world, 0, { action: "farm_stake", scope: "similar" });
    expect(await actionsOf(world)).toEqual(["farm_stake", "farm_stake", "farm_stake", "contract_interaction"]);
  });

  test("where nothing tells what is similar, the edit is this one's", async () => {
    const world = await fourTransactions();
    const id = await addTransaction(world.userId, world.walletId, { txHash: hash(5), blockHeight: 5 });
    const answer = await patch({ ...world, ids: [id] }, 0, { action: "claim", spam: true, scope: "similar" });
    expect(answer).toMatchObject({ action: "claim", spam: true, changed: 1, ruleIds: [] });
    expect(answer.correction.ownAction).toBe("claim");
  });
});

describe("a contract that we do not know", () => {
  const known = "a65ca58a4e9c755fa830173d2a5caed458ac0c73f97db7faae2e7e3b";

  async function name({ session }: World, credential: string, body: object) {
    const params = { credential };
    const answer = await callRoute(patchContract, "/api/contracts/x", { method: "PATCH", params, session, body });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  }

  async function named({ session }: World, query = "") {
    const answer = await callRoute(listTransactions, `/api/transactions?sort=oldest${query}`, { session });
    return transactionsAnswer.parse(await answer.json()).transactions.map(({ protocolName }) => protocolName);
  }

  async function withScripts() {
    const world = await fourTransactions();
    await db().transaction.updateMany({ where: { id: { in: world.ids.slice(0, 2) } }, data: { scripts: [script] } });
    await db().transaction.updateMany({ where: { id: world.ids[2] ?? "" }, data: { scripts: [known, script] } });
    return world;
  }

  test("is listed by its credential, and its name stands on all its transactions and finds them", async () => {
    const world = await withScripts();
    const at = "2026-01-01T00:00:00.000Z";
    const contract = { credential: script, name: null, transactions: 3, firstSeen: at, lastSeen: at };
    const list = async (): Promise<unknown> =>
      (await callRoute(listContracts, "/api/contracts", { session: world.session })).json();
    expect(await list()).toEqual({ contracts: [contract] });
    expect(await name(world, script, { name: " My vault " })).toEqual({
      status: 200,
      body: { ...contract, name: "My vault" },
    });
    expect(await named(world)).toEqual(["My vault", "My vault", "My vault", null]);
    expect(await named(world, "&q=vault")).toHaveLength(3);
    const id = world.ids[0] ?? "";
    const detail = await callRoute(GET, `/api/transactions/${id}`, { params: { id }, session: world.session });
    expect(transactionDetail.parse(await detail.json()).contracts).toEqual([{ ...contract, name: "My vault" }]);
    expect((await name(world, script, { name: null })).body).toEqual(contract);
    expect(await named(world)).toEqual([null, null, null, null]);
  });

  test("is one that the user has met, that no protocol claims, with a name that can be shown", async () => {
    const world = await withScripts();
    expect(await name(world, "6d".repeat(28), { name: "x" })).toMatchObject({ status: 404 });
    expect(await name(world, known, { name: "x" })).toMatchObject({ status: 409, body: { code: "conflict" } });
    for (const bad of [" ", "x".repeat(61), 5]) expect((await name(world, script, { name: bad })).status).toBe(400);
  });
});
