import pg from "pg";

const connectTimeoutMs = 10_000;

/** Discrete fields rather than a connection string, which would win over a `database` set beside it. */
export function connectionConfig(url) {
  const parsed = new URL(url);
  const needsTls = ["require", "verify-ca", "verify-full"].includes(parsed.searchParams.get("sslmode") ?? "");
  return {
    host: parsed.hostname,
    port: Number(parsed.port || 5432),
    user: decodeURIComponent(parsed.username),
    password: decodeURIComponent(parsed.password) || undefined,
    database: databaseName(url),
    max: 1,
    connectionTimeoutMillis: connectTimeoutMs,
    ...(needsTls ? { ssl: true } : {}),
  };
}

export function databaseName(url) {
  return decodeURIComponent(new URL(url).pathname.slice(1));
}

/** Runs one statement over a connection of its own; `database` overrides the URL's. */
export async function runOn(url, sql, database = databaseName(url)) {
  const client = new pg.Client({ ...connectionConfig(url), database });
  await client.connect();
  try {
    return await client.query(sql);
  } finally {
    await client.end();
  }
}

const quoted = (name) => `"${name.replaceAll('"', '""')}"`;

export async function createDatabase(url) {
  const name = databaseName(url);
  await runOn(url, `CREATE DATABASE ${quoted(name)}`, "postgres");
  return { databaseName: name };
}

export async function dropDatabase(url) {
  await runOn(url, `DROP DATABASE IF EXISTS ${quoted(databaseName(url))}`, "postgres");
}

/** True for PGlite, which has a single database and cannot make another. */
export async function isEmbedded(url) {
  const { rows } = await runOn(url, "SELECT version() AS version");
  return /emscripten|wasm/i.test(rows[0].version);
}
