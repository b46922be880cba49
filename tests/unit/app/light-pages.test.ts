import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";

const clientFiles = readdirSync("app", { recursive: true, encoding: "utf8" })
  .filter((name) => /\.tsx?$/.test(name))
  .map((name) => join("app", name))
  .filter((file) => /^"use client";/.test(readFileSync(file, "utf8")));

/** What a file needs when it runs: an import of types alone leaves nothing behind. */
function neededBy(file: string): string[] {
  return [...readFileSync(file, "utf8").matchAll(/^(?:import|export) (?!type )([^;]*?) from "([^"]+)";/gm)].flatMap(
    ([, what = "", from = ""]) => {
      const names = /^\{([^}]*)\}$/.exec(what)?.[1]?.split(",") ?? [what];
      return names.some((name) => name.trim() !== "" && !name.trim().startsWith("type ")) ? [from] : [];
    },
  );
}

function fileOf(from: string, importer: string): string | undefined {
  if (!/^(?:@\/|\.)/.test(from)) return undefined;
  const base = from.startsWith("@/") ? from.slice(2) : join(dirname(importer), from);
  return [`${base}.ts`, `${base}.tsx`].find(existsSync);
}

/** Whether what a browser loads for a file brings the checker of schemas along, which is as large as half of React. */
function bringsZod(file: string, seen = new Set<string>()): boolean {
  if (seen.has(file)) return false;
  seen.add(file);
  return neededBy(file).some((from) => {
    const next = fileOf(from, file);
    return from === "zod" || (next !== undefined && bringsZod(next, seen));
  });
}

test("no page but these brings schemas into the browser", () => {
  expect(clientFiles.length).toBeGreaterThan(50);
  expect(clientFiles.filter((file) => bringsZod(file)).sort()).toEqual([
    "app/(dashboard)/activity/[id]/edit-panel.tsx",
    "app/(dashboard)/activity/relabel-card.tsx",
    "app/(dashboard)/settings/rule-list.tsx",
  ]);
});
