import { PrismaPg } from "@prisma/adapter-pg";
import { connectionConfig, isEmbedded, runOn } from "./admin-database.mjs";

const charOid = 18;
const bpcharOid = 1042;
const characterColumn = 6;

/**
 * adapter-pg refuses the catalog type "char" (oid 18), which the schema describer selects (prisma#27403):
 * let it pass as bpchar and label the column as a character afterwards.
 */
function readCharColumns(queryable) {
  const queryRaw = queryable.queryRaw;
  queryable.queryRaw = async function (query) {
    const result = await this.performIO(query);
    const chars = result.fields.filter((field) => field.dataTypeID === charOid);
    const positions = chars.map((field) => result.fields.indexOf(field));
    for (const field of chars) field.dataTypeID = bpcharOid;
    const answered = Object.create(this, { performIO: { value: () => Promise.resolve(result) } });
    const rows = await queryRaw.call(answered, query);
    for (const position of positions) rows.columnTypes[position] = characterColumn;
    return rows;
  };
  const startTransaction = queryable.startTransaction?.bind(queryable);
  if (startTransaction) {
    queryable.startTransaction = async (isolation) => readCharColumns(await startTransaction(isolation));
  }
  return queryable;
}

/** adapter-pg cuts a script at each semicolon, also inside a function's body: pass it on whole, as the native engine does. */
function runScriptsWhole(adapter) {
  adapter.executeScript = async (script) => {
    await adapter.underlyingDriver().query(script);
  };
  return adapter;
}

/** Makes dispose harmless to repeat, and runs `after` once the adapter's own connections are gone. */
function disposeOnce(adapter, after) {
  const dispose = adapter.dispose.bind(adapter);
  const disposeAll = async () => {
    await dispose();
    await after?.(); // awaited, not returned: the engine insists on an empty answer
  };
  let disposed;
  adapter.dispose = () => (disposed ??= disposeAll());
  return adapter;
}

async function connectTo(url, database) {
  const schema = new URL(url).searchParams.get("schema");
  const config = database === undefined ? connectionConfig(url) : { ...connectionConfig(url), database };
  return runScriptsWhole(readCharColumns(await new PrismaPg(config, schema === null ? {} : { schema }).connect()));
}

/** An embedded database cannot make a second one, so its shadow is a process-local throw-away. */
async function connectToMemory() {
  const { startMemoryDatabase } = await import("./memory-database.mjs");
  const server = await startMemoryDatabase();
  return disposeOnce(await connectTo(server.databaseUrl), () => server.close());
}

/** adapter-pg 7.10 drops its shadow database while still connected to it, so the drop fails and it stays for ever. */
async function connectToOwnDatabase(url) {
  const name = `prisma_migrate_shadow_db_${crypto.randomUUID()}`;
  await runOn(url, `CREATE DATABASE "${name}"`);
  return disposeOnce(await connectTo(url, name), () => runOn(url, `DROP DATABASE "${name}" WITH (FORCE)`));
}

/**
 * Connections for one call of the schema engine.
 * @returns what bindMigrationAwareSqlAdapterFactory wants, and disposeAll() to end every main connection
 */
export function createAdapterFactory(url, shadowDatabaseUrl) {
  const opened = [];
  return {
    provider: "postgres",
    adapterName: "@prisma/adapter-pg",
    async connect() {
      const adapter = disposeOnce(await connectTo(url));
      opened.push(adapter);
      return adapter;
    },
    async connectToShadowDb() {
      if (shadowDatabaseUrl) return connectTo(shadowDatabaseUrl);
      return (await isEmbedded(url)) ? connectToMemory() : connectToOwnDatabase(url);
    },
    async disposeAll() {
      await Promise.all(opened.map((adapter) => adapter.dispose()));
    },
  };
}
