import { beforeEach, expect, test } from "vitest";
import * as acceptedRoute from "@/app/api/accounting/accepted/route";
import * as accountingRoute from "@/app/api/accounting/route";
import * as reportRoute from "@/app/api/reports/[year]/route";
import * as settingsRoute from "@/app/api/accounting/settings/route";
import { POST as acceptedForm } from "@/app/forms/accepted/route";
import { createGuest } from "@/lib/auth/create-guest";
import { mergeAccounts } from "@/lib/auth/merge-accounts";
import {
  defaultAccounting,
  type AcceptedAnswer,
  type AcceptRequest,
  type AccountingAnswer,
} from "@/lib/contract/accounting";
import { limits } from "@/lib/contract/limits";
import { db } from "@/lib/db";
import { callRoute } from "@/tests/support/call-route";
import { emptyTables, withDatabase } from "@/tests/support/database";
import { formRequest } from "@/tests/support/form-request";
import { startTestRedis } from "@/tests/support/redis";
import { addTransaction, addWallet } from "@/tests/support/rows";

const redis = await startTestRedis();
withDatabase(() => redis.environment);
beforeEach(emptyTables);

const inAda = { ...defaultAccounting, currency: "ADA" } as const;

/** A person who received some ADA from somebody in each of two years, and sent more on than ever came; no rules are said. */
async function world() {
  const { user, token: session } = await createGuest(new Date());
  const one = { userId: user.id, session, walletId: await addWallet(user.id), legs: 0 };
  await addLeg(one, "2024-05-01", "receive", 10_000_000);
  await addLeg(one, "2025-05-01", "receive", 10_000_000);
  await addLeg(one, "2025-05-02", "send", -4_000_000);
  return one;
}

type World = Awaited<ReturnType<typeof world>>;

async function addLeg(one: World, day: string, action: string, quantity: number, unit = "lovelace") {
  const { userId, walletId } = one;
  one.legs += 1;
  const txHash = one.legs.toString(16).padStart(64, "a");
  const of = { txHash, blockHeight: one.legs, txTimestamp: new Date(day), action };
  const transactionId = await addTransaction(userId, walletId, of);
  await db().transactionEvent.create({
    data: {
      ...{ userId, walletId, transactionId, unit, role: "principal", location: "wallet" },
      ...{ index: 0, action, quantity, counterparty: `addr1 ${String(one.legs)}` },
    },
  });
  return { txHash, transactionId };
}

async function put({ session }: Pick<World, "session">, body: object) {
  const answer = await callRoute(acceptedRoute.PUT, "/api/accounting/accepted", { method: "PUT", session, body });
  return { status: answer.status, body: (await answer.json()) as AcceptedAnswer & { code?: string; detail?: string } };
}

/** What is accepted then, each as its name and its count. */
async function accept(one: World, year: number | null, what: AcceptRequest["what"], isAccepted = true) {
  const { status, body } = await put(one, { year, what, isAccepted });
  expect(status, body.detail).toBe(200);
  return shown(body);
}

const shown = ({ accepted }: AcceptedAnswer) => accepted.map(({ what, count }) => `${what} ${String(count)}`);

async function told({ session }: Pick<World, "session">, query = ""): Promise<AccountingAnswer> {
  const answer = await callRoute(accountingRoute.GET, `/api/accounting${query}`, { session });
  expect(answer.status).toBe(200);
  return (await answer.json()) as AccountingAnswer;
}

const accepted = async (one: World, query = "") => shown(await told(one, query));

async function saveSettings({ session }: World, settings: object) {
  const answer = await callRoute(settingsRoute.PUT, "/api/accounting/settings", {
    ...{ session, method: "PUT", body: settings },
  });
  expect(answer.status).toBe(200);
}

test("what is accepted holds for its year, without saved rules, and is taken back", async () => {
  const one = await world();
  expect(await told(one)).toMatchObject({
    reviews: [
      { why: "unknown sender", count: 2 },
      { why: "unknown receiver", count: 1 },
      { why: "unpriced", count: 2 },
    ],
    accepted: [],
  });
  expect(await accept(one, 2025, "unknown sender")).toEqual(["unknown sender 1"]);
  expect(await accept(one, 2025, "unknown receiver")).toEqual(["unknown sender 1", "unknown receiver 1"]);
  expect(await accepted(one, "?year=2025")).toEqual(["unknown sender 1", "unknown receiver 1"]);
  expect(await accepted(one, "?year=2024")).toEqual([]);
  expect(await accepted(one)).toEqual(["unknown sender 1", "unknown receiver 1"]);
  expect((await told(one)).settings).toEqual(defaultAccounting);
  const [first] = (await told(one, "?year=2025")).accepted;
  expect(Math.abs(Date.parse(first?.at ?? "") - Date.now())).toBeLessThan(60_000);
  expect(await accept(one, 2025, "unknown sender", false)).toEqual(["unknown receiver 1"]);
  expect(await accepted(one, "?year=2025")).toEqual(["unknown receiver 1"]);
});

test("all years are each of them: one that something is new in opens alone", async () => {
  const one = await world();
  expect(await accept(one, null, "unknown sender")).toEqual(["unknown sender 2"]);
  expect(await accepted(one, "?year=2024")).toEqual(["unknown sender 1"]);
  await addLeg(one, "2025-06-01", "receive", 1_000_000);
  expect(await accepted(one)).toEqual(["unknown sender 1"]);
  expect(await accepted(one, "?year=2025")).toEqual([]);
  expect(await accept(one, 2025, "unknown sender")).toEqual(["unknown sender 2"]);
  expect(await accepted(one)).toEqual(["unknown sender 3"]);
  expect(await accept(one, 2024, "unknown sender", false)).toEqual([]);
  expect(await accept(one, null, "unknown sender", false)).toEqual([]);
  expect(await accepted(one, "?year=2025")).toEqual([]);
});

test("a correction opens it again, and its end accepts it again", async () => {
  const one = await world();
  const { txHash } = await addLeg(one, "2025-06-01", "receive", 1_000_000);
  expect(await accept(one, 2025, "unknown sender")).toEqual(["unknown sender 2"]);
  const leg = { walletId: one.walletId, txHash, role: "principal", unit: "lovelace", incoming: true };
  const said = { kind: "gift", value: null, basis: null, currency: null };
  await db().eventCorrection.create({ data: { userId: one.userId, ...leg, orderRef: "", ordinal: 0, ...said } });
  expect(await told(one, "?year=2025")).toMatchObject({
    reviews: [
      { why: "unknown sender", count: 1 },
      { why: "unknown receiver", count: 1 },
      { why: "unpriced", count: 2 },
    ],
    accepted: [],
  });
  await db().eventCorrection.deleteMany({ where: { userId: one.userId } });
  expect(await accepted(one, "?year=2025")).toEqual(["unknown sender 2"]);
});

test("a mark of spam opens it again, and so does another amount", async () => {
  const one = await world();
  const unit = `${"b".repeat(56)}01`;
  const { transactionId } = await addLeg(one, "2025-06-01", "receive", 7, unit);
  const { reviews } = await told(one, "?year=2025");
  const unpriced = reviews.find(({ why }) => why === "unpriced")?.count ?? 0;
  expect(unpriced).toBeGreaterThan(0);
  expect(await accept(one, 2025, "unpriced")).toEqual([`unpriced ${String(unpriced)}`]);
  await db().tokenMark.create({ data: { userId: one.userId, unit, ownSpam: true } });
  expect(await accepted(one, "?year=2025")).toEqual([]);
  await db().tokenMark.deleteMany({ where: { userId: one.userId } });
  expect(await accepted(one, "?year=2025")).toEqual([`unpriced ${String(unpriced)}`]);
  await db().transactionEvent.updateMany({ where: { transactionId }, data: { quantity: 8 } });
  await db().gainsSegment.deleteMany({ where: { userId: one.userId } });
  const changed = await told(one, "?year=2025");
  expect(changed.reviews).toEqual((await told(one, "?year=2025")).reviews);
  expect(changed.reviews.find(({ why }) => why === "unpriced")?.count).toBe(unpriced);
  expect(shown(changed)).toEqual([]);
});

test("what was sold and never came is accepted by its amounts", async () => {
  const one = await world();
  await addLeg(one, "2025-06-01", "burn", -5_000_000, `${"b".repeat(56)}01`);
  const { shortfalls } = await told(one, "?year=2025");
  expect(shortfalls).toBe(1);
  expect(await accept(one, 2025, "shortfall")).toEqual(["shortfall 1"]);
  await addLeg(one, "2025-06-02", "burn", -5_000_000, `${"b".repeat(56)}02`);
  expect(await accepted(one, "?year=2025")).toEqual([]);
});

test("wallets that are not proven are accepted for every year, until another is not, and by wallet as all of them", async () => {
  const one = await world();
  expect(await accept(one, 2025, "unproven")).toEqual(["unproven 1"]);
  expect(await accepted(one, "?year=2024")).toEqual(["unproven 1"]);
  const other = await addWallet(one.userId, { subject: "stake1other" });
  expect(await accepted(one)).toEqual([]);
  expect(await accept(one, null, "unproven")).toEqual(["unproven 2"]);
  await accept(one, 2025, "unknown sender");
  expect(await accepted(one, `?year=2025&wallet=${other}`)).toEqual(["unproven 1"]);
  expect(await accepted(one, `?year=2025&wallet=${one.walletId}`)).toEqual(["unknown sender 1", "unproven 1"]);
  expect(await accept(one, 2024, "unproven", false)).toEqual([]);
  expect(await accepted(one)).toEqual(["unknown sender 1"]);
});

test("rules that are saved keep it, a closed year does not hinder it, and nothing is told anew by it", async () => {
  const one = await world();
  await accept(one, 2025, "unknown sender");
  await saveSettings(one, { ...inAda, closedYears: [2024] });
  expect(await accepted(one, "?year=2025")).toEqual(["unknown sender 1"]);
  const segments = () => db().$queryRaw`SELECT *, xmin::text FROM gains_segment WHERE user_id = ${one.userId}::uuid`;
  const before = await segments();
  expect(await accept(one, 2024, "unknown sender")).toEqual(["unknown sender 1"]);
  const after = await told(one, "?year=2024");
  expect([after.settings.closedYears, after.changedYears, shown(after)]).toEqual([[2024], [], ["unknown sender 1"]]);
  expect(await segments()).toEqual(before);
});

test("what is empty is accepted without a trace", async () => {
  const one = await world();
  expect(await accept(one, 2025, "unexplained")).toEqual([]);
  expect(await accept(one, 2019, "unknown sender")).toEqual([]);
  const { accepted: kept } = await db().accountingSetting.findUniqueOrThrow({ where: { userId: one.userId } });
  expect(kept).toEqual([]);
});

test("while gains are being computed nothing is accepted, and it is said to wait; more than the limit neither", async () => {
  const one = await world();
  await db().gainsFold.create({ data: { userId: one.userId, leaseUntil: new Date(Date.now() + 60_000) } });
  const refused = await put(one, { year: 2025, what: "unknown sender", isAccepted: true });
  expect([refused.status, refused.body.code]).toEqual([409, "conflict"]);
  expect(refused.body.detail).toMatch(/Wait until they are/);
  const fields = { year: "2025", what: "unknown sender", do: "accept" };
  const led = await acceptedForm(formRequest("/forms/accepted", fields, one.session));
  expect(led.headers.get("location")).toBe("/tax?year=2025&trouble=conflict");
  await db().gainsFold.deleteMany();
  const full = Array.from({ length: limits.acceptances }, (_, n) => ({
    ...{ year: 3000 + n, what: "unpriced", print: "", at: new Date().toISOString() },
  }));
  await db().accountingSetting.create({ data: { userId: one.userId, accepted: full } });
  expect((await put(one, { year: 2025, what: "unknown sender", isAccepted: true })).body.code).toBe("limit_reached");
  expect(await accept(one, null, "unpriced", false)).toEqual([]);
  expect(await accept(one, 2025, "unknown sender")).toEqual(["unknown sender 1"]);
});

test("what is no such thing is refused", async () => {
  const one = await world();
  for (const body of [
    { year: 2025, what: "unknown sender" },
    { year: 2025, what: "all", isAccepted: true },
    { year: 1999, what: "unpriced", isAccepted: true },
    { year: 2025, what: "unpriced", isAccepted: true, more: 1 },
  ])
    expect((await put(one, body)).status).toBe(400);
});

test("another person sees nothing of it, and accepts their own alone", async () => {
  const [one, other] = [await world(), await world()];
  await accept(one, 2025, "unknown sender");
  expect(await accepted(other, "?year=2025")).toEqual([]);
  expect(await accept(other, null, "unknown receiver")).toEqual(["unknown receiver 1"]);
  expect(await accept(other, null, "unknown sender", false)).toEqual(["unknown receiver 1"]);
  expect(await accepted(one)).toEqual(["unknown sender 1"]);
});

test("it comes along into an account that said nothing of its own", async () => {
  const [one, { user: into }] = [await world(), await createGuest(new Date())];
  await saveSettings(one, inAda);
  await accept(one, 2025, "unknown sender");
  await db().accountingSetting.create({ data: { userId: into.id } });
  const { accepted: said } = await db().accountingSetting.findUniqueOrThrow({ where: { userId: one.userId } });
  await mergeAccounts(one.userId, into.id);
  const { settings, accepted: kept } = await db().accountingSetting.findUniqueOrThrow({ where: { userId: into.id } });
  expect([settings, kept]).toEqual([inAda, said]);
  expect(kept).toHaveLength(1);
});

test("a form without script leads back to the thing, and a report says what is open and what was accepted", async () => {
  const one = await world();
  const send = async (fields: Record<string, string>) =>
    (await acceptedForm(formRequest("/forms/accepted", fields, one.session))).headers.get("location");
  const fields = { year: "2025", wallet: one.walletId, what: "unknown sender", do: "accept" };
  expect(await send(fields)).toBe(`/tax?year=2025&wallet=${one.walletId}#check-unknown-sender`);
  expect(await accepted(one, "?year=2025")).toEqual(["unknown sender 1"]);
  const read = async () => {
    const params = { year: "2025" };
    return (await callRoute(reportRoute.GET, "/api/reports/2025", { session: one.session, params })).text();
  };
  const report = await read();
  expect(report).toMatch(
    /Not settled.*To an unknown receiver.*Wallets that are not proven.*Accepted as it is.*From an unknown sender/,
  );
  expect(await send({ ...fields, year: "all", wallet: "", do: "take-back" })).toBe(
    "/tax?year=all#check-unknown-sender",
  );
  expect(await accepted(one)).toEqual([]);
  expect(await read()).not.toContain("Accepted as it is");
  expect(await send({ ...fields, what: "nothing" })).toBe("/tax?trouble=invalid_request");
  expect(await send({ what: "unpriced", do: "accept" })).toBe("/tax?trouble=invalid_request");
});
