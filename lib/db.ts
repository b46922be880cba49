import "server-only";
import { neonConfig } from "@neondatabase/serverless";
import { env } from "@/lib/env";
import { PrismaClient, type Prisma } from "@/lib/generated/prisma/client";
import { count } from "@/lib/meter";
import { processWide } from "@/lib/process-wide";
import { PromptSocket } from "@/lib/prompt-socket";
import { inScope, ScopedNeon, type Scope } from "@/lib/scoped-neon";
import { timeStatement } from "@/lib/slow-statements";

/** The client over a driver adapter: secrets are omitted, statements counted. */
export function openDatabase(adapter: Prisma.PrismaClientOptionsWithAdapter["adapter"]) {
  return new PrismaClient({
    adapter,
    omit: { user: { recoveryKeyHash: true }, session: { tokenHash: true } },
  }).$extends({
    query: {
      $allOperations({ model, operation, args, query }) {
        count("dbStatements");
        return timeStatement({ model, operation, args }, async (): Promise<unknown> => query(args));
      },
    },
  });
}

function create() {
  const { DATABASE_URL, DATABASE_WS_PROXY } = env();
  neonConfig.webSocketConstructor = PromptSocket;
  neonConfig.coalesceWrites = false;
  if (DATABASE_WS_PROXY !== undefined) {
    neonConfig.wsProxy = DATABASE_WS_PROXY;
    neonConfig.useSecureWebSocket = false;
    neonConfig.pipelineConnect = false;
    neonConfig.pipelineTLS = false;
  }
  return openDatabase(
    new ScopedNeon({
      connectionString: DATABASE_URL,
      max: 8,
      connectionTimeoutMillis: 5_000,
      idleTimeoutMillis: 30_000,
    }),
  );
}

/** One client and its pool of connections for the process. */
const client = () => processWide("database", create);

function scoped(scope: Scope) {
  return client().$extends({
    query: { $allOperations: ({ args, query }) => inScope(scope, async (): Promise<unknown> => query(args)) },
  });
}

/** As the system, which sees all users' rows: only to find out whose a token, a key or a job is, and for what users share. */
export function db() {
  return processWide("system database", () => scoped({ role: "cda_system" }));
}

/**
 * As one user: row-level security hides everybody else's rows, also from a statement that forgot to ask for the user.
 * Prisma joins `findUnique` calls of one tick into one statement, of whoever came first: use `findFirst`.
 */
export function userDb(userId: string) {
  return scoped({ role: "cda_user", userId });
}
