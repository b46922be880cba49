import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { db } from "@/lib/db";
import type { Operation } from "@/lib/contract/operation";
import { operations } from "@/lib/contract/operations";
import { jobs } from "@/app/api/jobs/registry";
import { metered } from "@/lib/meter";
import { readHistoryDays } from "@/lib/sync/history-days";
import { publishEvent } from "@/lib/realtime/publish-event";
import { apiRoutes, type ApiRoute } from "@/tests/support/api-routes";
import { callRoute } from "@/tests/support/call-route";
import { emptyTables, withDatabase } from "@/tests/support/database";
import { keepRows, putBack, rowsOf, type KeptRows } from "@/tests/support/kept-rows";
import { startTestRedis } from "@/tests/support/redis";
import { requestBodies, sharedAddress } from "@/tests/support/request-bodies";
import { tap, throughTap } from "@/tests/support/sql-tap";
import { lpUnit, makeOwner, nobodysId, type Owner } from "@/tests/support/two-users";

vi.setConfig({ testTimeout: 240_000 });
vi.mock("@/lib/scoped-neon", async (importOriginal) => {
  const { tapped } = await import("@/tests/support/sql-tap");
  return tapped(await importOriginal());
});

const redis = await startTestRedis();
// An answer from the cache would hide a statement.
withDatabase(() => ({ ...redis.environment, CACHE: "off" }));

interface Case {
  readonly name: string;
  readonly route: ApiRoute;
  readonly operation: Operation;
  /** The call's path parts and query, with `pick` choosing whose id stands there. */
  readonly aim: (pick: (kind: string) => string) => { params: Record<string, string>; query: string };
}

/** What their paths name is the chain's, and what each has to do with it is told to themselves alone: both own some of it. */
const ofEverybodys: ReadonlyMap<string, string> = new Map([
  ["prices", lpUnit],
  ["market", lpUnit],
  ["export", "json"],
  ["reports", "2020"],
]);

/** One case for a route, and one for each id that its path or its query can name. */
function casesOf(route: ApiRoute, operation: Operation): Case[] {
  const name = `${route.method} ${route.path}`;
  const pathKinds = [...route.path.matchAll(/(\w+)\/\{(\w+)\}/g)].map(([, kind = "", param = ""]) => ({ kind, param }));
  const { properties = {} } = operation.query === undefined ? {} : z.toJSONSchema(operation.query, { io: "input" });
  const queryKinds = Object.entries(properties).filter(
    ([, schema]) => (schema as { format?: string }).format === "uuid",
  );
  const aimAt =
    (query: (pick: (kind: string) => string) => string): Case["aim"] =>
    (pick) => ({
      params: Object.fromEntries(pathKinds.map(({ kind, param }) => [param, ofEverybodys.get(kind) ?? pick(kind)])),
      query: query(pick),
    });
  return [
    { name, route, operation, aim: aimAt(() => "") },
    ...queryKinds.map(([kind]) => ({
      name: `${name}?${kind}`,
      route,
      operation,
      aim: aimAt((pick) => `?${kind}=${pick(kind)}`),
    })),
  ];
}

let cases: Case[] = [];
let address = 0;

beforeAll(async () => {
  const routes = await apiRoutes();
  cases = routes.flatMap((route) => {
    const operation = operations.find(
      ({ method, path }) => method.toUpperCase() === route.method && path === route.path,
    );
    if (operation === undefined) throw new Error(`${route.method} ${route.path} is not in the list of operations`);
    return operation.access === undefined ? casesOf(route, operation) : [];
  });
});

beforeEach(async () => {
  await emptyTables();
  Object.assign(tap, { on: false, secondLock: true, forgets: () => false });
  tap.scoped.clear();
});

function idOf(owner: Owner, kind: string): string {
  const id = owner.ids[kind];
  if (id === undefined) throw new Error(`Teach tests/support/two-users.ts which row of an owner "${kind}" means`);
  return id;
}

interface Outcome {
  readonly status: number;
  readonly text: string;
  readonly dbStatements: number;
}

async function ask(
  { route, operation, aim }: Case,
  as: string | undefined,
  pick: (kind: string) => string,
): Promise<Outcome> {
  const { params, query } = aim(pick);
  const key = `${route.method} ${route.path}`;
  const takesBody = operation.body !== undefined || operation.upload !== undefined;
  if (takesBody && requestBodies[key] === undefined) throw new Error(`Give ${key} a body to be asked with`);
  return throughTap(() =>
    metered(async (usage) => {
      const leave = new AbortController();
      const answer = await callRoute(route.handler, route.path + query, {
        method: route.method,
        params,
        headers: {
          ...{ "x-real-ip": `10.2.${(address += 1) >> 8}.${address & 255}`, "last-event-id": "1-0" },
          "content-type": operation.upload ?? "application/json",
        },
        signal: leave.signal,
        ...(as !== undefined && { session: as }),
        ...(takesBody && { body: requestBodies[key] }),
      });
      const isStream = answer.headers.get("content-type")?.startsWith("text/event-stream") === true;
      const text = isStream ? await firstEvents(answer, leave) : await answer.text();
      const { dbStatements } = usage;
      return { status: answer.status, text: text.replace(/"requestId":"[^"]*"/, '"requestId":"-"'), dbStatements };
    }),
  );
}

/** Reads a stream of events until the asker's own one, which is published last, has come. */
async function firstEvents(answer: Response, leave: AbortController): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of answer.body as ReadableStream<Uint8Array>) {
    text += decoder.decode(chunk, { stream: true });
    if (text.includes("event: wallet.updated")) break;
  }
  leave.abort();
  return text;
}

interface Scene {
  readonly owner: Owner;
  readonly stranger: Owner;
}

/** By whether the owner's wallet is syncing: made once, and put back under new ids for each case. */
const scenes = new Map<boolean, { readonly scene: Scene; readonly rows: KeptRows }>();

async function makeScene(syncing: boolean) {
  await emptyTables();
  const owner = await makeOwner("ownersecret", sharedAddress, syncing);
  const stranger = await makeOwner("bystander", "stake1bystander");
  // So that whether the owner has one would show.
  await db().user.update({ where: { id: stranger.userId }, data: { recoveryKeyHash: null } });
  await db().accountingSetting.delete({ where: { userId: stranger.userId } });
  await db().exportNumber.deleteMany({ where: { userId: stranger.userId } });
  return { scene: { owner, stranger }, rows: await keepRows() };
}

/** An owner, and someone with things of their own; each with an event that ends the reading of their stream. */
async function setScene(syncing = true): Promise<Scene> {
  const made = scenes.get(syncing) ?? (await makeScene(syncing));
  scenes.set(syncing, made);
  await emptyTables();
  const renew = await putBack(made.rows);
  const scene = JSON.parse(renew(JSON.stringify(made.scene))) as Scene;
  // Of days that are told the sums themselves are read, of others the rows: a scene for each.
  if (syncing) await tellDays(scene);
  for (const one of [scene.owner, scene.stranger]) {
    await publishEvent(one.userId, "wallet.updated", { walletId: idOf(one, "wallet") });
  }
  return scene;
}

/** As if the stranger's addresses were the owner's other wallet's: so days look told to whoever takes both for one person. */
async function tellDays({ owner, stranger }: Scene): Promise<void> {
  await readHistoryDays(owner.userId, null);
  await db().$executeRaw`
    UPDATE history_day SET told_others = (SELECT coalesce(sum(hashtextextended(a.address, 0)::numeric), 0) FROM wallet_address a WHERE a.user_id = ${stranger.userId}::uuid)
    WHERE user_id = ${owner.userId}::uuid`;
}

const withoutTimes = (text: string) => text.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "a time");

/** What goes wrong when a stranger makes this call about the owner's things. */
async function complaintsAbout(one: Case, { owner, stranger }: Scene): Promise<string[]> {
  const aimed = JSON.stringify(one.aim((kind) => idOf(owner, kind)));
  const namesAnId = JSON.stringify(one.aim(() => "an id")).includes("an id");
  const before = await rowsOf(owner.userId);
  const foreign = await ask(one, stranger.session, (kind) => idOf(owner, kind));
  const complaints: string[] = [];
  const complain = (when: boolean, complaint: string) => when && complaints.push(`${one.name} ${complaint}`);
  complain(
    owner.marks.some((mark) => foreign.text.includes(mark) && !aimed.includes(mark)),
    "shows the owner's things",
  );
  complain(foreign.status >= 500, `fails with ${foreign.status}`);
  complain((await rowsOf(owner.userId)) !== before, "changes the owner's rows");
  if (namesAnId) {
    const unknown = await ask(one, stranger.session, () => nobodysId());
    const same = foreign.status === 404 && unknown.status === 404 && foreign.text === unknown.text;
    complain(!same, "tells what exists from what does not");
    complain(foreign.dbStatements !== unknown.dbStatements, "does other work for what exists");
  } else if (one.route.method === "GET") {
    await db().user.delete({ where: { id: owner.userId } });
    const alone = await ask(one, stranger.session, () => nobodysId());
    complain(withoutTimes(alone.text) !== withoutTimes(foreign.text), "counts the owner's things");
  }
  return complaints;
}

async function violationsOf(tried: readonly Case[], syncing = true): Promise<string[]> {
  const found: string[] = [];
  for (const one of tried) {
    const scene = await setScene(syncing);
    found.push(
      ...(await complaintsAbout(one, scene).catch((error: unknown) => [`${one.name} throws ${String(error)}`])),
    );
  }
  return found;
}

test("covers every route: each is for anybody, for the queue, or in the matrix", async () => {
  const routes = await apiRoutes();
  const keyOf = (route: { method: string; path: string }) => `${route.method.toUpperCase()} ${route.path}`;
  const covered = new Set([
    ...cases.map(({ route }) => keyOf(route)),
    ...operations.filter(({ access }) => access !== undefined).map(keyOf),
  ]);
  expect([...covered].sort()).toEqual(routes.map(keyOf).sort());
  expect(
    operations
      .filter(({ access }) => access === "anybody")
      .map(keyOf)
      .sort(),
  ).toEqual([
    "GET /api/currencies",
    "GET /api/health",
    "GET /api/openapi.json",
    "POST /api/session/challenge",
    "POST /api/session/guest",
    "POST /api/session/recover",
    "POST /api/session/wallet",
  ]);
});

test("without a session, or with a dead one, every route of the matrix says only that", async () => {
  for (const one of cases) {
    for (const session of [undefined, "A".repeat(43)]) {
      const { status, text } = await ask(one, session, () => nobodysId());
      expect([one.name, status, (JSON.parse(text) as { code: string }).code]).toEqual([
        one.name,
        401,
        "unauthenticated",
      ]);
    }
  }
});

describe("another user's things answer as if they did not exist", () => {
  test("with both locks", async () => {
    expect(await violationsOf(cases)).toEqual([]);
  });

  test("with the stores' own conditions alone", async () => {
    tap.secondLock = false;
    expect(await violationsOf(cases)).toEqual([]);
    expect(await violationsOf(cases, false)).toEqual([]);
  });

  test("with row-level security alone, when every statement forgets the user", async () => {
    tap.forgets = () => true;
    expect(await violationsOf(cases)).toEqual([]);
    expect(tap.scoped.size).toBeGreaterThan(20);
  });

  test("and not without either: the matrix can fail", async () => {
    Object.assign(tap, { secondLock: false, forgets: () => true });
    const names = new Set((await violationsOf(cases)).map((violation) => violation.split(" ").slice(0, 2).join(" ")));
    expect(names.size).toBeGreaterThan(10);
  });
});

/** Where the condition on the user is a belt beside braces: what the statement is given is the user's already. */
const redundant = [
  /^DELETE FROM "public"."session" .*"token_hash"/, // the caller's own token
  /INSERT INTO "public"."(?:accounting_setting|address_book)"/, // the row that is there already is of the user who is inserted
  /asset_flow f[^]*transaction_id = ANY/, // ids that a scoped statement has just read
  /WITH RECURSIVE touched/, // likewise
  /FROM history_day h JOIN told/, // likewise
  /AS a\(wallet_id, day\)/, // likewise
  /e\.transaction_id = ANY\(\$2::uuid\[\]\) AND e\.role = 'principal'/, // likewise
  /FROM valuation WHERE user_id = \$1::uuid AND due_at < now\(\)/, // looked up by the wallets of rows that were just read
  /WHERE t\.user_id = \$2::uuid AND t\.id = ANY\(\$3::uuid\[\]\) ORDER BY/, // likewise
  /WITH candidate AS MATERIALIZED \(\s+SELECT DISTINCT f\.transaction_id/, // whose ids a scoped statement reads then
  /wallet_id = ANY/, // likewise
  /split_part\(e\.location, ':', 4\) AS lp/, // what it tells is looked up by a wallet that was just read
  /FROM unnest\(\$1::uuid\[\]\) AS w\(id\)/, // likewise
  /"sync_job"."id" IN/, // likewise
  /relabel_change(?:" WHERE| c JOIN)/, // likewise
  /FROM "public"."removed_wallet"/, // what is removed is to go, whosever it is
  /SELECT COUNT.*"(?:token_mark|correction_rule|contract_name|key_word|own_price|opening_lot|address_book)"/, // a limit that counts too much shows nothing
  /SELECT count\(\*\)::int AS watched FROM watch/, // likewise
  /INSERT INTO wallet [^]*SELECT count/, // likewise
  /SELECT MIN\(.*"tx_timestamp"/, // where a chart begins, which bears nobody's mark; row-level security holds it alone
  /SELECT COUNT.*"user"\."kind"/, // likewise
  /AS "isSpam",\s+h\."hasPools"/, // a yes or no about units that a scoped statement has just read
  /gains_fold|FROM gains_segment/, // who holds a fold, and what it goes on from: told anew where it does not fit; row-level security holds it alone
  /sha256\(string_agg\(/, // a hash that is compared, and says yes or no; row-level security holds it alone
  /"accepted" FROM "public"."accounting_setting"/, // what is shown of it only where that hash is of one's own rows
  /sum\(hashtextextended/, // of what gains are told by, likewise
  /SELECT unit FROM token_mark/, // likewise
  /SELECT DISTINCT e\.unit FROM transaction t/, // likewise
  /SELECT count\(DISTINCT tx_hash\)::int AS count FROM transaction/, // where a progress bar ends
  /"tx_timestamp" FROM "public"."transaction" WHERE .*"tx_hash" IN/, // of hashes that a scoped statement has just read
  /AS d\(since, until\)/, // sums of a part of a day, in which no chart of the matrix begins; row-level security holds it alone
];

test("a statement that forgets the user is noticed wherever it alone forgets", async () => {
  tap.secondLock = false;
  const users = new Map<string, Case[]>();
  for (const one of cases) {
    tap.scoped.clear();
    await violationsOf([one]);
    for (const sql of tap.scoped) users.set(sql, [...(users.get(sql) ?? []), one]);
  }
  const unnoticed: string[] = [];
  for (const [sql, tried] of users) {
    tap.forgets = (given) => given === sql;
    let noticed = redundant.some((pattern) => pattern.test(sql));
    for (const one of tried) {
      noticed ||= (await violationsOf([one])).length > 0 || (await violationsOf([one], false)).length > 0;
    }
    if (!noticed) unnoticed.push(sql);
  }
  expect(users.size).toBeGreaterThan(20);
  expect(unnoticed).toEqual([]);
});

describe("a message", () => {
  const payloads: Readonly<Record<string, (owner: Owner) => object>> = {
    "sync-wallet": ({ ids }) => ({ jobId: ids.sync, seq: 0, epoch: 0, v: 2 }),
    "sync-watchdog": ({ ids }) => ({ jobId: ids.sync, dueAt: 1, v: 2 }),
    "fetch-tokens": ({ ids }) => ({ walletId: ids.wallet, seq: 0, v: 2 }),
    "apply-corrections": ({ ids }) => ({ walletId: ids.wallet, round: 0, run: "r", v: 1 }),
    relabel: ({ ids }) => ({ relabelId: ids.relabel, seq: 0, epoch: 0, v: 1 }),
    retell: ({ ids }) => ({ walletId: ids.wallet, run: nobodysId(), round: 0, v: 1 }),
    "fold-gains": ({ ids }) => ({ walletId: ids.wallet, run: "run", round: 0, v: 1 }),
    "value-wallet": ({ ids }) => ({ walletId: ids.wallet, seq: 0, v: 1 }),
    "remove-rows": ({ userId }) => ({ userId, run: nobodysId(), round: 0, v: 1 }),
  };

  /** They take whosever wallet or row is due, or what is nobody's, and name nobody. */
  const ofEverybody = ["refresh-wallets", "sweep-rows", "fetch-rates", "market-tick", "market-walk"];

  test("of every kind is known here", () => {
    expect([...Object.keys(payloads), ...ofEverybody].sort()).toEqual([...jobs.keys()].sort());
  });

  const cases = Object.keys(payloads).flatMap((name) => [[name, "handled"] as const, [name, "given up"] as const]);

  test.each(cases)("%s, %s: touches its job's user only, whomever it names", async (name, how) => {
    const { owner, stranger: victim } = await setScene();
    const before = await rowsOf(victim.userId);
    const payload = { ...payloads[name]?.(owner), userId: victim.userId };
    const job = jobs.get(name);
    const work = how === "handled" ? job?.prepare(payload) : job?.prepareGivenUp(payload, "the queue gave up");
    if (work == null) throw new Error(`${name} does not take its own payload`);
    await work().catch(() => undefined);
    expect(await rowsOf(victim.userId)).toBe(before);
  });
});
