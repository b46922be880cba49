import { beforeAll } from "vitest";
import { setLimits } from "@/bench/chain-control";
import { startChain } from "@/dev/chain/server";
import { withLocalApp } from "@/tests/support/local-app";

interface UnlimitedOptions {
  /** So many tokens more that pools trade. */
  readonly marketTokens?: number;
  /** As of `withLocalApp`. */
  readonly isUnwalked?: boolean;
}

/** A simulated chain whose clock stands, with a market, and the app around it: both without limits on calls. Ends with the file. */
export async function withUnlimitedChain({ marketTokens, isUnwalked }: UnlimitedOptions = {}) {
  const anchor = Date.now();
  const simulated = await startChain({
    ...{ anchor, now: () => anchor },
    ...(marketTokens !== undefined && { marketTokens }),
  });
  beforeAll(() => setLimits(simulated.url, { burst: 1_000_000 }, {}));
  withLocalApp(
    { ...simulated, network: "mainnet", close: () => simulated.close() },
    {
      ...(isUnwalked !== undefined && { isUnwalked }),
      environment: {
        MARKET: "on",
        BLOCKFROST_RPS: "1000",
        BLOCKFROST_BURST: "100000",
        BLOCKFROST_DAILY_QUOTA: "1000000",
        BLOCKFROST_PROJECT_ID: simulated.projectId,
      },
    },
  );
  return simulated;
}
