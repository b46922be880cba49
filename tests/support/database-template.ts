import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { PGlite } from "@electric-sql/pglite";
import type { TestProject } from "vitest/node";
import { applyMigrations } from "@/dev/postgres/apply-migrations";
import { extensions } from "@/dev/postgres/extensions";

const fromRoot = (name: string) => fileURLToPath(new URL(`../../${name}`, import.meta.url));
export const migrationsDir = fromRoot("prisma/migrations");
const cacheDir = fromRoot("node_modules/.cache/database-template");

declare module "vitest" {
  interface ProvidedContext {
    /** File with the dump of a migrated PGlite, which every test file starts from. */
    databaseTemplate: string;
  }
}

/** Migrates one embedded database for all test files, and for later runs until a migration or PGlite changes. */
export default async function setup(project: TestProject): Promise<void> {
  const file = path.join(cacheDir, `${fingerprint()}.tar`);
  if (!existsSync(file)) await write(file);
  project.provide("databaseTemplate", file);
}

function fingerprint(): string {
  const hash = createHash("sha256").update(readFileSync(fromRoot("node_modules/@electric-sql/pglite/package.json")));
  for (const name of readdirSync(migrationsDir, { recursive: true, encoding: "utf8" }).sort()) {
    if (name.endsWith(".sql")) hash.update(name).update(readFileSync(path.join(migrationsDir, name)));
  }
  return hash.digest("hex").slice(0, 16);
}

/** Under another name first, so that no run beside this one reads half of it. */
async function write(file: string): Promise<void> {
  const db = await PGlite.create({ extensions });
  await applyMigrations(db, migrationsDir);
  // Whatever a start would have to unpack or to play again: the databases that nobody makes others from, and the log.
  await db.query("UPDATE pg_database SET datistemplate = false");
  for (const name of ["template0", "template1"]) await db.query(`DROP DATABASE ${name}`);
  await db.query("CHECKPOINT");
  const dump = Buffer.from(await (await db.dumpDataDir("none")).arrayBuffer());
  await db.close();
  mkdirSync(cacheDir, { recursive: true });
  for (const older of readdirSync(cacheDir)) if (older.endsWith(".tar")) rmSync(path.join(cacheDir, older));
  writeFileSync(`${file}.${String(process.pid)}`, dump);
  renameSync(`${file}.${String(process.pid)}`, file);
}
