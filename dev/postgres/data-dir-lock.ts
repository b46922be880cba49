import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

interface Owner {
  pid: number;
  /** Tells a process from a later one with the same pid; "" where the system does not say. */
  startedAt: string;
}

/** The kernel's start time of a process, on Linux; containers reuse pids from one run to the next. */
function startTimeOf(pid: number): string {
  try {
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fieldsAfterName = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return `${boot}/${fieldsAfterName[19] ?? ""}`;
  } catch {
    return "";
  }
}

function isRunning({ pid, startedAt }: Owner): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
  return startedAt === startTimeOf(pid);
}

function readOwner(file: string): Owner | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Owner;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    return { pid: 0, startedAt: "unreadable" };
  }
}

/** Links a complete file into place, so that nobody ever reads a half-written lock. False when there is one. */
function tryCreate(file: string, owner: Owner): boolean {
  const draft = `${file}.${owner.pid}`;
  writeFileSync(draft, JSON.stringify(owner));
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    return false;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Moves a dead owner's lock away. If another process replaced it in that instant, its lock is put back. */
function removeStale(file: string, stale: Owner): void {
  const aside = `${file}.${process.pid}.stale`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return;
    throw error;
  }
  const moved = readOwner(aside);
  if (moved?.pid === stale.pid && moved.startedAt === stale.startedAt) rmSync(aside, { force: true });
  else renameSync(aside, file);
}

/**
 * Makes this process the only owner of a data folder, by a lock file beside it (`<folder>.lock`). The lock of a
 * process that no longer runs is taken over.
 * @returns a function that gives the folder free. Throws when a running process owns it.
 */
export function lockDataDir(dataDir: string): () => void {
  const file = `${dataDir.replace(/\/+$/, "")}.lock`;
  mkdirSync(dirname(file), { recursive: true });
  const self = { pid: process.pid, startedAt: startTimeOf(process.pid) };
  while (!tryCreate(file, self)) {
    const owner = readOwner(file);
    if (owner === undefined) continue;
    if (owner.pid > 0 && isRunning(owner)) {
      throw new Error(`the database in ${dataDir} is in use by process ${owner.pid}; stop it or set LOCAL_DATA_DIR`);
    }
    removeStale(file, owner);
  }
  return () => rmSync(file, { force: true });
}
