import { z } from "zod";

const handled = z.object({
  event: z.enum(["job.handled", "job.failed"]),
  name: z.string(),
  ms: z.number(),
  requestId: z.string().optional(),
});
const statement = z.object({ event: z.literal("db.statement"), ms: z.number(), sql: z.string() });

export interface FunctionCall {
  readonly name: string;
  readonly ms: number;
  readonly failed: boolean;
  /** Of the request that began the chain of messages. */
  readonly requestId: string | null;
}

export interface StatementCost {
  readonly sql: string;
  readonly calls: number;
  readonly totalMs: number;
  readonly maxMs: number;
}

/** What an app and its stack print, as figures. `onFunction` hears of each function when it ends. */
export class AppLog {
  functions: FunctionCall[] = [];
  private costs = new Map<string, StatementCost>();
  onFunction: (call: FunctionCall) => void = () => undefined;

  readonly read = (line: string): void => {
    const json = /\{.*"event":"(?:job\.(?:handled|failed)|db\.statement)".*\}/.exec(line)?.[0];
    if (json === undefined) return;
    const said: unknown = JSON.parse(json);
    const asStatement = statement.safeParse(said);
    if (asStatement.success) this.countStatement(asStatement.data);
    const asHandled = handled.safeParse(said);
    if (asHandled.success) this.countFunction(asHandled.data);
  };

  forget(): void {
    this.functions = [];
    this.costs = new Map();
  }

  /** The costliest in all first. */
  statements(): StatementCost[] {
    return [...this.costs.values()].sort((a, b) => b.totalMs - a.totalMs);
  }

  private countFunction({ name, ms, event, requestId }: z.infer<typeof handled>): void {
    const call = { name, ms, failed: event === "job.failed", requestId: requestId ?? null };
    this.functions.push(call);
    this.onFunction(call);
  }

  private countStatement({ sql, ms }: { readonly sql: string; readonly ms: number }): void {
    const before = this.costs.get(sql) ?? { sql, calls: 0, totalMs: 0, maxMs: 0 };
    const { calls, totalMs, maxMs } = before;
    this.costs.set(sql, { sql, calls: calls + 1, totalMs: totalMs + ms, maxMs: Math.max(maxMs, ms) });
  }
}
