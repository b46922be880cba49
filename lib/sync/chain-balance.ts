import "server-only";
import { lovelace } from "@/lib/cardano/unit";
import { fromCache } from "@/lib/cache/from-cache";
import { redisKey, withRedis } from "@/lib/redis";
import type { FinishFacts } from "@/lib/sync/finish-facts";

/** A first sync seldom takes longer; the next look of one that does notes it again. */
const keptSeconds = 86_400;

const keyOf = (walletId: string) => redisKey("chain-balance", walletId);

/**
 * Notes what the chain itself says that a wallet has in ADA, unspent outputs and rewards together. A first sync knows it
 * at its beginning, from calls that it makes anyway, and long before its own sum. What is not noted is not shown.
 */
export async function noteChainBalance(walletId: string, { unspent, account }: FinishFacts): Promise<void> {
  const amounts = unspent.flatMap(({ amount }) => amount.filter(({ unit }) => unit === lovelace));
  const total = amounts.reduce((sum, { quantity }) => sum + quantity, account?.withdrawable_amount ?? 0n);
  await fromCache(() => withRedis(1, (redis) => redis.set(keyOf(walletId), total.toString(), { ex: keptSeconds })));
}

/** What was noted of some wallets, in lovelace, by their ids; nothing for those of which nothing is known. */
export async function readChainBalances(walletIds: readonly string[]): Promise<ReadonlyMap<string, bigint>> {
  if (walletIds.length === 0) return new Map();
  const noted = await fromCache(() => withRedis(1, (redis) => redis.mget<(string | null)[]>(...walletIds.map(keyOf))));
  const known = walletIds.flatMap((id, index) => {
    const text = noted?.[index];
    return typeof text === "string" && /^\d+$/.test(text) ? [[id, BigInt(text)] as const] : [];
  });
  return new Map(known);
}
