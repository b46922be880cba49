import { TransactionDecodeError } from "@/lib/cardano/transaction-decode-error";

/** Told of each part of a transaction that no value comes from and that could not be read: why, in words. */
export type Note = (reason: string) => void;

const maxReason = 200;
const maxNotes = 20;

/** What went wrong, short enough to be stored. */
export function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const reason = error instanceof TransactionDecodeError ? error.reason : message;
  return reason.length <= maxReason ? reason : `${reason.slice(0, maxReason)}…`;
}

/** Notes of one transaction, each once; of more than can be kept the rest is not told. */
export function takeNotes(): { readonly note: Note; readonly notes: readonly string[] } {
  const notes: string[] = [];
  const note = (reason: string) => {
    if (notes.length < maxNotes && !notes.includes(reason)) notes.push(reason);
  };
  return { note, notes };
}

/** Reads a part that no value comes from. Whatever it makes our code do, it is only this part that is missing then. */
export function readOr<T>(otherwise: T, note: Note, what: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    note(`${what} cannot be read: ${reasonOf(error)}`);
    return otherwise;
  }
}
