import { beforeEach, describe, expect, test } from "vitest";
import * as bookRoute from "@/app/api/address-book/route";
import * as lotRoute from "@/app/api/accounting/opening-lots/[id]/route";
import * as lotsRoute from "@/app/api/accounting/opening-lots/route";
import { PATCH } from "@/app/api/transactions/[id]/events/[index]/route";
import { POST as bookForm } from "@/app/forms/address-book/route";
import { POST as wordForm } from "@/app/forms/leg-word/route";
import { POST as lotsForm } from "@/app/forms/opening-lots/route";
import { exactText } from "@/lib/accounting/exact-text";
import { createGuest } from "@/lib/auth/create-guest";
import { defaultAccounting } from "@/lib/contract/accounting";
import type { AddressBookAnswer } from "@/lib/contract/address-book";
import { limits } from "@/lib/contract/limits";
import type { OpeningLotsAnswer } from "@/lib/contract/opening-lots";
import { db } from "@/lib/db";
import { tellHistory } from "@/lib/gains/tell-history";
import type { Handler } from "@/lib/http/route";
import { callRoute } from "@/tests/support/call-route";
import { emptyTables, withDatabase } from "@/tests/support/database";
import { startTestRedis } from "@/tests/support/redis";
import { addTransaction, addWallet } from "@/tests/support/rows";
import { formRequest } from "@/tests/support/form-request";

const redis = await startTestRedis();
withDatabase(() => redis.environment);
beforeEach(emptyTables);

const inAda = { ...defaultAccounting, currency: "ADA" } as const;
const [stake, base, other] = [
  "stake1uyvfslqkzgrf6syq5r4jg7pqewv8l65phh024lw5r7vk9qgznhyty",
  "addr1qx2fxv2umyhttkxyxp8x0dlpdt3k6cwng5pxj3jhsydzer3n0d3vllmyqwsx5wktcd8cc3sq835lu7drv2xwl2wywfgse35a3x",
  "addr1vx2fxv2umyhttkxyxp8x0dlpdt3k6cwng5pxj3jhsydzers66hrl8",
] as const;

/** A person who received 10 ADA from somebody and sent 4 ADA on, each with nothing else. */
async function world() {
  const { user, token: session } = await createGuest(new Date());
  const walletId = await addWallet(user.id);
  const legOf = async (index: number, action: string, quantity: number, counterparty: string) => {
    const txTimestamp = new Date(Date.UTC(2025, 0, index + 1));
    const txHash = `${String(index)}a`.repeat(32);
    const transactionId = await addTransaction(user.id, walletId, { txHash, blockHeight: index, txTimestamp, action });
    const leg = { userId: user.id, walletId, transactionId, unit: "lovelace", role: "principal", location: "wallet" };
    await db().transactionEvent.create({ data: { ...leg, index: 0, action, quantity, counterparty } });
    return transactionId;
  };
  const came = await legOf(1, "receive", 10_000_000, base);
  const went = await legOf(2, "send", -4_000_000, other);
  return { userId: user.id, session, walletId, came, went };
}

type World = Awaited<ReturnType<typeof world>>;

async function say({ session }: World, id: string, word: object | null) {
  const path = `/api/transactions/${id}/events/0`;
  const answer = await callRoute(PATCH, path, { method: "PATCH", params: { id, index: "0" }, session, body: { word } });
  return { status: answer.status, body: (await answer.json()) as { event?: object; detail?: string } };
}

async function call<P extends Record<string, string>>(
  handler: Handler<P>,
  { session }: Pick<World, "session">,
  { method = "GET", body, params, query = "" }: { method?: string; body?: unknown; params?: P; query?: string } = {},
) {
  const answer = await callRoute(handler, `/api${query}`, {
    ...{ method, session },
    ...(body !== undefined && { body }),
    ...(params !== undefined && { params }),
  });
  const text = await answer.text();
  return { status: answer.status, body: (text === "" ? {} : JSON.parse(text)) as unknown };
}

/** What the history comes to, line by line. */
async function told(
  { userId, walletId }: World,
  settings: Parameters<typeof tellHistory>[1] = inAda,
): Promise<string[]> {
  const { events, reviews } = await tellHistory(userId, settings);
  const lines = events.map((event) => {
    const day = new Date(event.at).toISOString().slice(0, 10);
    if (event.kind === "acquisition") {
      const income = event.income === undefined ? "" : ", income";
      const where = event.wallet === walletId ? "" : ` ${event.wallet}`;
      return `${day} +${String(event.quantity)}${where} for ${event.basis === null ? "?" : exactText(event.basis)}${income}`;
    }
    if (event.kind === "disposal")
      return `${day} -${String(event.quantity)} ${event.treatment === "realised" ? `at ${event.proceeds === null ? "?" : exactText(event.proceeds)}` : event.treatment}`;
    if (event.kind === "transfer")
      return `${day} ${String(event.received)} ${event.wallet === walletId ? `to ${event.toWallet}` : `from ${event.wallet}`}`;
    return event.kind;
  });
  return [...lines, ...reviews.map(({ why }) => why)];
}

const unsaid = [
  "2025-01-02 +10000000 for 10",
  "2025-01-03 -4000000 not-realised",
  "unknown sender",
  "unknown receiver",
];

describe("a word on a leg", () => {
  test("counts where gains are told, is shown, replaced as a whole, and taken back without a trace", async () => {
    const one = await world();
    expect(await told(one)).toEqual(unsaid);
    const income = { kind: "income", value: "12.5", basis: "3", currency: "ADA" };
    expect(await say(one, one.came, income)).toMatchObject({
      status: 200,
      body: { event: { word: income, edited: true } },
    });
    expect((await say(one, one.went, { kind: "payment" })).body.event).toMatchObject({
      word: { kind: "payment", value: null, basis: null, currency: null },
    });
    expect(await told(one)).toEqual(["2025-01-02 +10000000 for 3, income", "2025-01-03 -4000000 at 4"]);
    await say(one, one.came, { kind: "own_transfer" });
    await say(one, one.went, { value: "5", currency: "ADA" });
    expect(await told(one)).toEqual(["2025-01-02 10000000 from elsewhere", "2025-01-03 -4000000 not-realised"]);
    await say(one, one.came, null);
    expect((await say(one, one.went, null)).body.event).toMatchObject({ word: null, edited: false });
    expect(await told(one)).toEqual(unsaid);
    expect(await db().eventCorrection.count()).toBe(0);
  });

  test("in another currency counts by the rate of its hour, and is not known where nobody knows that", async () => {
    const one = await world();
    await say(one, one.came, { kind: "gift", basis: "3", currency: "USD" });
    expect((await told(one)).slice(0, 1)).toEqual(["2025-01-02 +10000000 for ?"]);
    const at = new Date("2025-01-02T00:00:00Z");
    await db().adaClose.createMany({
      data: (["coinbase", "kraken"] as const).map((source) => ({ at, grain: "hour", source, close: "0.5" })),
    });
    expect((await told(one)).slice(0, 1)).toEqual(["2025-01-02 +10000000 for 6"]);
  });

  test("is refused where it cannot be, saying why, and nobody else can say it", async () => {
    const [one, stranger] = [await world(), await world()];
    const statusOf = async (id: string, word: object) => {
      const { status, body } = await say(one, id, word);
      return [status, body.detail];
    };
    expect(await statusOf(one.came, { kind: "lost" })).toEqual([400, "What came cannot have been paid or lost"]);
    expect(await statusOf(one.went, { kind: "income" })).toEqual([400, "What went was no income"]);
    expect((await say(one, one.went, { basis: "1", currency: "EUR" })).status).toBe(400);
    expect((await say(one, one.went, { value: "1" })).status).toBe(400);
    expect((await say(one, one.went, { value: "-1", currency: "EUR" })).status).toBe(400);
    expect((await say(one, one.went, {})).status).toBe(400);
    expect((await say(one, stranger.went, { kind: "gift" })).status).toBe(404);
    await db().transactionEvent.updateMany({ where: { transactionId: one.went }, data: { role: "network_fee" } });
    expect((await say(one, one.went, { kind: "gift" })).status).toBe(400);
    expect(await db().eventCorrection.count()).toBe(0);
  });

  test("is said and taken back by a form without script", async () => {
    const one = await world();
    const send = async (fields: Record<string, string>) =>
      (
        await wordForm(formRequest("/forms/leg-word", { transaction: one.went, index: "0", ...fields }, one.session))
      ).headers.get("location");
    expect(await send({ kind: "payment", value: "9", currency: "ADA", do: "save" })).toBe(
      `/activity/${one.went}#leg-0`,
    );
    expect((await told(one))[1]).toBe("2025-01-03 -4000000 at 9");
    expect(await send({ kind: "", value: "", do: "save" })).toBe(`/activity/${one.went}?trouble=invalid_request`);
    expect(await send({ do: "undo" })).toBe(`/activity/${one.went}#leg-0`);
    expect(await told(one)).toEqual(unsaid);
  });
});

describe("an address book", () => {
  const put = (one: World, address: string, kind: string, label = "") =>
    call(bookRoute.PUT, one, { method: "PUT", body: { address, kind, label } });

  test("turns what was sent and received into own transfers, gifts and payments; a word on the leg goes before it", async () => {
    const one = await world();
    const asked = (await call(bookRoute.GET, one)).body as AddressBookAnswer;
    expect(asked).toEqual({
      entries: [],
      unknown: [
        { address: base, sends: 0, receives: 1, lastAt: "2025-01-02T00:00:00.000Z" },
        { address: other, sends: 1, receives: 0, lastAt: "2025-01-03T00:00:00.000Z" },
      ],
    });
    expect((await put(one, base, "exchange", "Kraken")).status).toBe(200);
    const { body } = await put(one, other, "shop");
    expect(body).toEqual({
      entries: [
        { address: other, kind: "shop", label: "" },
        { address: base, kind: "exchange", label: "Kraken" },
      ],
      unknown: [],
    });
    expect(await told(one)).toEqual(["2025-01-02 10000000 from elsewhere", "2025-01-03 -4000000 at 4"]);
    await put(one, other, "friend");
    expect(await told(one)).toEqual(["2025-01-02 10000000 from elsewhere", "2025-01-03 -4000000 not-realised"]);
    await say(one, one.came, { kind: "income" });
    expect((await told(one))[0]).toBe("2025-01-02 +10000000 for 10, income");
    await say(one, one.came, null);
    for (const address of [base, other])
      expect((await call(bookRoute.DELETE, one, { method: "DELETE", query: `?address=${address}` })).status).toBe(204);
    expect(await told(one)).toEqual(unsaid);
  });

  test("knows all addresses of an account by its stake address", async () => {
    const one = await world();
    const account = "stake1uyehkck0lajq8gr28t9uxnuvgcqrc6070x3k9r8048z8y5gh6ffgw";
    const ofAccount =
      "addr1z8phkx6acpnf78fuvxn0mkew3l0fd058hzquvz7w36x4gten0d3vllmyqwsx5wktcd8cc3sq835lu7drv2xwl2wywfgs9yc0hh";
    await db().transactionEvent.updateMany({ where: { transactionId: one.came }, data: { counterparty: ofAccount } });
    expect((await put(one, account, "own")).status).toBe(200);
    expect((await told(one))[0]).toBe("2025-01-02 10000000 from elsewhere");
    // An address of its own goes before the account.
    await put(one, ofAccount, "friend");
    expect((await told(one))[0]).toBe("2025-01-02 +10000000 for 10");
  });

  test("has an end, refuses what is no address, and is nobody else's", async () => {
    const [one, stranger] = [await world(), await world()];
    expect((await put(one, "addr1nonsense", "friend")).status).toBe(400);
    expect((await put(one, base, "enemy")).status).toBe(400);
    expect((await call(bookRoute.DELETE, one, { method: "DELETE", query: `?address=${base}` })).status).toBe(404);
    await put(stranger, base, "friend", "secret");
    expect(JSON.stringify((await call(bookRoute.GET, one)).body)).not.toContain("secret");
    await db().addressBook.createMany({
      data: Array.from({ length: limits.addressBook }, (_, n) => {
        return { userId: one.userId, address: `a${String(n)}`, kind: "friend", label: "" };
      }),
    });
    expect((await put(one, stake, "friend")).status).toBe(409);
  });

  test("is written by forms without script", async () => {
    const one = await world();
    const send = async (fields: Record<string, string>) =>
      (await bookForm(formRequest("/forms/address-book", fields, one.session))).headers.get("location");
    expect(await send({ address: base, kind: "friend", label: "Ann", do: "save" })).toBe("/tax#address-book");
    expect(await send({ address: "nonsense", kind: "friend", do: "save" })).toBe("/tax?trouble=invalid_address");
    expect(await db().addressBook.findMany({ omit: { userId: true } })).toEqual([
      { address: base, kind: "friend", label: "Ann" },
    ]);
    expect(await send({ address: base, do: "remove" })).toBe("/tax#address-book");
    expect(await db().addressBook.count()).toBe(0);
  });
});

describe("coins bought elsewhere", () => {
  const add = (one: World, body: object) => call(lotsRoute.POST, one, { method: "POST", body });
  const lot = { date: "2024-05-06", asset: "ADA", quantity: "12.5", cost: "7.25", currency: "ADA" };

  test("arrive with what they cost and as old as they are, and are removed again", async () => {
    const one = await world();
    await say(one, one.came, { kind: "own_transfer" });
    const { status, body } = await add(one, { lots: [{ ...lot, note: "Kraken" }] });
    expect(status).toBe(200);
    const { lots } = body as OpeningLotsAnswer;
    expect(lots).toEqual([
      {
        ...{ id: lots[0]?.id, unit: "lovelace", name: "Cardano", ticker: "ADA", decimals: 6, quantity: "12500000" },
        ...{ acquiredAt: "2024-05-06T00:00:00.000Z", cost: "7.25", currency: "ADA", note: "Kraken" },
      },
    ]);
    expect(await told(one)).toEqual([
      "2024-05-06 +12500000 elsewhere for 7.25",
      "2025-01-02 10000000 from elsewhere",
      "2025-01-03 -4000000 not-realised",
      "unknown receiver",
    ]);
    const id = lots[0]?.id ?? "";
    const stranger = await world();
    expect((await call(lotRoute.DELETE, stranger, { method: "DELETE", params: { id } })).status).toBe(404);
    expect((await call(lotRoute.DELETE, one, { method: "DELETE", params: { id } })).status).toBe(204);
    expect((await call(lotsRoute.GET, one)).body).toEqual({ lots: [] });
  });

  test("come as CSV, all or none; what is wrong is told line by line", async () => {
    const one = await world();
    const unit = `${"ab".repeat(28)}4d494e`;
    const header = "Date;Asset;Quantity;Cost;Currency;Note";
    const csv = [header, "2024-05-06;ada;1.5;2;eur;one", `2024-05-07T10:00:00Z;${unit};3;4;USD;"a;b"`].join("\r\n");
    const { lots } = (await add(one, { csv })).body as OpeningLotsAnswer;
    expect(
      lots.map(({ unit: each, quantity, cost, currency, note }) => [each, quantity, cost, currency, note]),
    ).toEqual([
      ["lovelace", "1500000", "2", "EUR", "one"],
      [unit, "3", "4", "USD", "a;b"],
    ]);
    const bad = [header, "2024-05-06;ADA;1;2;EUR;", "soon;MIN;1.5;2;XYZ;", "2999-01-01;ADA;0.0000001;2;EUR;"].join(
      "\n",
    );
    const refused = (await add(one, { csv: bad })).body as { issues: { field: string }[] };
    expect(refused.issues.map(({ field }) => field)).toEqual(["line 3, date", "line 3, currency"]);
    const later = [header, "2024-05-06;XYZ;1;2;EUR;", "2999-01-01;ADA;0.0000001;2;EUR;"].join("\n");
    const { issues } = (await add(one, { csv: later })).body as { issues: { field: string; reason: string }[] };
    expect(issues.map(({ field }) => field)).toEqual(["line 2, asset", "line 3, quantity", "line 3, date"]);
    for (const text of ["date,asset\n1,2", header, '"']) expect((await add(one, { csv: text })).status, text).toBe(400);
    expect(await db().openingLot.count()).toBe(2);
  });

  test("know a token by its ticker where only one had one has it", async () => {
    const one = await world();
    const [unit, twin] = [`${"ab".repeat(28)}01`, `${"ab".repeat(28)}02`];
    const token = (each: string) => ({
      ...{ unit: each, policyId: each.slice(0, 56), assetName: each.slice(56), fingerprint: each, kind: "token" },
      ...{ ticker: "SNEK", decimals: 2, fetchedAt: new Date() },
    });
    await db().token.deleteMany({ where: { unit: { in: [unit, twin] } } });
    await db().token.createMany({ data: [token(unit), token(twin)] });
    const flow = (each: string, n: number) =>
      addTransaction(one.userId, one.walletId, {
        txHash: `f${String(n)}`,
        blockHeight: 9,
        flows: [{ unit: each, netChange: "1" }],
      });
    const snek = { ...lot, asset: "snek", quantity: "1.25" };
    expect((await add(one, { lots: [snek] })).status).toBe(400);
    await flow(unit, 1);
    expect(((await add(one, { lots: [snek] })).body as OpeningLotsAnswer).lots).toMatchObject([
      { unit, quantity: "125" },
    ]);
    await flow(twin, 2);
    expect((await add(one, { lots: [snek] })).status).toBe(400);
    await db().token.deleteMany({ where: { unit: { in: [unit, twin] } } });
  });

  test("have an end, and nothing of what is too many is added", async () => {
    const one = await world();
    const row = {
      userId: one.userId,
      unit: "lovelace",
      quantity: 1,
      acquiredAt: new Date(0),
      cost: 1,
      currency: "EUR",
    };
    await db().openingLot.createMany({ data: Array.from({ length: limits.openingLots - 1 }, () => row) });
    expect((await add(one, { lots: [lot, lot] })).status).toBe(409);
    expect((await add(one, { lots: [lot] })).status).toBe(200);
    expect((await add(one, { lots: [lot] })).status).toBe(409);
  });

  test("are added and removed by forms without script", async () => {
    const one = await world();
    const send = async (fields: Record<string, string>) =>
      (await lotsForm(formRequest("/forms/opening-lots", fields, one.session))).headers.get("location");
    expect(await send(lot)).toBe("/tax#opening-lots");
    expect(await send({ csv: "date,asset,quantity,cost,currency\n2024-01-01,ADA,1,2,EUR" })).toBe("/tax#opening-lots");
    expect(await send({ ...lot, quantity: "much" })).toBe("/tax?trouble=invalid_request");
    const rows = await db().openingLot.findMany({ select: { id: true } });
    expect(rows).toHaveLength(2);
    for (const { id } of rows) expect(await send({ id, do: "remove" })).toBe("/tax#opening-lots");
    expect(await db().openingLot.count()).toBe(0);
  });
});
