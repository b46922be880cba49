import type { ProblemCode } from "@/lib/contract/problem";

interface AppErrorOptions {
  readonly code: ProblemCode;
  /** What happened and what to do, in words for the person who asked. */
  readonly detail: string;
  /** Whether the same call may succeed later without anybody doing anything. */
  readonly retryable?: boolean;
  readonly retryAfterSeconds?: number | undefined;
  readonly issues?: readonly { field: string; reason: string }[];
  readonly cause?: unknown;
}

/** A failure with a code from the closed list; mapped to an answer in `http/respond` and `jobs/execute` only. */
export class AppError extends Error {
  override readonly name = "AppError";
  readonly code: ProblemCode;
  readonly retryable: boolean;
  readonly retryAfterSeconds: number | undefined;
  readonly issues: readonly { field: string; reason: string }[] | undefined;

  constructor(options: AppErrorOptions) {
    super(options.detail, { cause: options.cause });
    this.code = options.code;
    this.retryable = options.retryable ?? false;
    this.retryAfterSeconds = options.retryAfterSeconds;
    this.issues = options.issues;
  }
}

/** For what there can be only so many of; `next` says what makes room. */
export function limitReached(have: string, next: string): AppError {
  return new AppError({ code: "limit_reached", detail: `You have ${have}, and there can be no more. ${next}` });
}

export function notFound(what: string): AppError {
  return new AppError({ code: "not_found", detail: `There is no such ${what}.` });
}
