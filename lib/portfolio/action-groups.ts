import "server-only";
import { createHash } from "node:crypto";
import type { TxHash } from "@/lib/cardano/brand";
import type { Transaction } from "@/lib/contract/transactions";
import { stitchOrders, type OrderAction } from "@/lib/ledger/stitch-orders";
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

/** An order with the ids of its own and of its transactions, these in order of time. */
export interface KnownOrder {
  readonly id: string;
  readonly order: OrderAction;
  readonly members: readonly { readonly id: string; readonly txHash: TxHash }[];
}

/** All orders that these transactions are part of. */
export async function ordersOf(userId: string, transactionIds: readonly string[]): Promise<KnownOrder[]> {
  const wallets = await ordersTouching(userId, transactionIds);
  return wallets.flatMap(({ walletId, openings, closings, transactionIds: idOf }) =>
    stitchOrders(openings, closings).map((order) => ({
      id: groupId(walletId, order.id),
      order,
      members: order.members.flatMap((txHash) => {
        const id = idOf.get(txHash);
        return id === undefined ? [] : [{ id, txHash }];
      }),
    })),
  );
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
  for (const { id, order, members } of await ordersOf(userId, transactionIds)) {
    const group = { id, kind: order.kind, status: order.status, members: members.map((member) => member.id) };
    for (const member of group.members) if (!groups.has(member)) groups.set(member, group);
  }
  return groups;
}
