import { appendFileSync } from "node:fs";
import { z } from "zod";

const handled = z.object({
  event: z.enum(["job.handled", "job.failed"]),
  name: z.string(),
  ms: z.number(),
  requestId: z.string().optional(),
});
const warning = z.object({
  level: z.enum(["warn", "error"]),
  event: z.string(),
  error: z.object({ message: z.string() }).optional(),
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
  /** What went wrong, as often as it did. */
  warnings: string[] = [];
  private costs = new Map<string, StatementCost>();
  onFunction: (call: FunctionCall) => void = () => undefined;

  /** `file` gets every line as it is; null for none. */
  constructor(private readonly file: string | null) {}

  readonly read = (line: string): void => {
    if (this.file !== null) appendFileSync(this.file, `${line}\n`);
    const json = /\{.*"event":.*\}/.exec(line)?.[0];
    if (json === undefined) return;
    const said = parsed(json);
    const asStatement = statement.safeParse(said);
    if (asStatement.success) this.countStatement(asStatement.data);
    const asHandled = handled.safeParse(said);
    if (asHandled.success) this.countFunction(asHandled.data);
    const asWarning = warning.safeParse(said);
    if (asWarning.success) this.warnings.push(`${asWarning.data.event}: ${asWarning.data.error?.message ?? ""}`);
  };

  forget(): void {
    this.functions = [];
    this.warnings = [];
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

/** Null where two processes wrote into one another's line. */
function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
