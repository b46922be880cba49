import "server-only";
import { createHash } from "node:crypto";
import type { Transaction } from "@/lib/http/contract";
import { stitchOrders } from "@/lib/ledger/stitch-orders";
import { ordersTouching } from "@/lib/portfolio/order-rows";

type ActionGroup = NonNullable<Transaction["actionGroup"]>;

/** A stable id in the form of a UUID for what is named by a wallet and an output. */
function groupId(walletId: string, firstRef: string): string {
  const hex = createHash("sha256").update(`${walletId}/${firstRef}`).digest("hex");
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ];
  return parts.join("-");
}

/**
 * The order that each of these transactions is part of, by transaction id. A transaction with several orders is told
 * with the one that began first.
 */
export async function actionGroups(
  userId: string,
  transactionIds: readonly string[],
): Promise<ReadonlyMap<string, ActionGroup>> {
  const groups = new Map<string, ActionGroup>();
  for (const { walletId, openings, closings, transactionIds: idOf } of await ordersTouching(userId, transactionIds)) {
    for (const { id, kind, status, members } of stitchOrders(openings, closings)) {
      const rows = members.flatMap((hash) => idOf.get(hash) ?? []);
      const group = { id: groupId(walletId, id), kind, status, members: rows };
      for (const row of rows) if (!groups.has(row)) groups.set(row, group);
    }
  }
  return groups;
}
