import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

/** Names in capitals followed by the given end. */
function names(file: string, pattern: RegExp): string[] {
  return [...readFileSync(file, "utf8").matchAll(pattern)].map((match) => match[1] ?? "").sort();
}

/** What reads the environment of the app: no file of `app` or `lib` but lib/env.ts may. */
const readers = ["lib/env.ts", "prisma.config.ts", "instrumentation.ts"];

it(".env.example explains every variable that lib/env.ts reads", () => {
  const read = names("lib/env.ts", /^ {2}([A-Z][A-Z_]+):/gm);
  const explained = new Set(names(".env.example", /\b([A-Z][A-Z_]+)\b/g));
  expect(read.filter((name) => name !== "NODE_ENV" && !explained.has(name))).toEqual([]);
  expect(read.length).toBeGreaterThan(15);
});

it(".env.example sets no variable that nobody reads", () => {
  const read = readers.map((file) => readFileSync(file, "utf8")).join("\n");
  const set = names(".env.example", /^([A-Z][A-Z_]+)=/gm);
  expect(set.filter((name) => !new RegExp(`\\b${name}\\b`).test(read))).toEqual([]);
});

it(".env.example gives the values that hold without it", () => {
  const defaults = [...readFileSync("lib/env.ts", "utf8").matchAll(/^ {2}([A-Z][A-Z_]+): (.+),$/gm)].flatMap(
    ([, name = "", schema = ""]) => {
      const value = /count\(([\d_]+)\)|flag\(\["(\w+)"|z\.enum\(.*\.default\("(\w+)"\)/
        .exec(schema)
        ?.slice(1)
        .find(Boolean);
      return value === undefined || name === "NODE_ENV" ? [] : [`${name}=${value.replaceAll("_", "")}`];
    },
  );
  const given = readFileSync(".env.example", "utf8").match(/^[A-Z][A-Z_]+=.+$/gm) ?? [];
  expect(given.toSorted()).toEqual(defaults.toSorted());
  expect(defaults.length).toBeGreaterThan(10);
});
