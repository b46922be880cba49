import "server-only";
import { lovelace } from "@/lib/cardano/unit";
import { seenPoints } from "@/lib/market/pool-points";
import { readPools } from "@/lib/market/pool-store";
import { saveSeen } from "@/lib/market/save-points";
import { peekTokens } from "@/lib/market/token-store";
import { heldInstants, heldPrices } from "@/lib/prices/held-prices";
import { readHeights, readHeld } from "@/lib/prices/held-store";
import { poolUnitOf } from "@/lib/prices/rough-prices";
import { keepHeld } from "@/lib/prices/wanted-store";

const unitsHeld = 500;

/**
 * Notes which prices a wallet's history asks for between its movements, and keeps what the market knows of the same units now. No
 * call; twice is as good as once.
 */
export async function wantHeld(userId: string, walletId: string, nowMs: number): Promise<void> {
  const instants = heldInstants(nowMs);
  const times = instants.map(({ at }) => new Date(at));
  const [units, heights] = await Promise.all([
    readHeld(userId, walletId, times, unitsHeld),
    readHeights(userId, walletId, times),
  ]);
  await keepHeld(userId, walletId, heldPrices(units, instants, heights));
  const named = units.map(({ unit }) => unit).filter((unit) => unit !== lovelace);
  const [tokens, pools] = await Promise.all([
    peekTokens(named, nowMs),
    readPools(named.flatMap((unit) => poolUnitOf(unit) ?? [])),
  ]);
  await saveSeen(seenPoints([...[...tokens.values()].flatMap((token) => token.pools), ...pools.values()]));
}
