import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { PGlite } from "@electric-sql/pglite";
import type { TestProject } from "vitest/node";
import { applyMigrations } from "@/dev/postgres/apply-migrations";
import { extensions } from "@/dev/postgres/extensions";

export const migrationsDir = fileURLToPath(new URL("../../prisma/migrations", import.meta.url));

declare module "vitest" {
  interface ProvidedContext {
    /** File with the dump of a migrated PGlite, which every test file starts from. */
    databaseTemplate: string;
  }
}

/** Migrates one embedded database for all test files: to load its dump takes a fraction of the time. */
export default async function setup(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(path.join(tmpdir(), "database-template-"));
  const file = path.join(folder, "migrated.tar");
  const db = await PGlite.create({ extensions });
  await applyMigrations(db, migrationsDir);
  writeFileSync(file, Buffer.from(await (await db.dumpDataDir("none")).arrayBuffer()));
  await db.close();
  project.provide("databaseTemplate", file);
  return () => rmSync(folder, { recursive: true });
}
