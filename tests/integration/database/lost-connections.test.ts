import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db";
import { sharedDatabase } from "@/tests/support/database";
import { setEnvironment } from "@/tests/support/environment";

/** Between the driver and the database: passes everything on until it is told to cut the next statement's connection. */
const way = { cutsNext: false, wsPort: 0 };
const sockets = new Set<Socket>();
const hop = createServer((near) => {
  const far = connect(way.wsPort, "127.0.0.1");
  for (const [socket, other] of [
    [near, far],
    [far, near],
  ] as const) {
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.on("close", () => {
      sockets.delete(socket);
      other.destroy();
    });
  }
  near.on("data", (bytes) => {
    if (way.cutsNext) near.destroy();
    else far.write(bytes);
    way.cutsNext = false;
  });
  far.pipe(near);
});
await new Promise<void>((resolve) => hop.listen(0, "127.0.0.1", resolve));

beforeAll(async () => {
  const database = await sharedDatabase();
  way.wsPort = Number(database.environment.DATABASE_WS_PROXY.split(":")[1]);
  const { port } = hop.address() as AddressInfo;
  setEnvironment({ ...database.environment, DATABASE_WS_PROXY: `127.0.0.1:${String(port)}` });
  return () => database.close();
});
afterAll(() => {
  for (const socket of sockets) socket.destroy();
  hop.close();
});

const outcome = (statement: Promise<unknown>) =>
  statement.then(
    () => "answered",
    (error: unknown) => {
      const { cause } = error as { readonly cause?: unknown };
      return cause === undefined || cause instanceof Error ? "refused" : "refused with what no page can hand on";
    },
  );

test("a connection that is cut in the middle of a statement costs that statement and nothing else", async () => {
  const unheard: unknown[] = [];
  const hear = (error: unknown) => unheard.push(error);
  process.on("uncaughtException", hear);
  expect(await outcome(db().$queryRaw`SELECT 1`)).toBe("answered");
  way.cutsNext = true;
  expect(await outcome(db().$queryRaw`SELECT 2`)).toBe("refused");
  expect(await outcome(db().$queryRaw`SELECT 3`)).toBe("answered");
  await new Promise((resolve) => setTimeout(resolve, 50));
  process.off("uncaughtException", hear);
  expect(unheard).toEqual([]);
});

test.skipIf(process.env.TEST_DATABASE_URL === undefined)(
  "where the server ends all connections, the statements that wait for one go on",
  async () => {
    const admin = new pg.Client({ connectionString: process.env.DATABASE_URL });
    await admin.connect();
    await Promise.all(Array.from({ length: 8 }, () => db().$queryRaw`SELECT pg_sleep(0.1)::text`));
    const asked = Array.from({ length: 30 }, (_, index) =>
      outcome(db().$queryRaw`SELECT pg_sleep(0.3)::text, ${index}::int`),
    );
    await new Promise((resolve) => setTimeout(resolve, 150));
    await admin.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
    );
    const outcomes = await Promise.all(asked);
    await admin.end();
    expect(outcomes.filter((each) => each === "refused").length).toBeLessThanOrEqual(8);
  },
);
