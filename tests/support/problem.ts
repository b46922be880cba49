import { AppError } from "@/lib/contract/app-error";

/** The code that a promise is rejected with; fails where it is fulfilled or rejected with something else. */
export async function codeOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
  throw new Error("It was fulfilled, but a problem was expected");
}
