import { AsyncLocalStorage } from "node:async_hooks";
import type * as scopedNeon from "@/lib/scoped-neon";

export interface RecordedStatement {
  readonly sql: string;
  readonly args: readonly unknown[];
  /** The user that row-level security holds it to; null for the system. */
  readonly userId: string | null;
}

const recordings = new AsyncLocalStorage<RecordedStatement[]>();
const users = new AsyncLocalStorage<string | null>();

/** Runs a call of the app and notes down its statements. */
export async function recordStatements(call: () => Promise<unknown>): Promise<RecordedStatement[]> {
  const statements: RecordedStatement[] = [];
  await recordings.run(statements, call);
  return statements;
}

/** `@/lib/scoped-neon` with a recorder in between; for `vi.mock`. */
export function recording(original: typeof scopedNeon): typeof scopedNeon {
  return {
    inScope: (scope, call) =>
      users.run(scope.role === "cda_user" ? scope.userId : null, () => original.inScope(scope, call)),
    ScopedNeon: class extends original.ScopedNeon {
      override async connect(): ReturnType<scopedNeon.ScopedNeon["connect"]> {
        const adapter = await super.connect();
        const queryRaw = adapter.queryRaw.bind(adapter);
        const executeRaw = adapter.executeRaw.bind(adapter);
        const note = ({ sql, args }: { sql: string; args: unknown[] }) =>
          recordings.getStore()?.push({ sql, args, userId: users.getStore() ?? null });
        adapter.queryRaw = (query) => {
          note(query);
          return queryRaw(query);
        };
        adapter.executeRaw = (query) => {
          note(query);
          return executeRaw(query);
        };
        return adapter;
      }
    },
  };
}
