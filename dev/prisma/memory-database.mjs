import { fileURLToPath } from "node:url";
import { tsImport } from "tsx/esm/api";

/** A throw-away PGlite in this process, reached through our own wire adapter: {databaseUrl, close()}. */
export async function startMemoryDatabase() {
  const tsconfig = fileURLToPath(new URL("../../tsconfig.json", import.meta.url));
  const { startPostgres } = await tsImport("../postgres/server.ts", { parentURL: import.meta.url, tsconfig });
  return startPostgres({});
}
