import type * as scopedNeon from "@/lib/scoped-neon";

/** What a test does to the statements of the app: which forget the user, and whether the second lock is there. */
export const tap = {
  /** Off while the test itself looks at the database. */
  on: false,
  /** Row-level security holds statements to their user. */
  secondLock: true,
  /** Whether this statement loses its condition on the user. */
  forgets: (_sql: string): boolean => false,
  /** Statements that had such a condition, since it was emptied. */
  scoped: new Set<string>(),
};

const ownerCondition = /(?:"?\w+"?\.)*(?:"?user_id"?|"user"\."id") = (\$\d+)(?:::uuid)?/g;

function pass(sql: string): string {
  if (!tap.on) return sql;
  const forgetful = sql.replace(ownerCondition, "($1::uuid IS NOT NULL)");
  if (forgetful === sql) return sql;
  tap.scoped.add(sql);
  return tap.forgets(sql) ? forgetful : sql;
}

/** `@/lib/scoped-neon` with the tap in between; for `vi.mock`. */
export function tapped(original: typeof scopedNeon): typeof scopedNeon {
  return {
    inScope: (scope, call) => original.inScope(tap.secondLock ? scope : { role: "cda_system" }, call),
    ScopedNeon: class extends original.ScopedNeon {
      override async connect(): ReturnType<scopedNeon.ScopedNeon["connect"]> {
        const adapter = await super.connect();
        const queryRaw = adapter.queryRaw.bind(adapter);
        const executeRaw = adapter.executeRaw.bind(adapter);
        adapter.queryRaw = (query) => queryRaw({ ...query, sql: pass(query.sql) });
        adapter.executeRaw = (query) => executeRaw({ ...query, sql: pass(query.sql) });
        return adapter;
      }
    },
  };
}

/** Runs a call of the app with the tap on. */
export async function throughTap<T>(call: () => Promise<T>): Promise<T> {
  tap.on = true;
  try {
    return await call();
  } finally {
    tap.on = false;
  }
}
