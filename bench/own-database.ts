import pg from "pg";

/** Creates a database on the server that `server` leads to, unless it is there. Its address. */
export async function openDatabase(server: string, name: string): Promise<string> {
  const there = await onServer(server, `SELECT 1 FROM pg_database WHERE datname = '${name}'`);
  if (there === 0) await onServer(server, `CREATE DATABASE ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

export async function dropDatabase(server: string, name: string): Promise<void> {
  await onServer(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
}

/** How many rows the statement gave. */
export async function onServer(server: string, statement: string): Promise<number> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    return (await client.query(statement)).rowCount ?? 0;
  } finally {
    await client.end();
  }
}
