import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import { createDatabase } from "./admin-database.mjs";
import { createAdapterFactory } from "./adapter-factory.mjs";

const noDatabase = "postgresql://unset:unset@127.0.0.1:1/unset";
const fileSides = new Set(["empty", "schemaDatamodel", "migrations"]);
const needsShadowFactory = new Set(["evaluateDataLoss", "createMigration"]);

/** A Rust panic reaches us as an uncaught error; the CLI expects exit code 101 and one JSON line on stderr. */
function reportPanics() {
  let panic = "";
  globalThis.PRISMA_WASM_PANIC_REGISTRY = {
    set_message: (message) => (panic = message),
    get: () => panic,
  };
  process.on("uncaughtException", (error) => {
    const fields = { message: panic || String(error), backtrace: error.stack };
    console.error(JSON.stringify({ level: "ERROR", fields }));
    process.exit(101);
  });
}

/** The package's own entry imports the .wasm file as a module, which only bundlers can; this does it by hand. */
async function loadWasm() {
  const bindings = await import("@prisma/schema-engine-wasm/schema_engine_bg");
  const entry = createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm");
  const bytes = readFileSync(entry.replace("schema_engine.js", "schema_engine_bg.wasm"));
  const { instance } = await WebAssembly.instantiate(bytes, { "./schema_engine_bg.js": bindings });
  bindings.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  return bindings;
}

/** Asks one engine and brings its answer into the native engine's form. */
async function ask(engine, method, params, print) {
  if (method === "getDatabaseVersion") return engine.version(params);
  // The WASM engine holds its shadow-database factory only after devDiagnostic on the same instance.
  if (needsShadowFactory.has(method)) {
    await engine.devDiagnostic({ migrationsList: params.migrationsList, filters: params.filters });
  }
  const result = await engine[method](params);
  if (method !== "diff") return result ?? {};
  if (typeof result.stdout === "string") print(result.stdout);
  return { exitCode: result.exitCode };
}

/** `migrate diff` between files reads no database, but the engine asks one for its version all the same. */
function comparesFiles(method, params) {
  return method === "diff" && fileSides.has(params.from.tag) && fileSides.has(params.to.tag);
}

async function withMemoryDatabase(work) {
  const { startMemoryDatabase } = await import("./memory-database.mjs");
  const server = await startMemoryDatabase();
  try {
    return await work(server.databaseUrl);
  } finally {
    await server.close();
  }
}

/**
 * @param schemas [path, text] of each schema file the CLI named
 * @param datasource {url?, shadowDatabaseUrl?} from prisma.config.ts
 * @returns (method, params, print) → the native engine's result for that JSON-RPC method
 */
export function createEngineCaller(schemas, datasource) {
  reportPanics();
  const url = datasource.url ?? noDatabase;
  let wasm;

  async function callOn(databaseUrl, method, params, print) {
    wasm ??= loadWasm();
    const { SchemaEngine } = await wasm;
    const factory = createAdapterFactory(databaseUrl, datasource.shadowDatabaseUrl);
    // A fresh engine for each call: one that has applied migrations cannot make shadow databases any more.
    const engine = await SchemaEngine.new(
      { datamodels: schemas.length > 0 ? schemas : undefined },
      (line) => process.env.SE_DEBUG && console.error(line),
      bindMigrationAwareSqlAdapterFactory(factory),
    );
    try {
      return await ask(engine, method, params, print);
    } finally {
      // A session left open would keep the migrate advisory lock and block the next call.
      await factory.disposeAll();
    }
  }

  return async function call(method, params, print) {
    if (method === "createDatabase") return createDatabase(params?.datasource?.url ?? url);
    if (comparesFiles(method, params)) return withMemoryDatabase((memory) => callOn(memory, method, params, print));
    return callOn(url, method, params, print);
  };
}
