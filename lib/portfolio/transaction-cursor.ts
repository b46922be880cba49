import { z } from "zod";
import { invalidRequest } from "@/lib/http/as-app-error";

/** Where a page of transactions ended: the chain's own order, then the row's id for two wallets of one transaction. */
export interface TransactionCursor {
  readonly blockHeight: number;
  readonly txIndex: number;
  readonly id: string;
}

const height = z.int().min(0).max(2_147_483_647);
const shape = z.tuple([height, height, z.uuid()]);

export function encodeCursor({ blockHeight, txIndex, id }: TransactionCursor): string {
  return Buffer.from(JSON.stringify([blockHeight, txIndex, id])).toString("base64url");
}

/** Throws `invalid_request` for anything that `encodeCursor` did not make. */
export function decodeCursor(text: string): TransactionCursor {
  const parsed = shape.safeParse(readJson(text));
  if (!parsed.success) throw foreign();
  const [blockHeight, txIndex, id] = parsed.data;
  const cursor = { blockHeight, txIndex, id };
  if (encodeCursor(cursor) !== text) throw foreign();
  return cursor;
}

const foreign = () => invalidRequest([{ field: "cursor", reason: "Not a cursor of an earlier answer" }]);

function readJson(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
  } catch {
    return null;
  }
}
