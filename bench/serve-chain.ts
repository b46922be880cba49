import { startChain } from "@/dev/chain/server";
import { walletOrder } from "./wallet-order";

/** The child of `startChainProcess`: a simulated chain until its parent has gone, with the wallets that the parent asks for. */
async function main(): Promise<void> {
  const { KOIOS_TOKEN: koiosToken, MARKET_TOKENS: marketTokens = 0 } = process.env;
  const { chain, url, projectId, koiosUrl } = await startChain({
    latencyMs: Number(process.argv[2] ?? 0),
    marketTokens: Number(marketTokens),
    ...(koiosToken === undefined ? {} : { koiosToken }),
  });
  process.on("disconnect", () => process.exit(0));
  process.on("message", (message) => {
    const { seed, transactions } = walletOrder.parse(message);
    process.send?.({ seed, stakeAddress: chain.addWallet({ seed, transactions }).stakeAddress });
  });
  process.send?.({ url, projectId, koiosUrl });
}

await main();
