import "server-only";
import { ZodError } from "zod";
import { AppError } from "@/lib/contract/app-error";
import { limits } from "@/lib/contract/limits";
import { Prisma } from "@/lib/generated/prisma/client";

/** Prisma's codes for a database that cannot be reached, does not answer in time, or has closed the connection. */
const unreachable = new Set(["P1000", "P1001", "P1002", "P1003", "P1008", "P1010", "P1011", "P1017", "P2024", "P2037"]);
/** What the socket or PostgreSQL itself says when a connection cannot be had. */
const connectionCodes = /^(ECONNREFUSED|ECONNRESET|ENOTFOUND|EPIPE|ETIMEDOUT|EAI_AGAIN|08\d{3}|53\d{3}|57P0[123])$/;
const connectionWords =
  /connection (terminated|timeout|timed out|ended)|timeout exceeded when trying to connect|Can't reach/i;

/** Any failure as one with a code: what is not known becomes `internal_error`, which says nothing of its cause. */
export function asAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof ZodError) return invalidRequest(issuesOf(error));
  if (isDatabaseUnreachable(error)) {
    return new AppError({
      code: "database_unavailable",
      detail: "The database did not answer. Try again in a moment.",
      retryable: true,
      retryAfterSeconds: 5,
      cause: error,
    });
  }
  if (isConflict(error)) {
    return new AppError({
      code: "conflict",
      detail: "Something else changed the same thing at this moment. Try again.",
      retryable: true,
      cause: error,
    });
  }
  return new AppError({ code: "internal_error", detail: "Something went wrong on our side.", cause: error });
}

/** As long as the name of a field and a reason may be in an answer. */
const shownCharacters = 200;

const cut = (text: string) => (text.length <= shownCharacters ? text : `${text.slice(0, shownCharacters)}…`);

/** Bad input, the first fields each with its reason: what was sent must not come back many times as long. */
export function invalidRequest(given: readonly { field: string; reason: string }[]): AppError {
  const issues = given
    .slice(0, limits.fieldIssues)
    .map(({ field, reason }) => ({ field: cut(field), reason: cut(reason) }));
  const detail = issues.map(({ field, reason }) => `${field}: ${reason}`).join("; ");
  return new AppError({ code: "invalid_request", detail, issues });
}

function issuesOf(error: ZodError): { field: string; reason: string }[] {
  return error.issues.flatMap((issue) =>
    issue.code === "unrecognized_keys"
      ? issue.keys.map((key) => ({ field: [...issue.path, key].map(String).join("."), reason: "Unknown field" }))
      : [{ field: issue.path.map(String).join("."), reason: issue.message }],
  );
}

/** PostgreSQL's and Prisma's codes for two statements that met: a key that is there by now, a deadlock, a row that is gone. */
const conflictCodes = new Set(["23503", "23505", "40001", "40P01", "P2002", "P2003", "P2034"]);

/** Prisma keeps what the driver said of a raw statement among its `meta`. */
function isConflict(error: unknown, depth = 0): boolean {
  if (typeof error !== "object" || error === null || depth > 5) return false;
  const { code, originalCode, cause, meta, driverAdapterError } = error as Record<string, unknown>;
  if ([code, originalCode].some((word) => typeof word === "string" && conflictCodes.has(word))) return true;
  return [cause, meta, driverAdapterError].some((inner) => isConflict(inner, depth + 1));
}

/** Walks the causes too: the driver adapter wraps what the socket said. */
function isDatabaseUnreachable(error: unknown, depth = 0): boolean {
  if (typeof error !== "object" || error === null || depth > 4) return false;
  if (error instanceof Prisma.PrismaClientInitializationError) return true;
  if (error instanceof Prisma.PrismaClientKnownRequestError && unreachable.has(error.code)) return true;
  const { code, originalCode, message, cause } = error as Record<string, unknown>;
  if ([code, originalCode].some((word) => typeof word === "string" && connectionCodes.test(word))) return true;
  if (typeof message === "string" && connectionWords.test(message)) return true;
  return isDatabaseUnreachable(cause, depth + 1);
}
