import { fileURLToPath } from "node:url";
import { defineConfig } from "prisma/config";

// Vercel downloads Prisma's native schema engine as usual; elsewhere its WebAssembly twin works without a download.
if (process.env.VERCEL === undefined) {
  process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= fileURLToPath(new URL("./dev/prisma/schema-engine.mjs", import.meta.url));
}

/** Nothing listens there: commands that need no database work, the others say that they cannot reach one. */
const noDatabase = "postgresql://set-DATABASE_URL@127.0.0.1:1/set-DATABASE_URL";

export default defineConfig({
  schema: "prisma/schema.prisma",
  migrations: { path: "prisma/migrations" },
  // Migrations take a lock that a pooled connection cannot hold.
  datasource: { url: process.env.DATABASE_URL_UNPOOLED ?? process.env.DATABASE_URL ?? noDatabase },
});
