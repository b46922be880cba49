import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { GET, POST } from "@/app/api/relabel/route";
import { chainStats } from "@/bench/chain-control";
import { startChain } from "@/dev/chain/server";
import { createGuest } from "@/lib/auth/create-guest";
import { correctEvent } from "@/lib/corrections/correct-event";
import { correctTransaction } from "@/lib/corrections/correct-transaction";
import { db } from "@/lib/db";
import { relabelAnswer, type RelabelAnswer } from "@/lib/contract/relabel";
import { listIssues } from "@/lib/issues/list-issues";
import { readEvents } from "@/lib/portfolio/event-rows";
import { relabelPayload } from "@/lib/relabel/messages";
import { runRelabel } from "@/lib/relabel/run-relabel";
import { addWallet } from "@/lib/wallets/add-wallet";
import { callRoute } from "@/tests/support/call-route";
import { withLocalApp } from "@/tests/support/local-app";

const startedAt = Date.now();
const simulated = await startChain({ anchor: startedAt, now: () => startedAt + (Date.now() - startedAt) * 200 });
withLocalApp(
  { ...simulated, network: "mainnet", close: () => simulated.close() },
  // Prices are looked for meanwhile, and each call to the chain is counted here.
  { environment: { BLOCKFROST_BURST: "5000", MARKET: "off" } },
);
const { stakeAddress } = simulated.chain.addWallet({
  seed: "relabelled",
  transactions: 450,
  features: ["tokens", "orders", "vaults", "staking", "peer-swaps"],
});

let userId = "";
let session = "";
let walletId = "";

beforeAll(async () => {
  const { user, token } = await createGuest(new Date());
  [userId, session] = [user.id, token];
  ({ walletId } = await addWallet(userId, { address: stakeAddress ?? "" }));
  await until(async () => (await db().syncJob.count({ where: { walletId, finishedAt: null } })) === 0);
}, 90_000);

async function until(isReached: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 800; tries += 1) {
    if (await isReached()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("It does not come to that");
}

async function call(step?: "check" | "apply") {
  const options = step === undefined ? {} : { method: "POST", body: { step } };
  const answer = await callRoute(step === undefined ? GET : POST, "/api/relabel", { session, ...options });
  return { status: answer.status, body: (await answer.json()) as unknown };
}

async function state(): Promise<RelabelAnswer> {
  return relabelAnswer.parse((await call()).body);
}

async function run(step: "check" | "apply", reached: RelabelAnswer["status"]): Promise<RelabelAnswer> {
  expect((await call(step)).status).toBe(202);
  await until(async () => (await state()).status === reached);
  return state();
}

/** Everything that labels say of the wallet, orders included, by hash; without what may be written anew all the same. */
async function labels() {
  const rows = await db().transaction.findMany({
    where: { walletId },
    include: {
      openings: { orderBy: { ref: "asc" } },
      closings: { orderBy: { ref: "asc" } },
      flows: true,
      events: { omit: { id: true }, orderBy: { index: "asc" } },
    },
    orderBy: [{ blockHeight: "asc" }, { txIndex: "asc" }],
  });
  return rows.map(({ id: _, ...row }) => JSON.parse(JSON.stringify(row)) as Record<string, unknown>);
}

const hashOf = async (where: object) =>
  (await db().transaction.findFirstOrThrow({ where: { walletId, ...where } })).txHash;
const old = { labelledWith: "older rules" };
const unlike = {
  action: "unclassified",
  classifiedAction: "unclassified",
  summary: "Not yet understood",
  protocol: null,
};

describe("Newer rules", () => {
  let fresh: Record<string, unknown>[];
  let calls = 0;
  const called = async () => (await chainStats(simulated.url)).total;

  beforeAll(async () => {
    fresh = await labels();
  });
  beforeEach(async () => {
    calls = await called();
  });

  test("have nothing to say where they have labelled everything", async () => {
    expect(await state()).toEqual({
      status: "none",
      stale: 0,
      total: 0,
      checked: 0,
      skipped: 0,
      changed: 0,
      changes: [],
    });
  });

  test("cannot be applied before anybody looked at what they change", async () => {
    expect(await call("apply")).toMatchObject({ status: 409, body: { code: "conflict" } });
  });

  test("are first looked at, which changes nothing; applied, they label as a sync does, without a call to the chain", async () => {
    const [swap, vault] = [await hashOf({ action: "order_place" }), await hashOf({ action: "contract_interaction" })];
    const fill = await hashOf({ action: "order_fill" });
    await db().transaction.updateMany({ where: { walletId }, data: { ...old, actionKey: null, unasked: null } });
    await db().transaction.updateMany({ where: { walletId, txHash: { in: [swap, vault, fill] } }, data: unlike });
    await db().orderOpening.deleteMany({ where: { transaction: { txHash: swap } } });
    await db().transactionEvent.deleteMany({ where: { transaction: { txHash: { in: [swap, vault] } } } });
    await db().transactionEvent.updateMany({
      where: { transaction: { txHash: fill } },
      data: { action: "unclassified", location: "wallet" },
    });
    await db().orderClosing.updateMany({ where: { transaction: { txHash: fill } }, data: { outcome: "expired" } });
    const before = await labels();
    expect(await state()).toMatchObject({ status: "none", stale: 450, total: 450 });

    const checked = await run("check", "ready");
    expect(await labels()).toEqual(before);
    expect(checked).toMatchObject({ stale: 450, total: 450, checked: 450, skipped: 0, changed: 3 });
    const found = (txHash: string) => fresh.find((row) => row.txHash === txHash) ?? {};
    expect(
      new Map(
        checked.changes.map(({ txHash, before: was, after, kept }) => [
          txHash,
          [was.action, was.summary, after.action, after.protocol, kept],
        ]),
      ),
    ).toEqual(
      new Map(
        [swap, vault, fill].map((txHash) => {
          const { action, protocol } = found(txHash);
          return [txHash, ["unclassified", "Not yet understood", action, protocol, false]];
        }),
      ),
    );

    const applied = await run("apply", "done");
    expect(applied).toMatchObject({ stale: 0, checked: 450, skipped: 0 });
    expect(await labels()).toEqual(fresh);
    expect(await called()).toBe(calls);
  });

  test("explain what older ones failed at: until then it is an issue", async () => {
    const vault = await hashOf({ action: "contract_interaction" });
    const failure = { by: "own_contract", reason: "no such field" };
    const trace = { rule: "unclassified", version: 1, facts: ["not explained"], failure };
    await db().transaction.updateMany({ where: { walletId, txHash: vault }, data: { ...old, ...unlike, trace } });
    expect(await listIssues(userId)).toMatchObject({
      notExplained: 1,
      issues: [{ kind: "not_explained", txHash: vault, actions: [] }],
    });
    expect(await run("check", "ready")).toMatchObject({ stale: 1, changed: 1 });
    await run("apply", "done");
    expect(await labels()).toEqual(fresh);
    expect(await listIssues(userId)).toEqual({ attention: 0, notExplained: 0, issues: [] });
  });

  test("leave what a person said, and those whose bytes are gone", async () => {
    const sent = await db().transaction.findFirstOrThrow({ where: { walletId, action: "send" } });
    await correctTransaction(userId, sent.id, { action: "bridge_out", note: "mine", tags: ["t"], scope: "this" });
    await correctEvent(userId, sent.id, 0, { action: "nft_buy", note: "this leg" });
    const gone = await hashOf({ action: "receive" });
    await db().rawTransaction.update({ where: { hash: gone }, data: { hash: "elsewhere" } });
    const said = await labels();
    await db().transaction.updateMany({ where: { walletId, txHash: { in: [sent.txHash, gone] } }, data: { ...old } });
    await db().transaction.update({ where: { id: sent.id }, data: { classifiedAction: "unclassified" } });
    // Other rules told the leg by another name and number.
    const first = { transactionId_index: { transactionId: sent.id, index: 0 } };
    await db().transactionEvent.update({ where: first, data: { action: "unclassified", index: 70 } });

    expect(await run("check", "ready")).toMatchObject({
      stale: 2,
      checked: 2,
      skipped: 1,
      changed: 1,
      changes: [{ transactionId: sent.id, before: { action: "unclassified" }, after: { action: "send" }, kept: true }],
    });
    expect(await run("apply", "done")).toMatchObject({ stale: 1, skipped: 1 });
    const now = await labels();
    expect(now.filter(({ txHash }) => txHash !== gone)).toEqual(said.filter(({ txHash }) => txHash !== gone));
    await db().rawTransaction.update({ where: { hash: "elsewhere" }, data: { hash: gone } });
    await db().transaction.updateMany({
      where: { walletId, txHash: gone },
      data: { labelledWith: said[0]?.labelledWith as string },
    });
    const edited = (await readEvents(userId, sent.id)).events.filter((each) => each.edited);
    expect(edited.map(({ index, action, note }) => ({ index, action, note }))).toEqual([
      { index: 0, action: "nft_buy", note: "this leg" },
    ]);
    await correctEvent(userId, sent.id, 0, { action: null, note: null });
    expect(await db().eventCorrection.count()).toBe(0);
    await correctTransaction(userId, sent.id, { action: null, note: null, tags: [], scope: "this" });
    expect(await labels()).toEqual(fresh);
  });

  test("are written once, however often, late or beside each other their messages come", async () => {
    await db().transaction.updateMany({ where: { walletId }, data: old });
    await run("check", "ready");
    const { id, epoch } = await db().relabel.findFirstOrThrow({ where: { userId } });
    const message = (seq: number, of = epoch) => relabelPayload.parse({ relabelId: id, seq, epoch: of, v: 1 });
    expect(await runRelabel(message(0))).toBe("stale");
    await db().relabel.update({ where: { id }, data: { status: "applying", seq: 0, cursorWallet: null } });
    const outcomes = await Promise.all([
      runRelabel(message(0)),
      runRelabel(message(0)),
      runRelabel(message(0, epoch - 1)),
    ]);
    expect(outcomes.filter((outcome) => outcome === "done").length).toBeGreaterThan(0);
    await until(async () => (await state()).status === "done");
    expect(await labels()).toEqual(fresh);
  });

  test("are another's, once the app changes while they are applied: a new look begins", async () => {
    await db().transaction.updateMany({ where: { walletId }, data: old });
    await run("check", "ready");
    await db().relabel.updateMany({ where: { userId }, data: { fingerprint: "the version before" } });
    expect(await state()).toMatchObject({ status: "none", stale: 450 });
    expect((await call("apply")).status).toBe(409);
    expect(await run("check", "ready")).toMatchObject({ checked: 450, changed: 0 });
  });

  test("are nobody else's business", async () => {
    const { token } = await createGuest(new Date());
    const answer = await callRoute(GET, "/api/relabel", { session: token });
    expect(await answer.json()).toEqual({
      status: "none",
      stale: 0,
      total: 0,
      checked: 0,
      skipped: 0,
      changed: 0,
      changes: [],
    });
  });
});
