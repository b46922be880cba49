import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "../..");
const read = (path: string) => readFileSync(join(root, path), "utf8");

const folders = ["app", "bench", "dev", "docs", "lib", "prisma", "tests"];

/** Files in these folders, and beside them; what is made by a tool is no part of the repository. */
function filesOf(extension: RegExp): string[] {
  const inFolders = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((path) => join(folder, path)),
  );
  return [...readdirSync(root), ...inFolders]
    .filter((path) => extension.test(path) && !path.startsWith("lib/generated/"))
    .sort();
}

const documents = filesOf(/\.md$/);
const sources = filesOf(/\.(?:ts|tsx|mjs|sql|prisma)$/).filter((path) => path !== "tests/unit/docs.test.ts");
const wholePath = new RegExp(`(?<![\\w./@-])(?:\\.ci|\\.github|${folders.join("|")})/[\\w./()[\\]-]*[\\w)\\]]`, "g");
const fileName = /^[\w.-]+\.(?:ts|tsx|mjs|json|md|yml|sql|prisma)$/;

/** Paths that a document names in code: from the root, or the name of a file in it. */
function pathsNamed(text: string): string[] {
  const blocks = [...text.matchAll(/```[\s\S]*?```/g)].map(([block]) => block);
  const inline = [...text.replace(/```[\s\S]*?```/g, "").matchAll(/`([^`\n]+)`/g)].map(([, code = ""]) => code);
  return [...blocks, ...inline].flatMap((code) => (fileName.test(code) ? [code] : (code.match(wholePath) ?? [])));
}

function commandsNamed(text: string): string[] {
  return [...text.matchAll(/npm run ([\w:-]+)/g)].map(([, name = ""]) => name);
}

interface Link {
  readonly target: string;
  readonly anchor: string;
}

/** Links within the repository. */
function linksIn(text: string): Link[] {
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, href = ""]) => {
    if (/^[a-z]+:/.test(href)) return [];
    const [target = "", anchor = ""] = href.split("#");
    return [{ target, anchor }];
  });
}

/** Headings as GitHub makes anchors of them. */
function anchorsIn(text: string): string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/[^\w\s-]/g, "")
      .replaceAll(" ", "-"),
  );
}

const targetOf = (document: string, { target }: Link) =>
  target === "" ? document : normalize(join(dirname(document), target));

/** What a document names that is not there. */
function missingIn(document: string, text: string): string[] {
  const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
  const paths = pathsNamed(text).filter((path) => !existsSync(join(root, path)));
  const commands = commandsNamed(text).filter((name) => scripts[name] === undefined);
  const links = linksIn(text).filter((link) => {
    const path = targetOf(document, link);
    if (!existsSync(join(root, path))) return true;
    return link.anchor !== "" && !anchorsIn(path === document ? text : read(path)).includes(link.anchor);
  });
  return [
    ...paths,
    ...commands.map((name) => `npm run ${name}`),
    ...links.map(({ target, anchor }) => `${target}${anchor && `#${anchor}`}`),
  ];
}

/** Rows of the table below a heading, cell by cell. */
function tableBelow(text: string, heading: string): string[][] {
  const section = text.split(`## ${heading}\n`)[1]?.split("\n## ")[0] ?? "";
  const lines = section.split("\n").filter((line) => line.startsWith("|"));
  return lines.slice(2).map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

describe("the documents", () => {
  it("name only paths, commands and headings that are there", () => {
    const missing = documents.flatMap((path) => missingIn(path, read(path)).map((name) => `${path}: ${name}`));
    expect(missing).toEqual([]);
    expect(documents.flatMap((path) => pathsNamed(read(path))).length).toBeGreaterThan(200);
  });

  it("would be caught naming others", () => {
    const text =
      "# A b\n`lib/pools/x.ts` [x](docs/no.md) [y](#c) [z](#a-b) `npm run nothing` `lib/sync` `gone.ts`\n```\nlib/not/here.ts\n```";
    expect(missingIn("README.md", text)).toEqual([
      "lib/not/here.ts",
      "lib/pools/x.ts",
      "gone.ts",
      "npm run nothing",
      "docs/no.md",
      "#c",
    ]);
  });

  it("are all reached from CONTRIBUTING.md", () => {
    const reached = new Set(["CONTRIBUTING.md"]);
    for (const document of reached)
      for (const link of linksIn(read(document))) {
        const path = targetOf(document, link);
        if (path.endsWith(".md")) reached.add(path);
      }
    expect(documents.filter((path) => !reached.has(path))).toEqual([]);
  });

  it("have decisions that are numbered without a gap and say what, why and what follows", () => {
    const decisions = documents.filter((path) => path.startsWith("docs/decisions/"));
    expect(decisions.map((path) => path.slice("docs/decisions/".length, "docs/decisions/0000".length))).toEqual(
      decisions.map((_, index) => String(index + 1).padStart(4, "0")),
    );
    const headings = decisions.map((path) => [...read(path).matchAll(/^## (.+)$/gm)].map(([, heading]) => heading));
    expect(headings).toEqual(decisions.map(() => ["Context", "Decision", "Consequences", "Not taken"]));
  });
});

describe("docs/architecture.md", () => {
  const text = read("docs/architecture.md");

  it("has the ladder of lib/ladder.json, rung by rung", () => {
    const ladder = JSON.parse(read("lib/ladder.json")) as { rung: string; folders: string[] }[];
    const rows = tableBelow(text, "The ladder").map(([rung, folder]) => [rung, folder]);
    expect(rows).toEqual(
      ladder.flatMap(({ folders: each }, rung) => each.map((folder) => [String(rung), `\`lib/${folder}\``])),
    );
  });

  it("has a line for each table of the database", () => {
    const models = [...read("prisma/schema.prisma").matchAll(/^ {2}@@map\("(\w+)"\)/gm)].map(([, name = ""]) => name);
    const rows = tableBelow(text, "The data").flatMap(([name = ""]) => /^`(\w+)`$/.exec(name)?.[1] ?? []);
    expect(rows.toSorted()).toEqual(models.toSorted());
  });
});

describe("comments in code", () => {
  const comment = /^\s*(?:\/?\*\*?|\/\/\/?|--)\s.*|\s\/\/\s.*$/gm;
  const named = new RegExp(
    `(?<![\\w./@-])(?:${folders.join("|")})/[\\w./()[\\]-]+\\.(?:ts|tsx|mjs|sql|json|md)\\b`,
    "g",
  );
  const pathsIn = (source: string) => (source.match(comment) ?? []).flatMap((line) => line.match(named) ?? []);

  it("name only files that are there", () => {
    const gone = sources.flatMap((source) =>
      pathsIn(read(source))
        .filter((path) => !existsSync(join(root, path)))
        .map((path) => `${source}: ${path}`),
    );
    expect(sources.length).toBeGreaterThan(700);
    expect(gone).toEqual([]);
  });

  it("name no document that is not in the repository", () => {
    const absent = sources.flatMap((source) =>
      (read(source).match(comment) ?? [])
        .flatMap((line) => [...line.matchAll(/(?<![\w./-])[\w./-]+\.md\b/g)].map(([path]) => path))
        .filter((path) => !existsSync(join(root, path)))
        .map((path) => `${source}: ${path}`),
    );
    expect(absent).toEqual([]);
  });

  it("would be caught naming others", () => {
    expect(pathsIn("/** See lib/gone.ts. */\nconst x = 1; // dev/gone.mjs\nconst y = 'lib/text.ts';")).toEqual([
      "lib/gone.ts",
      "dev/gone.mjs",
    ]);
  });
});
