#!/usr/bin/env node
/**
 * Stands in for Prisma's native `schema-engine` binary, which cannot be downloaded offline: the same JSON-RPC on
 * stdio and the same one-shot commands, over @prisma/schema-engine-wasm and @prisma/adapter-pg.
 * prisma.config.ts names it in PRISMA_SCHEMA_ENGINE_BINARY; `SE_DEBUG=1` shows the engine's own log.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { answerRequests } from "./json-rpc.mjs";

const wasmPackage = "@prisma/schema-engine-wasm";
const argv = process.argv.slice(2);

/** The engine's build id, as the native binary prints it; the CLI reads the last word. */
function printVersion() {
  const entry = createRequire(import.meta.url).resolve(wasmPackage);
  const { version } = JSON.parse(readFileSync(entry.replace("schema_engine.js", "package.json"), "utf8"));
  console.log(`schema-engine-cli ${version.split(".").pop()}`);
}

/** Values that follow each occurrence of a flag, in order. */
function valuesOf(flag) {
  return argv.flatMap((argument, index) => (argument === flag ? [argv[index + 1]] : []));
}

const datasource = JSON.parse(valuesOf("--datasource").at(-1) ?? "{}");

// Imports wait for the branch: `prisma generate` asks for nothing but the version and should not load an engine.
if (argv.includes("--version")) {
  printVersion();
} else if (argv.includes("cli")) {
  const { runOneShot } = await import("./one-shot.mjs");
  process.exitCode = await runOneShot(argv[argv.indexOf("cli") + 1], datasource.url);
} else {
  const { createEngineCaller } = await import("./engine-caller.mjs");
  const schemas = valuesOf("--datamodels").map((path) => [path, readFileSync(path, "utf8")]);
  answerRequests(createEngineCaller(schemas, datasource));
}
