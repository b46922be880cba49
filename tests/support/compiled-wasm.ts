import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const fromModules = (name: string) => fileURLToPath(new URL(`../../node_modules/${name}`, import.meta.url));
const postgres = "@electric-sql/pglite/dist/pglite.wasm";
const queryCompiler = "@prisma/client/runtime/query_compiler_small_bg.postgresql.wasm-base64.mjs";

const held: WebAssembly.Module[] = [];

/**
 * Test files with a database are threads of this process. For as long as it holds a module, V8 has one compilation of it for
 * all of them; otherwise each file compiles and optimises PostgreSQL and Prisma anew, a third of its time.
 */
export default async function setup(): Promise<void> {
  const { wasm } = (await import(/* @vite-ignore */ fromModules(queryCompiler))) as { wasm: string };
  const sources = [readFileSync(fromModules(postgres)), Buffer.from(wasm, "base64")];
  held.push(...(await Promise.all(sources.map((bytes) => WebAssembly.compile(new Uint8Array(bytes))))));
}
