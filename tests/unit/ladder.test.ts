import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "../..");
const ladder = (
  JSON.parse(readFileSync(join(root, "lib/ladder.json"), "utf8")) as { rung: string; folders: string[] }[]
).flatMap(({ folders }) => folders);

/** TypeScript files of a folder, as paths from the root. */
function filesOf(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.parentPath.includes("generated"))
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1));
}

const files = ["lib", "app"].flatMap(filesOf);
const known = new Set(files);
const imports = new Map(
  files.map((file) => {
    const text = readFileSync(join(root, file), "utf8");
    const named = [...text.matchAll(/(?:from|import\()\s*"@\/([^"]+)"/g)].map(([, path = ""]) => path);
    return [file, named.flatMap((path) => [`${path}.ts`, `${path}.tsx`].filter((each) => known.has(each)))] as const;
  }),
);

/** The rung of a file of `lib`: its folder, or itself where it stands in none. */
function rungOf(file: string): string {
  return file.split("/")[1] ?? "";
}

/** Nodes that lie on a circle, each as the circle that leads back to it. */
function circles(graph: ReadonlyMap<string, readonly string[]>): string[] {
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (node: string, path: readonly string[]) => {
    const before = path.indexOf(node);
    if (before !== -1) found.push([...path.slice(before), node].join(" → "));
    if (before !== -1 || done.has(node)) return;
    for (const next of graph.get(node) ?? []) visit(next, [...path, node]);
    done.add(node);
  };
  for (const node of graph.keys()) visit(node, []);
  return found;
}

describe("the ladder", () => {
  it("names every folder and file of lib, each once", () => {
    const there = readdirSync(join(root, "lib")).filter((name) => !["generated", "ladder.json"].includes(name));
    expect([...ladder].sort()).toEqual(there.sort());
  });

  it("reads the imports of the whole code", () => {
    expect(files.length).toBeGreaterThan(500);
    expect([...imports.values()].flat().length).toBeGreaterThan(2_000);
  });

  it("has no import that climbs", () => {
    const climbing = [...imports].flatMap(([file, targets]) =>
      targets
        .filter((target) => file.startsWith("lib/") && target.startsWith("lib/"))
        .filter((target) => ladder.indexOf(rungOf(target)) > ladder.indexOf(rungOf(file)))
        .map((target) => `${file} → ${target}`),
    );
    expect(climbing).toEqual([]);
  });

  it("has no circle between files", () => {
    expect(circles(imports)).toEqual([]);
  });

  it("finds a circle where there is one", () => {
    expect(
      circles(
        new Map([
          ["a", ["b"]],
          ["b", ["c"]],
          ["c", ["b"]],
        ]),
      ),
    ).toEqual(["b → c → b"]);
  });
});
