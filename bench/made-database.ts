import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { AppClient } from "./app-client";
import type { ChainProcess } from "./chain-process";
import type { Options } from "./options";
import { dropDatabase, onServer, openDatabase } from "./own-database";
import { startWideApp, type Place } from "./wide-app";

const madeSchema = z.object({
  name: z.string(),
  cookie: z.string(),
  walletId: z.string(),
  /** How the sync stood when the database was left. */
  status: z.string(),
  processed: z.number(),
});

export type MadeDatabase = z.infer<typeof madeSchema>;
type DatabaseName = Options["databases"][number];

/** Shared by all checkouts on this machine; goes with its temporary files. */
const folder = join(tmpdir(), "cda-bench");
const code = ["lib", "dev/chain", "prisma/migrations"];
const settleMs = 10_000;

/** A database with one user's wallet of so many transactions, made by a real sync, now or by an earlier run of the same code. */
export async function madeDatabase(
  database: DatabaseName,
  transactions: number,
  options: Options,
  chain: () => Promise<ChainProcess>,
): Promise<MadeDatabase> {
  const kind = `cda_scale_${database.toLowerCase()}_${String(transactions)}_`;
  const name = kind + hashOfCode();
  mkdirSync(folder, { recursive: true });
  const earlier = readdirSync(folder).filter((file) => file.startsWith(kind) && file.endsWith(".json"));
  const newest = earlier.toSorted((a, b) => statSync(join(folder, b)).mtimeMs - statSync(join(folder, a)).mtimeMs)[0];
  const file = options.reuse ? newest : earlier.find((known) => known === `${name}.json`);
  if (file !== undefined) return madeSchema.parse(JSON.parse(readFileSync(join(folder, file), "utf8")));
  for (const old of earlier) await forget(old.replace(".json", ""), options);
  await forget(name, options);
  console.log(`  making ${String(transactions)} transactions on ${database} …`);
  const made = await make(name, database, transactions, options, await chain());
  writeFileSync(join(folder, `${name}.json`), JSON.stringify(made));
  return made;
}

/** A copy to work on, which `drop` takes away again: what was made stays as it is. */
export async function copyOf({ name }: MadeDatabase, database: DatabaseName, { server }: Options) {
  const copy = `${name}_${String(process.pid)}`;
  if (database === "embedded") {
    const dataDir = join(folder, copy);
    cpSync(join(folder, name), dataDir, { recursive: true });
    const place: Place = { kind: "embedded", dataDir };
    return { place, drop: async () => rm(dataDir, { recursive: true }) };
  }
  await onServer(server, `CREATE DATABASE ${copy} TEMPLATE ${name}`);
  const place: Place = { kind: "postgres", databaseUrl: await openDatabase(server, copy) };
  return { place, drop: () => dropDatabase(server, copy) };
}

async function make(
  name: string,
  database: DatabaseName,
  transactions: number,
  { server, patienceSeconds }: Options,
  chain: ChainProcess,
): Promise<MadeDatabase> {
  const place: Place =
    database === "embedded"
      ? { kind: "embedded", dataDir: join(folder, name) }
      : { kind: "postgres", databaseUrl: await openDatabase(server, name) };
  const address = await chain.addWallet(`large-${String(transactions)}`, transactions);
  const app = await startWideApp(chain, place);
  const made = await syncOf(app.url, address, patienceSeconds).finally(() => app.close());
  if (place.kind === "postgres") {
    await onServer(server, `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}'`);
    // As the server's own autovacuum would within a minute.
    await onServer(place.databaseUrl, "VACUUM (ANALYZE)");
  } else rmSync(join(folder, name, "qstash.jsonl"), { force: true });
  return { name, ...made };
}

async function syncOf(url: string, address: string, patienceSeconds: number): Promise<Omit<MadeDatabase, "name">> {
  const client = await AppClient.asGuest(url);
  const { walletId, jobId } = await client.addWallet(address);
  const until = Date.now() + patienceSeconds * 1_000;
  let job = await client.job(jobId);
  while (job.finishedAt === null && Date.now() < until) {
    await sleep(1_000);
    job = await client.job(jobId);
  }
  // Names of tokens are asked for when the sync has ended.
  await sleep(settleMs);
  return { cookie: client.cookie, walletId, status: job.status, processed: job.processed };
}

async function forget(name: string, { server }: Options): Promise<void> {
  rmSync(join(folder, `${name}.json`), { force: true });
  rmSync(join(folder, name), { recursive: true, force: true });
  if (server !== "") await dropDatabase(server, name);
}

/** Of everything that decides which rows a sync writes. */
function hashOfCode(): string {
  const hash = createHash("sha256");
  for (const path of code.filter((each) => existsSync(each))) hashInto(hash, path);
  return hash.digest("hex").slice(0, 8);
}

function hashInto(hash: ReturnType<typeof createHash>, path: string): void {
  if (!statSync(path).isDirectory()) hash.update(path).update(readFileSync(path));
  else for (const name of readdirSync(path).toSorted()) hashInto(hash, join(path, name));
}
