import pg from "pg";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { applyDue } from "@/lib/corrections/apply-due";
import { makeAllDue } from "@/lib/corrections/due";
import { listContracts } from "@/lib/corrections/contracts";
import { listRules } from "@/lib/corrections/rules";
import { limits } from "@/lib/contract/limits";
import { transactionsQuery } from "@/lib/contract/transactions";
import { listIssues } from "@/lib/issues/list-issues";
import { readOperations } from "@/lib/operator/read-operations";
import { getAdaAllocation } from "@/lib/portfolio/get-ada-allocation";
import { getExecutionSums } from "@/lib/portfolio/get-execution-sums";
import { getHistory } from "@/lib/portfolio/get-history";
import { getHoldings } from "@/lib/portfolio/get-holdings";
import { getPositions } from "@/lib/portfolio/get-positions";
import { getProof } from "@/lib/portfolio/get-proof";
import { getStaking } from "@/lib/portfolio/get-staking";
import { getStakingAudit } from "@/lib/portfolio/get-staking-audit";
import { getTransaction } from "@/lib/portfolio/get-transaction";
import { listTransactions } from "@/lib/portfolio/list-transactions";
import { getRelabel } from "@/lib/relabel/get-relabel";
import { readSums } from "@/lib/sync/complete-sync";
import { readHistoryDays } from "@/lib/sync/history-days";
import { startSync } from "@/lib/sync/start-sync";
import { claimJob } from "@/lib/sync/sync-job-store";
import { dueUnits } from "@/lib/tokens/store";
import { listWallets } from "@/lib/wallets/list-wallets";
import { withDatabase } from "@/tests/support/database";
import { addLongHistory, type LongHistory } from "@/tests/support/long-history";
import { recordStatements, type RecordedStatement } from "@/tests/support/recorded-statements";
import { startTestRedis } from "@/tests/support/redis";

vi.mock("@/lib/scoped-neon", async (importOriginal) => {
  const { recording } = await import("@/tests/support/recorded-statements");
  return recording(await importOriginal());
});

const redis = await startTestRedis();
withDatabase(() => ({ ...redis.environment, CACHE: "off" }));

/** The embedded database takes its time to make more. */
const isLong = process.env.TEST_DATABASE_URL !== undefined;
const transactions = isLong ? 100_000 : 15_000;
/** Rows that one part of a statement may go through: what is counted, and not what there is. */
const rowsAllowed = 13_000;

let client: pg.Client;
let long: LongHistory;
let jobId = "";

beforeAll(async () => {
  client = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
  // Those of others, so that no table is one user's alone. And statistics, without which each foreign key takes long.
  await addLongHistory(client, 500);
  await client.query("ANALYZE");
  long = await addLongHistory(client, transactions);
  jobId = (await startSync(long.userId, long.walletId)).id;
  // By statistics that know nothing of this user: as at the end of a first sync.
  await readHistoryDays(long.userId, null);
  await client.query("VACUUM ANALYZE");
  // The first look at the budget fills it, by a statement of its own.
  await readOperations(new Date());
}, 300_000);
afterAll(() => client.end());

interface PlanNode {
  readonly "Node Type": string;
  readonly "Relation Name"?: string;
  readonly "Actual Rows"?: number;
  readonly "Actual Loops"?: number;
  readonly "Rows Removed by Filter"?: number;
  readonly Plans?: readonly PlanNode[];
}

const nodesOf = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];
const shared = new Set([
  "token",
  "raw_transaction",
  "stake_pool",
  "pool_epoch",
  "auth_challenge",
  "rate_fill",
  "rate_source",
]);

/** How the database would run a statement, as the role and the user that the app runs it as; nothing of it stays. */
async function explain({ sql, args, userId }: RecordedStatement, settings: string): Promise<PlanNode[]> {
  await client.query("BEGIN");
  try {
    await client.query(settings);
    await client.query("SELECT set_config('role', $1, true), set_config('app.user_id', $2, true)", [
      userId === null ? "cda_system" : "cda_user",
      userId ?? "",
    ]);
    const { rows } = await client.query<{ "QUERY PLAN": { Plan: PlanNode }[] }>(
      `EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) ${sql}`,
      [...args],
    );
    return rows.flatMap((row) => row["QUERY PLAN"].flatMap(({ Plan }) => nodesOf(Plan)));
  } finally {
    await client.query("ROLLBACK");
  }
}

/** What of a statement's plan goes over a whole table, or over more rows than a page needs. */
async function troubles(statement: RecordedStatement): Promise<string[]> {
  const found: string[] = [];
  const indexed = await explain(statement, "SET LOCAL enable_seqscan = off; SET LOCAL jit = off");
  // With scans forbidden, one is left only where no index could serve.
  for (const node of indexed)
    if (node["Node Type"] === "Seq Scan" && !shared.has(node["Relation Name"] ?? ""))
      found.push(`no index for ${node["Relation Name"]}`);
  // By itself the database scans a small table, and rightly: a history has to be long to show what it does.
  const free = isLong ? await explain(statement, "SET LOCAL jit = off") : [];
  for (const node of free) {
    const rows = ((node["Actual Rows"] ?? 0) + (node["Rows Removed by Filter"] ?? 0)) * (node["Actual Loops"] ?? 1);
    if (rows > rowsAllowed) found.push(`${node["Node Type"]} ${node["Relation Name"] ?? ""} goes through ${rows} rows`);
  }
  return found.map((each) => `${each}: ${statement.sql.replace(/\s+/g, " ").slice(0, 200)}`);
}

const untilEnd = (days: number) => ({
  from: new Date(long.at.getTime() - (days - 2) * 86_400_000).toISOString(),
  to: long.at.toISOString(),
});

const ask = (query: object = {}) => transactionsQuery.parse(query);
const pages: Readonly<Record<string, () => Promise<unknown>>> = {
  wallets: () => listWallets(long.userId),
  holdings: () => getHoldings(long.userId, { currency: "ADA" }),
  "holdings of one wallet": () => getHoldings(long.userId, { currency: "ADA", wallet: long.walletId }),
  "holdings of a day ago": () =>
    getHoldings(long.userId, { currency: "ADA", asOf: new Date(long.at.getTime() - 86_400_000).toISOString() }),
  "history by days": () => getHistory(long.userId, { interval: "day", currency: "ADA", ...untilEnd(400) }),
  "history by hours": () => getHistory(long.userId, { interval: "hour", currency: "ADA", ...untilEnd(7) }),
  "days that changed": async () => {
    const changed = "UPDATE history_day SET version = version + 1 WHERE day > (SELECT max(day) FROM history_day) - 5";
    await client.query(changed);
    await readHistoryDays(long.userId, null);
    // Its statements are looked at once more, and then have days to tell as well.
    await client.query(changed);
  },
  "where the ADA is": () => getAdaAllocation(long.userId, {}),
  positions: () => getPositions(long.userId, {}),
  "filled orders": () => getExecutionSums(long.userId, {}),
  "filled orders of one wallet": () => getExecutionSums(long.userId, { wallet: long.walletId }),
  staking: () => getStaking(long.userId, {}),
  "the audit of rewards": () => getStakingAudit(long.userId, { limit: limits.auditEpochs }),
  proof: () => getProof(long.userId, long.walletId),
  issues: () => listIssues(long.userId),
  contracts: () => listContracts(long.userId),
  rules: () => listRules(long.userId),
  relabel: () => getRelabel(long.userId),
  operations: () => readOperations(new Date()),
  transaction: () => getTransaction(long.userId, long.transactionId),
  "the end of a sync": () => readSums(long, []),
  "a step of a sync": async () => {
    expect(await claimJob({ jobId, seq: 0, epoch: 0 })).not.toBeNull();
    // Its statement is looked at once more, and then has a job to claim as well.
    await client.query("UPDATE sync_job SET lease_until = NULL WHERE id = $1", [jobId]);
  },
  "names that are missing": () => dueUnits(long.walletId, { unknown: 20, aged: 20 }, []),
};
const queries: Readonly<Record<string, () => object>> = {
  all: () => ({}),
  oldest: () => ({ sort: "oldest" }),
  wallet: () => ({ wallet: long.walletId }),
  action: () => ({ action: "mint" }),
  protocol: () => ({ protocol: "minswap" }),
  direction: () => ({ direction: "none" }),
  spam: () => ({ spam: "true" }),
  "no spam": () => ({ spam: "false" }),
  unit: () => ({ unit: long.rareUnit }),
  ada: () => ({ unit: "lovelace" }),
  "a month": () => ({ from: "2021-03-01", to: "2021-04-01" }),
  "a rare word": () => ({ q: "zanzibar" }),
  "a frequent word": () => ({ q: "moved" }),
  "no word": () => ({ q: "zebra crossing" }),
  "a hash": () => ({ q: "abc12" }),
  "a token": () => ({ q: long.rareUnit }),
};

describe(`with ${transactions} transactions`, () => {
  test.each(Object.keys(pages))("%s is read through indexes, whatever the length of the history", async (name) => {
    const statements = await recordStatements(async () => pages[name]?.());
    expect(statements.length).toBeGreaterThan(0);
    expect(await troublesOf(statements)).toEqual([]);
  });

  test.each(Object.keys(queries))("activity is read through indexes: %s", async (name) => {
    const query = ask(queries[name]?.());
    const first = await recordStatements(() => listTransactions(long.userId, query));
    const { nextCursor } = await listTransactions(long.userId, query);
    const second =
      nextCursor === null
        ? []
        : await recordStatements(() => listTransactions(long.userId, { ...query, cursor: nextCursor }));
    expect(await troublesOf([...first, ...second])).toEqual([]);
  });

  test("labels are brought in line in statements of bounded work", async () => {
    await makeAllDue(long.userId);
    await client.query(
      `INSERT INTO due_correction (user_id, scope, key) VALUES ($1, 'action_key', 'contract|out|7'), ($1, 'spam_key', 'tokens|in|7'), ($1, 'action', 'mint'), ($1, 'unit', $2)`,
      [long.userId, long.rareUnit],
    );
    const statements = await recordStatements(() => applyDue(long.userId, 0));
    statements.push(...(await recordStatements(() => applyDue(long.userId, 0))));
    expect(await troublesOf(statements)).toEqual([]);
  });
});

async function troublesOf(statements: readonly RecordedStatement[]): Promise<string[]> {
  const found: string[] = [];
  for (const statement of statements) found.push(...(await troubles(statement)));
  return found;
}

/** What a search goes through lies within its function, where no plan shows it: but for the pages of memory that it touches. */
test.each(["zanzibar", "zebra crossing"])("a search for %s does not go through the history", async (words) => {
  await client.query("BEGIN");
  await client.query("SELECT set_config('role', 'cda_user', true), set_config('app.user_id', $1, true)", [long.userId]);
  // What a session reads of the catalogue at its first search is not the history's.
  await client.query("SELECT * FROM search_transactions($1, 10001)", ["warm up"]);
  const { rows } = await client.query<{ "QUERY PLAN": { Plan: Record<string, number> }[] }>(
    "EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) SELECT * FROM search_transactions($1, 10001)",
    [words],
  );
  await client.query("ROLLBACK");
  const plan = rows[0]?.["QUERY PLAN"][0]?.Plan ?? {};
  const size = await client.query<{ blocks: number }>("SELECT (pg_relation_size('transaction') / 8192)::int AS blocks");
  const touched = (plan["Shared Hit Blocks"] ?? Infinity) + (plan["Shared Read Blocks"] ?? 0);
  // Whoever went through it would touch each of its pages at least.
  expect(touched).toBeLessThan(size.rows[0]?.blocks ?? 0);
});
