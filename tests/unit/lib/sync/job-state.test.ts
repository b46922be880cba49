import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

/** Columns that tell how a job stands, and that belong together in each of its transitions. */
const columns = [
  "fence",
  "lease_until",
  "attempts",
  "finished_at",
  "active_wallet_id",
  "resumes_at",
  "waiting_for",
  "watchdog_at",
  "proof_checks",
  "error_detail",
];
const written = new RegExp(`(?<![.\\w])(?:${columns.join("|")}) = (?!\\$\\{)`);
const statement = /UPDATE sync_job|INSERT INTO sync_job|syncJob\.(?:update|create|upsert|delete)/;

const files = readdirSync("lib", { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts") && !file.startsWith("generated"))
  .map((file) => ({ file, text: readFileSync(join("lib", file), "utf8") }));

test("a job's state is written in one file", () => {
  const writers = files.filter(({ text }) => statement.test(text)).filter(({ text }) => written.test(text));
  expect(writers.map(({ file }) => file)).toEqual(["sync/job-state.ts"]);
});

test("every other statement on a job takes its transition from there, or notes what a person did", () => {
  const setting = /UPDATE sync_job(?: j\s+SET \$\{|\s+SET (?:dismissed_at|rules_changed) = )/g;
  const all = /UPDATE sync_job\b(?! \()/g;
  const others = files.filter(({ text }) => (text.match(all) ?? []).length !== (text.match(setting) ?? []).length);
  expect(others.map(({ file }) => file)).toEqual([]);
});

test("only the adapter knows the queue's client", () => {
  const clients = files.filter(({ text }) => text.includes("@upstash/qstash")).map(({ file }) => file);
  expect(clients).toEqual(["queue/qstash-deliveries.ts", "queue/qstash.ts"]);
});
