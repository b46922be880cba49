import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { lockDataDir } from "@/dev/postgres/data-dir-lock";

let folder: string;
let dataDir: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "data-dir-lock-"));
  dataDir = join(folder, "pg");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function deadPid(): Promise<number> {
  const child = spawn(process.execPath, ["-e", ""]);
  await once(child, "exit");
  return child.pid ?? 0;
}

test("a folder in use is refused with the owner's pid, and free again afterwards", () => {
  const unlock = lockDataDir(dataDir);
  expect(() => lockDataDir(`${dataDir}/`)).toThrow(
    `the database in ${dataDir}/ is in use by process ${process.pid}; stop it or set LOCAL_DATA_DIR`,
  );
  unlock();
  expect(existsSync(`${dataDir}.lock`)).toBe(false);
  lockDataDir(dataDir)();
});

test("the lock of a process that has died is taken over", async () => {
  writeFileSync(`${dataDir}.lock`, JSON.stringify({ pid: await deadPid(), startedAt: "" }));
  const unlock = lockDataDir(dataDir);
  expect(JSON.parse(readFileSync(`${dataDir}.lock`, "utf8"))).toMatchObject({ pid: process.pid });
  unlock();
});

test.runIf(process.platform === "linux")("so is one whose pid now belongs to another process", () => {
  writeFileSync(`${dataDir}.lock`, JSON.stringify({ pid: process.pid, startedAt: "another boot/1" }));
  lockDataDir(dataDir)();
  expect(existsSync(`${dataDir}.lock`)).toBe(false);
});

test("so is a lock that cannot be read", () => {
  writeFileSync(`${dataDir}.lock`, "");
  lockDataDir(dataDir)();
  expect(existsSync(`${dataDir}.lock`)).toBe(false);
});
