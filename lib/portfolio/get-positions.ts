import "server-only";
import type { z } from "zod";
import type { PositionsAnswer, positionsQuery } from "@/lib/http/contract";
import { openOrders } from "@/lib/portfolio/order-rows";
import { requireWallet } from "@/lib/portfolio/require-wallet";
import type { StoredOpening } from "@/lib/ledger/stitch-orders";
import { labelOf } from "@/lib/portfolio/token-name";
import { protocolName } from "@/lib/protocols/registry";
import { lookupTokens } from "@/lib/tokens/lookup";

type Position = PositionsAnswer["positions"][number];

/**
 * What the user has at work in protocols: so far the orders that stand open, with all that lies in them.
 * Throws `not_found` for anybody else's wallet.
 */
export async function getPositions(userId: string, query: z.output<typeof positionsQuery>): Promise<PositionsAnswer> {
  const walletId = query.wallet ?? null;
  if (walletId !== null) await requireWallet(userId, walletId);
  const orders = await openOrders(userId, walletId);
  const units = new Set(orders.flatMap(({ locked }) => [...locked.keys()]));
  const tokens = await lookupTokens([...units].filter((unit) => unit !== "lovelace"));
  return { positions: orders.map((order) => orderPosition(order, tokens)) };
}

function orderPosition(order: StoredOpening, tokens: Awaited<ReturnType<typeof lookupTokens>>): Position {
  return {
    protocol: order.protocol,
    protocolName: protocolName(order.protocol),
    kind: "order",
    openedAt: order.at?.toISOString() ?? null,
    txHash: order.txHash,
    assets: [...order.locked].map(([unit, quantity]) => {
      const token = tokens.get(unit);
      const columns = {
        tokenName: token?.name ?? null,
        ticker: token?.ticker ?? null,
        decimals: token?.decimals ?? null,
      };
      return { unit, quantity: quantity.toString(), ...labelOf(unit, columns) };
    }),
    debt: [],
    value: null,
    health: null,
    rewards: [],
  };
}
