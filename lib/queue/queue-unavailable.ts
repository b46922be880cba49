import { AppError } from "@/lib/contract/app-error";

/** The queue does not answer, or does not take what it is given. */
export function queueUnavailable(cause: unknown): AppError {
  return new AppError({
    code: "queue_unavailable",
    detail: "The job queue did not take the message. Try again in a moment.",
    retryable: true,
    retryAfterSeconds: 5,
    cause,
  });
}

/** Whether a message did not get into the queue: it does not answer, or whoever asked has begun too much today. */
export function isNotTaken(error: unknown): boolean {
  return error instanceof AppError && (error.code === "queue_unavailable" || error.code === "rate_limited");
}
