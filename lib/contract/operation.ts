import type { z } from "zod";
import type { ProblemCode } from "@/lib/contract/problem";

export interface Answer {
  readonly description: string;
  /** Absent for an answer without a body. */
  readonly schema?: z.ZodType;
  readonly mediaType?: string;
}

/** What one call of the API takes and gives. */
export interface Operation {
  readonly method: "get" | "post" | "put" | "patch" | "delete";
  /** As in OpenAPI: `{name}` stands for a part that varies. */
  readonly path: string;
  readonly summary: string;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** The media type of a body that is a file, in place of one in JSON. */
  readonly upload?: string;
  readonly answers: Readonly<Record<number, Answer>>;
  /** Beside those that every call can have. */
  readonly problems: readonly ProblemCode[];
  /** Who may call; absent: a signed-in user. */
  readonly access?: "anybody" | "queue" | "webhook" | "cron" | "operator";
}

export const ok = (schema: z.ZodType, description = "Done"): Record<number, Answer> => ({
  200: { description, schema },
});
export const empty: Record<number, Answer> = { 204: { description: "Done; no body" } };
