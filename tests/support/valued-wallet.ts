import { expect, vi } from "vitest";
import { db } from "@/lib/db";

/** How far the prices of a wallet's past were looked for. */
export const valuationOf = (walletId: string) => db().valuation.findUniqueOrThrow({ where: { walletId } });

/** The same once nothing is left to look for, for now; fails after so many milliseconds. */
export async function valued(walletId: string, timeout: number) {
  await vi.waitFor(
    async () => {
      const { dueAt } = await valuationOf(walletId);
      expect(dueAt === null || dueAt.getTime() > Date.now() + 60_000).toBe(true);
    },
    { timeout, interval: 100 },
  );
  return valuationOf(walletId);
}
