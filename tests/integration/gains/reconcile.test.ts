import { beforeAll, beforeEach, expect, test } from "vitest";
import * as exportRoute from "@/app/api/export/[format]/route";
import * as reconcileRoute from "@/app/api/reconcile/route";
import { createGuest } from "@/lib/auth/create-guest";
import { startSession } from "@/lib/auth/session";
import { defaultAccounting } from "@/lib/contract/accounting";
import { limits } from "@/lib/contract/limits";
import { reconcileAnswer, type ReconcileAnswer } from "@/lib/contract/reconcile";
import type { Problem } from "@/lib/contract/problem";
import { db } from "@/lib/db";
import { saveSettings } from "@/lib/gains/settings-store";
import { redis, redisKey } from "@/lib/redis";
import { callRoute } from "@/tests/support/call-route";
import { syncNewWallet } from "@/tests/support/synced-wallet";
import { withUnlimitedChain } from "@/tests/support/unlimited-chain";

const simulated = await withUnlimitedChain();
let [userId, walletId, session] = ["", "", ""];
beforeAll(async () => {
  ({ userId, walletId } = await syncNewWallet(simulated.demoAddress, 60_000));
  session = await startSession(userId, { device: "test", now: new Date(), replaces: null });
}, 90_000);
beforeEach(async () => {
  const keys = await redis().keys(redisKey("ratelimit", "reconcile*"));
  if (keys.length > 0) await redis().del(...keys);
});

const csv = { "content-type": "text/csv; charset=utf-8" };
const post = (body: string, query = "", as = session, headers: Record<string, string> = csv) =>
  callRoute(reconcileRoute.POST, `/api/reconcile${query}`, {
    ...{ method: "POST", headers, body },
    session: as,
  });

async function told(body: string, query = ""): Promise<ReconcileAnswer> {
  const answer = await post(body, query);
  const text = await answer.text();
  expect(answer.status, text).toBe(200);
  return reconcileAnswer.parse(JSON.parse(text));
}

async function ownFile(format: "koinly" | "generic", query = ""): Promise<string> {
  const answer = await callRoute(exportRoute.GET, `/api/export/${format}${query}`, { session, params: { format } });
  expect(answer.status).toBe(200);
  return answer.text();
}

const none = { missingHere: 0, missingThere: 0, different: 0 };

test("our own files have no differences: of all wallets, of one, of a year, whenever rewards count", async () => {
  const { txTimestamp } = await db().transaction.findFirstOrThrow({
    where: { walletId },
    orderBy: { txTimestamp: "desc" },
  });
  const ofYear = `?year=${String(txTimestamp.getUTCFullYear())}`;
  for (const rewardDate of ["withdrawn", "spendable", "earned"] as const) {
    await saveSettings(userId, { ...defaultAccounting, rewardDate }, Date.now());
    for (const format of ["koinly", "generic"] as const)
      for (const query of ["", `?wallet=${walletId}`, ofYear]) {
        const file = await ownFile(format, query);
        const answer = await told(file);
        expect(answer, `${rewardDate} ${format} ${query}`).toMatchObject({
          ...{ recognisedAs: format, walletId, wasAsked: false, counts: none },
          ...{ missingHere: [], missingThere: [], different: [] },
        });
        expect(answer.matched).toBeGreaterThan(query === ofYear ? 5 : 50);
      }
  }
  await saveSettings(userId, defaultAccounting, Date.now());
}, 120_000);

test("what is changed, left out and added is found, with the transaction", async () => {
  const [header = "", ...lines] = (await ownFile("generic")).trimEnd().split("\r\n");
  const columns = header.split(",");
  const at = (name: string) => columns.indexOf(name);
  const cells = lines.map((line) => line.split(","));
  const only = (n: number) => cells.filter((each) => each[at("tx_hash")] === cells[n]?.[at("tx_hash")]).length === 1;
  const inMiddle = cells.map((_, n) => n).filter((n) => n > 5 && n < cells.length - 5 && only(n));
  const left = inMiddle.at(-1) ?? 0;
  const changed = inMiddle.find((n) => cells[n]?.[at("received_unit")] === "lovelace") ?? 0;
  const mended = lines.map((line, n) => {
    if (n !== changed) return line;
    const each = [...(cells[n] ?? [])];
    each[at("received_amount")] = "12345.678901";
    return each.join(",");
  });
  const unknown = lines[0]?.replaceAll(/[0-9a-f]{64}/g, "f".repeat(64)) ?? "";
  const answer = await told(
    [header, ...mended.filter((_, n) => n !== left), unknown].join("\n"),
    `?wallet=${walletId}`,
  );
  expect(answer.counts).toEqual({ missingHere: 1, missingThere: 1, different: 1 });
  expect(answer).toMatchObject({ wasAsked: true, missingHere: [{ txHash: "f".repeat(64), otherWalletId: null }] });
  const hashOf = (n: number) => cells[n]?.[at("tx_hash")];
  expect(answer.missingThere[0]?.txHash).toBe(hashOf(left));
  expect(answer.different[0]).toMatchObject({
    txHash: hashOf(changed),
    why: "amount_differs",
    also: [],
    matchedBy: "hash",
  });
  expect(answer.different[0]?.theirs.find(({ unit }) => unit === "lovelace")?.quantity).toBe("12345678901");
  const row = await db().transaction.findFirstOrThrow({ where: { walletId, txHash: hashOf(changed) ?? "" } });
  expect(answer.different[0]?.transactionId).toBe(row.id);
});

/** What Eternl would write of the wallet: ADA alone, without what was withdrawn. */
async function eternlFile(): Promise<string> {
  const rows = await db().transaction.findMany({
    where: { walletId },
    orderBy: [{ blockHeight: "asc" }, { txIndex: "asc" }],
  });
  const ada = (lovelace: bigint) => {
    const text = lovelace.toString().padStart(7, "0");
    return `"${text.slice(0, -6)},${text.slice(-6)}"`;
  };
  const lines = rows.map(({ txHash, txTimestamp, netLovelace, withdrawal, fee }) => {
    const net = BigInt(netLovelace.toFixed()) - BigInt(withdrawal.toFixed());
    const paid = BigInt(fee?.toFixed() ?? 0);
    const at = txTimestamp.toISOString().slice(0, 19).replace("T", " ");
    const [sent, received] = net < 0n ? [ada(-net - paid), ""] : ["", ada(net + paid)];
    return `"${at}",${sent},"ADA",${received},"ADA",${ada(paid)},"ADA",,,"${txHash}",${sent === "" ? '"Received Funds"' : '"Sent Funds"'}`;
  });
  const header =
    "Date,Sent Amount,Sent Currency,Received Amount,Received Currency,Fee Amount,Fee Currency,Label,Description,TxHash,TxType";
  return [header, ...lines].join("\n");
}

test("a wallet app's file differs by orders, deposits, tokens and rewards, and by nothing that is unexplained", async () => {
  const answer = await told(await eternlFile());
  expect(answer).toMatchObject({ recognisedAs: "eternl", walletId });
  expect(answer.counts).toMatchObject({ missingHere: 0, missingThere: 0 });
  const reasons = new Map<string, number>();
  for (const { why, also } of answer.different)
    for (const each of [why, ...also]) reasons.set(each, (reasons.get(each) ?? 0) + 1);
  expect(reasons.get("amount_differs") ?? 0).toBe(0);
  expect([...reasons.keys()]).toEqual(expect.arrayContaining(["order_as_transfer", "tokens_left_out"]));
  expect(answer.matched).toBeGreaterThan(0);
});

test("nothing of a file is kept", async () => {
  const tables = await db().$queryRaw<{ name: string }[]>`
    SELECT table_name::text AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY 1`;
  const counts = async () => {
    const all: [string, unknown][] = [];
    for (const { name } of tables) all.push([name, await db().$queryRawUnsafe(`SELECT count(*)::text FROM "${name}"`)]);
    return all;
  };
  const file = await ownFile("koinly");
  const before = await counts();
  await told(file);
  expect(await counts()).toEqual(before);
});

test("a stranger's wallet is not found, nobody is sent away, and a file must be one", async () => {
  expect(
    (await callRoute(reconcileRoute.POST, "/api/reconcile", { method: "POST", headers: csv, body: "x" })).status,
  ).toBe(401);
  const { token: theirs } = await createGuest(new Date());
  expect((await post(await ownFile("generic"), `?wallet=${walletId}`, theirs)).status).toBe(404);
  const empty = (await (await post(await ownFile("generic"), "", theirs)).json()) as ReconcileAnswer;
  expect(empty).toMatchObject({ matched: 0, walletId: null, missingThere: [], different: [] });
  expect(empty.missingHere.length).toBeGreaterThan(50);
  const problem = async (answer: Response) => {
    const { code, issues } = (await answer.json()) as Problem;
    return [answer.status, code, issues?.map(({ field }) => field)];
  };
  expect(await problem(await post("a,b\n1,2"))).toEqual([400, "invalid_request", ["columns"]]);
  expect(await problem(await post("a", "", session, { "content-type": "application/json" }))).toEqual([
    ...[400, "invalid_request", ["content-type"]],
  ]);
  expect(await problem(await post("x".repeat(limits.reconciledBytes + 1)))).toEqual([
    413,
    "payload_too_large",
    undefined,
  ]);
});

test("whatever is sent, nothing falls over; and an account may not ask for ever", async () => {
  const statuses: number[] = [];
  // Of a header with empty lines nothing is told, and nothing is wrong.
  const garbage = [
    "",
    "\0",
    '"',
    ",".repeat(1_000_000),
    "Date,Hash,Amount\n=1+1,\u202e,1e999",
    "Date;TxHash;Amount\n;;",
    "\uFFFE\u0000",
  ];
  for (const each of [...garbage, ...Array.from({ length: 20 }, (_, n) => `Date,Hash,Amount\n${String(n)}`)])
    statuses.push((await post(each)).status);
  expect(new Set(statuses)).toEqual(new Set([200, 400, 429]));
});
