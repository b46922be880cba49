import { afterAll, expect } from "vitest";
import { startChain } from "@/dev/chain/server";
import { lookAtMarket } from "@/lib/market/look-at-market";
import { walkMessage, walkPayload } from "@/lib/market/messages";
import { walkPools } from "@/lib/market/walk-pools";
import type { Message } from "@/lib/queue/port";

/**
 * The simulated chain with its market, for a test file; ends with it.
 * @param published where the file's stand-in for `publish` puts messages
 */
export async function startMarketChain(published: Message[]) {
  const simulated = await startChain({ anchor: Date.now() });
  afterAll(() => simulated.close());

  async function sim(command: string, body: unknown): Promise<unknown> {
    const url = simulated.url.replace("/api/v0", `/_sim/${command}`);
    const response = await fetch(url, { method: "POST", body: JSON.stringify(body) });
    expect(response.status, command).toBe(200);
    return response.json();
  }

  return {
    chain: simulated.chain,
    url: simulated.url,
    demoAddress: simulated.demoAddress,
    sim,
    environment: {
      MARKET: "on",
      BLOCKFROST_PROJECT_ID: simulated.projectId,
      BLOCKFROST_BASE_URL: simulated.url,
      BLOCKFROST_RPS: "1000",
      BLOCKFROST_BURST: "10000",
    },
    /** Goes through all pools, as the day's messages do, and looks at the market once. */
    async read(): Promise<void> {
      await sim("limiter", { burst: 100_000 });
      published.length = 0;
      const day = Math.floor(Date.now() / 86_400_000);
      await walkPools(walkPayload.parse(walkMessage({ day, script: 0, page: 1, failures: 0, round: 0 }, 0).payload));
      for (let next = published.shift(); next !== undefined; next = published.shift())
        await walkPools(walkPayload.parse(next.payload));
      await this.look();
    },
    async look(): Promise<void> {
      expect(await lookAtMarket()).toBe("done");
    },
  };
}
