/** What was thrown, as a value that can be handed on. */
export function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}

/** The work's result or its failure, as a value. */
export function outcomeOf<T>(work: Promise<T>): Promise<T | Error> {
  return work.catch(asError);
}
