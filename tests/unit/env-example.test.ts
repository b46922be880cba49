import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

/** Names in capitals followed by the given end. */
function names(file: string, pattern: RegExp): string[] {
  return [...readFileSync(file, "utf8").matchAll(pattern)].map((match) => match[1] ?? "").sort();
}

it(".env.example explains every variable that lib/env.ts reads", () => {
  const read = names("lib/env.ts", /^ {2}([A-Z][A-Z_]+):/gm);
  const explained = new Set(names(".env.example", /\b([A-Z][A-Z_]+)\b/g));
  expect(read.filter((name) => name !== "NODE_ENV" && !explained.has(name))).toEqual([]);
  expect(read.length).toBeGreaterThan(15);
});
