import "server-only";
import type { Unit } from "@/lib/cardano/brand";
import type { MarketTokenAnswer } from "@/lib/contract/market";
import { listTransactions } from "@/lib/portfolio/list-transactions";
import type { Action } from "@/lib/ledger/action";

const shown = 10;
/** So many of a token's transactions are looked through for trades. */
const lookedThrough = 60;

const tradeActions: ReadonlySet<Action> = new Set(["order_fill", "order_partial", "direct_swap"]);

/** The user's newest trades of a token. */
export async function ownTrades(userId: string, unit: Unit): Promise<MarketTokenAnswer["trades"]> {
  const { transactions } = await listTransactions(userId, { unit, sort: "newest", limit: lookedThrough });
  return transactions
    .filter(({ action }) => tradeActions.has(action))
    .slice(0, shown)
    .map(({ id, txHash, timestamp, action, summary, flows }) => {
      const own = flows.filter((flow) => flow.unit === unit);
      const netChange = own.reduce((sum, flow) => sum + BigInt(flow.netChange), 0n).toString();
      return { id, txHash, timestamp, action, summary, netChange };
    });
}
