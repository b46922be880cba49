import { createDatabase, databaseName, dropDatabase, runOn } from "./admin-database.mjs";

const commands = {
  "can-connect-to-database": (url) => runOn(url, "SELECT 1"),
  "create-database": createDatabase,
  "drop-database": dropDatabase,
};

/** PostgreSQL's error → Prisma's code and sentence. */
function explain(error, url) {
  const { host, hostname } = new URL(url);
  if (error.code === "3D000") return ["P1003", `Database \`${databaseName(url)}\` does not exist`];
  if (error.code === "28P01" || error.code === "28000") {
    return ["P1000", `Authentication failed against database server at \`${hostname}\``];
  }
  return ["P1001", `Can't reach database server at \`${host}\` (${error.code ?? error.message})`];
}

function printFailure(code, message) {
  console.error("{}"); // the CLI drops the first line of stderr
  const fields = { message, error_code: code, is_panic: false, meta: null };
  const timestamp = new Date().toISOString();
  console.error(JSON.stringify({ timestamp, level: "ERROR", fields, target: "schema_engine::logger" }));
}

/**
 * `schema-engine cli <command>`: what the Prisma CLI asks outside of JSON-RPC.
 * @returns the process's exit code
 */
export async function runOneShot(command, url) {
  const run = commands[command];
  if (run === undefined || url === undefined) {
    printFailure("P0000", run === undefined ? `unknown command ${command}` : "no database URL is set");
    return 1;
  }
  try {
    await run(url);
    return 0;
  } catch (error) {
    printFailure(...explain(error, url));
    return 1;
  }
}
