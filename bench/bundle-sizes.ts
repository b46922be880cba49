import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { z } from "zod";

export interface Bundle {
  /** As `/api/wallets`. */
  readonly route: string;
  readonly bytes: number;
  /** What it consists of, the largest first: a package's name, or where in the build the code lies. */
  readonly parts: readonly { readonly name: string; readonly bytes: number }[];
}

const server = join(".next", "server", "app");
const traceSchema = z.object({ files: z.array(z.string()) });

/** What a platform packs for each route of the build in `.next`, with Next's own server; the largest first. */
export function bundleSizes(): Bundle[] {
  const everywhere = tracedBy(join(".next", "next-minimal-server.js.nft.json"));
  return readdirSync(server, { recursive: true, encoding: "utf8" })
    .filter((name) => /\/(?:route|page)\.js\.nft\.json$/.test(name))
    .map((name) => join(server, name))
    .map((trace) => {
      const own = trace.slice(0, -".nft.json".length);
      const files = new Set([own, ...tracedBy(trace), ...everywhere]);
      return { route: `/${relative(server, dirname(trace))}`, ...sumOf(files) };
    })
    .sort((a, b) => b.bytes - a.bytes);
}

function tracedBy(trace: string): string[] {
  const { files } = traceSchema.parse(JSON.parse(readFileSync(trace, "utf8")));
  return files.map((file) => join(dirname(trace), file));
}

function sumOf(files: ReadonlySet<string>): Omit<Bundle, "route"> {
  const parts = new Map<string, number>();
  for (const file of files) {
    const stat = statSync(file, { throwIfNoEntry: false });
    if (stat?.isFile() === true) parts.set(partOf(file), (parts.get(partOf(file)) ?? 0) + stat.size);
  }
  return {
    bytes: [...parts.values()].reduce((sum, each) => sum + each, 0),
    parts: [...parts].map(([name, bytes]) => ({ name, bytes })).sort((a, b) => b.bytes - a.bytes),
  };
}

const partOf = (file: string): string =>
  /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? "the app's chunks";
