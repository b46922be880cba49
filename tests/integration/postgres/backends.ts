import { Pool, neonConfig } from "@neondatabase/serverless";
import pg from "pg";
import ws from "ws";
import { startPostgres, type LocalPostgres } from "@/dev/postgres/server";

const server = process.env.TEST_POSTGRES_URL ?? "postgresql://postgres@127.0.0.1:5432/postgres";

async function onServer(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: server, connectionTimeoutMillis: 2_000 });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}

async function isReachable(): Promise<boolean> {
  return onServer("SELECT 1").then(
    () => true,
    () => false,
  );
}

async function startOnServer(): Promise<LocalPostgres> {
  // Files of one process run side by side.
  const database = `local_stack_${process.pid}_${Math.random().toString(36).slice(2, 10)}`;
  await onServer(`CREATE DATABASE ${database}`);
  const url = new URL(server);
  url.pathname = `/${database}`;
  const tunnel = await startPostgres({ databaseUrl: url.href });
  const close = async () => {
    await tunnel.close();
    await onServer(`DROP DATABASE ${database} WITH (FORCE)`);
  };
  return { ...tunnel, close };
}

/** Both databases that the local stack can stand on; `skip` says why one cannot be tried here. */
export const backends = [
  { name: "PGlite", skip: "", start: () => startPostgres({}) },
  {
    name: "PostgreSQL server",
    skip: (await isReachable()) ? "" : `no PostgreSQL server answers at ${server}`,
    start: startOnServer,
  },
];

/** Every WebSocket that the driver has opened, so that a test can cut one off. */
export const sockets: ws[] = [];

class RecordedSocket extends ws {
  constructor(address: string) {
    super(address);
    sockets.push(this);
  }
}

/** The pool that the app uses in production, pointed at the local proxy. */
export function neonPool(postgres: LocalPostgres, max: number): Pool {
  neonConfig.webSocketConstructor = RecordedSocket;
  neonConfig.wsProxy = postgres.wsProxy;
  neonConfig.useSecureWebSocket = false;
  neonConfig.pipelineConnect = false;
  neonConfig.pipelineTLS = false;
  return new Pool({ connectionString: postgres.databaseUrl, max });
}
