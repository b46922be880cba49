import { AppError } from "@/lib/contract/app-error";
import type { ProblemCode } from "@/lib/contract/problem";

/**
 * What a source answered instead of data: 402 its day is over, 418 a ban, 429 a pause, 503 nothing that could be used.
 * Seconds are what it asked for.
 */
export interface SourceRefusal {
  readonly status: 402 | 418 | 429 | 503;
  readonly retryAfterSeconds: number | undefined;
}

/** A source wants no more calls for now, or is not to get any. Whoever made this one tells the others (`SharedBudget.report`). */
export class SourceRefused extends AppError {
  constructor(
    readonly refusal: SourceRefusal,
    words: { readonly code: ProblemCode; readonly detail: string },
    cause: unknown,
  ) {
    super({ ...words, retryable: true, retryAfterSeconds: refusal.retryAfterSeconds, cause });
  }
}
