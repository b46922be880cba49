import { beforeEach, describe, expect, test, vi } from "vitest";
import { UnexpectedAnswer } from "@/lib/blockfrost/ask";
import * as chain from "@/lib/blockfrost/chain";
import { db } from "@/lib/db";
import { transactionsQuery } from "@/lib/contract/transactions";
import { getHoldings } from "@/lib/portfolio/get-holdings";
import { listTransactions } from "@/lib/portfolio/list-transactions";
import { publish } from "@/lib/queue/publish";
import { assetSchema } from "@/lib/blockfrost/schemas";
import { fetchTokens } from "@/lib/tokens/fetch-tokens";
import { lookupTokens } from "@/lib/tokens/lookup";
import { tokenReaderVersion } from "@/lib/tokens/store";
import { beginLookup } from "@/lib/tokens/token-lookup";
import { emptyTables, withDatabase } from "@/tests/support/database";
import { startTestRedis } from "@/tests/support/redis";
import { addTransaction, addUser, addWallet } from "@/tests/support/rows";

vi.mock("@/lib/blockfrost/chain");
vi.mock("@/lib/budget/call-window", async (original) => ({
  ...(await original<object>()),
  CallWindow: class {
    readonly stop = undefined;
    readonly call = <T>(work: () => Promise<T>) => work();
    readonly close = () => Promise.resolve();
  },
}));
vi.mock("@/lib/queue/publish");

const redis = await startTestRedis();
withDatabase(() => redis.environment);
beforeEach(async () => {
  vi.resetAllMocks();
  await emptyTables();
});

const unitOf = (name: string) => "ab".repeat(28) + Buffer.from(name).toString("hex");
const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000);
const day = 24;

async function holding(...names: string[]): Promise<string> {
  return (await holder(...names)).walletId;
}

async function holder(...names: string[]) {
  const userId = await addUser();
  const walletId = await addWallet(userId);
  const flows = names.map((name) => ({ unit: unitOf(name), netChange: "5" }));
  await addTransaction(userId, walletId, { txHash: "a", blockHeight: 1, flows });
  return { userId, walletId };
}

interface Stored {
  readonly decimals?: number;
  readonly kind?: string;
  readonly name?: null;
  readonly readBy?: number;
  readonly hours: number;
}

async function stored(name: string, given: Stored): Promise<void> {
  const { decimals = 6, kind = "token", readBy = tokenReaderVersion, hours } = given;
  const texts = {
    name: given.name === null ? null : `Old ${name}`,
    ticker: "OLD",
    description: "as it was",
    logo: "https://old.example/x.png",
  };
  const parts = { policyId: "ab".repeat(28), assetName: Buffer.from(name).toString("hex"), fingerprint: "asset1x" };
  await db().token.create({
    data: { unit: unitOf(name), ...parts, ...texts, decimals, kind, readBy, fetchedAt: hoursAgo(hours) },
  });
}

type Answers = Readonly<Record<string, unknown>>;

/** The chain's answers by the token's name; an error is thrown, and what has none is not known to the chain. */
function chainSays(answers: Answers): void {
  vi.mocked(chain.asset).mockImplementation((unit) => {
    const answer = answers[Buffer.from(unit.slice(56), "hex").toString()] ?? null;
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer as never);
  });
}

/** The message of a wallet's look-up that is due. */
async function nextRound(walletId: string): Promise<string> {
  const { seq } = await db().tokenLookup.findUniqueOrThrow({ where: { walletId } });
  return fetchTokens({ walletId, seq, v: 2 });
}

/** A look-up begins, as it does after a sync, and its first message comes. */
async function run(walletId: string): Promise<string> {
  await beginLookup(walletId);
  vi.mocked(publish).mockClear();
  return nextRound(walletId);
}

const asked = () =>
  vi
    .mocked(chain.asset)
    .mock.calls.map(([unit]) => Buffer.from(unit.slice(56), "hex").toString())
    .sort();
const rowOf = async (name: string) =>
  db().token.findUnique({ where: { unit: unitOf(name) }, omit: { fetchedAt: true, readBy: true } });
const whole = (name: string) => ({
  quantity: 10n,
  onchain_metadata: null,
  metadata: { name, ticker: "NEW", decimals: 2, description: "new", logo: null },
});

test("an amount is in raw units until its decimals are known, and told with them at once from then on", async () => {
  const { userId, walletId } = await holder("new");
  const shown = async () => {
    const [transaction] = (await listTransactions(userId, transactionsQuery.parse({}))).transactions;
    const [holding] = (await getHoldings(userId, { currency: "ADA" })).holdings;
    const flow = transaction?.flows[0];
    return [holding?.decimals, holding?.displayQuantity, holding?.quantity, flow?.decimals, flow?.netChange];
  };
  expect([await shown(), await shown()]).toEqual(Array(2).fill([null, null, "5", null, "5"]));
  chainSays({ new: whole("New") });
  await run(walletId);
  expect(await shown()).toEqual([2, "0.05", "5", 2, "5"]);
});

describe("tokens that were looked up before", () => {
  test("are asked for again after a week without decimals, after a month with them", async () => {
    await stored("fresh", { hours: 6 * day, decimals: 0 });
    await stored("week", { hours: 8 * day, decimals: 0 });
    await stored("nft", { hours: 8 * day, decimals: 0, kind: "nft" });
    await stored("known", { hours: 29 * day });
    await stored("month", { hours: 31 * day });
    const walletId = await holding("fresh", "week", "nft", "known", "month", "new");
    chainSays({ week: whole("Week"), month: whole("Month"), new: whole("New") });
    expect(await run(walletId)).toBe("done");
    expect(asked()).toEqual(["month", "new", "week"]);
    expect(await rowOf("month")).toMatchObject({ name: "Month", ticker: "NEW", decimals: 2, description: "new" });
    expect(await rowOf("new")).toMatchObject({ name: "New", decimals: 2 });
    vi.mocked(chain.asset).mockClear();
    await run(walletId);
    expect(asked()).toEqual([]);
    expect(publish).not.toHaveBeenCalled();
  });

  test("are asked for again after a week without a name, and at once where older code read the answer", async () => {
    await stored("nameless", { hours: 8 * day, kind: "nft", name: null });
    await stored("young", { hours: 6 * day, kind: "nft", name: null });
    await stored("before", { hours: 1, readBy: tokenReaderVersion - 1, decimals: 18, kind: "nft" });
    const walletId = await holding("nameless", "young", "before");
    const nft = { quantity: "1", onchain_metadata: { name: "Nft", decimals: 18 }, metadata: null };
    chainSays({ nameless: whole("Named"), before: assetSchema.parse(nft) });
    await run(walletId);
    expect(asked()).toEqual(["before", "nameless"]);
    expect(await rowOf("nameless")).toMatchObject({ name: "Named", decimals: 2 });
    expect(await rowOf("before")).toMatchObject({ name: "Nft", decimals: 0, kind: "nft" });
    vi.mocked(chain.asset).mockClear();
    await run(walletId);
    expect(asked()).toEqual([]);
  });

  test("are asked for fifty a run, the oldest first, and in its first message only", async () => {
    const names = Array.from({ length: 60 }, (_, i) => `t${String(i).padStart(2, "0")}`);
    for (const [i, name] of names.entries()) await stored(name, { hours: (100 - i) * day });
    const walletId = await holding(...names);
    chainSays({});
    await beginLookup(walletId);
    await db().tokenLookup.updateMany({ data: { round: 1 } });
    await nextRound(walletId);
    expect(asked()).toEqual([]);
    expect(await run(walletId)).toBe("done");
    expect(asked()).toEqual(names.slice(0, 50));
    expect(publish).not.toHaveBeenCalled();
  });

  test("keep what a half failed answer does not say", async () => {
    for (const name of ["gone", "half", "odd", "down"]) await stored(name, { hours: 40 * day });
    const walletId = await holding("gone", "half", "odd", "down");
    const before = { gone: await rowOf("gone"), odd: await rowOf("odd"), down: await rowOf("down") };
    chainSays({
      half: { quantity: 10n, onchain_metadata: { description: "from the chain" }, metadata: null },
      odd: new UnexpectedAnswer("the token", {}, null),
      down: new Error("nobody there"),
    });
    await run(walletId);
    expect({ gone: await rowOf("gone"), odd: await rowOf("odd"), down: await rowOf("down") }).toEqual(before);
    expect(await rowOf("half")).toMatchObject({
      name: "Old half",
      ticker: "OLD",
      decimals: 6,
      description: "from the chain",
    });
    vi.mocked(chain.asset).mockClear();
    await run(walletId);
    expect(asked()).toEqual(["down", "odd"]);
  });

  test("are read anew, not from what was cached of them", async () => {
    await stored("cached", { hours: 40 * day });
    const walletId = await holding("cached");
    const unit = unitOf("cached");
    expect((await lookupTokens([unit])).get(unit)?.name).toBe("Old cached");
    chainSays({ cached: whole("Renamed") });
    await run(walletId);
    expect((await lookupTokens([unit])).get(unit)?.name).toBe("Renamed");
  });
});

describe("a token that nobody has looked up", () => {
  test("gets no row by an answer of unexpected form, and is asked for once a run", async () => {
    const walletId = await holding("odd", "later");
    chainSays({ odd: new UnexpectedAnswer("the token", {}, null), later: new Error("nobody there") });
    await run(walletId);
    expect(await db().token.count()).toBe(0);
    expect(publish).toHaveBeenCalledTimes(1);
    vi.mocked(chain.asset).mockClear();
    await nextRound(walletId);
    expect(asked()).toEqual(["later"]);
    vi.mocked(chain.asset).mockClear();
    await run(walletId);
    expect(asked()).toEqual(["later", "odd"]);
  });

  test("that the chain does not know gets a row without a name", async () => {
    const walletId = await holding("nobody");
    chainSays({});
    await run(walletId);
    expect(await rowOf("nobody")).toMatchObject({ name: null, ticker: null, decimals: 0, kind: "token" });
  });

  test("is kept though its text is cut in the middle of a character", async () => {
    const walletId = await holding("emoji");
    const description = "😀".repeat(251).slice(1);
    chainSays({ emoji: { ...whole("Emoji"), metadata: { ...whole("Emoji").metadata, description } } });
    await run(walletId);
    expect(await rowOf("emoji")).toMatchObject({ name: "Emoji" });
  });
});
