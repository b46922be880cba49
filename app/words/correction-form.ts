import type { TransactionDetail } from "@/lib/contract/transaction-detail";
import type { Action } from "./action-words";

/** What the form holds; tags are one text with commas between them. */
export interface Correction {
  /** Null where the reader leaves it to us. */
  readonly action: Action | null;
  readonly note: string;
  readonly tags: string;
  readonly spam: boolean;
}

/** The fields that are sent. */
interface Changes {
  action?: Action | null;
  note?: string;
  tags?: string[];
  spam?: boolean;
}

export function correctionOf({ correction, note, tags, spam }: TransactionDetail): Correction {
  return { action: correction.ownAction, note: note ?? "", tags: tags.join(", "), spam };
}

function tagsOf(text: string): string[] {
  return [...new Set(text.split(",").map((tag) => tag.trim()))].filter((tag) => tag !== "");
}

/** What differs between what is saved and what the form holds now. */
export function changesOf(saved: Correction, draft: Correction): Changes {
  return {
    ...(draft.action !== saved.action && { action: draft.action }),
    ...(draft.note.trim() !== saved.note && { note: draft.note.trim() }),
    ...(tagsOf(draft.tags).join() !== tagsOf(saved.tags).join() && { tags: tagsOf(draft.tags) }),
    ...(draft.spam !== saved.spam && { spam: draft.spam }),
  };
}

/** The request that brings a transaction back to how it was. */
export function undoOf({ correction, note, tags }: TransactionDetail) {
  return { action: correction.ownAction, note, tags, spam: correction.ownSpam, scope: "this" as const };
}
