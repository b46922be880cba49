import { startChain } from "@/dev/chain/server";

/** The child of `startChainProcess`: a simulated chain until its parent has gone. */
async function main(): Promise<void> {
  const chain = await startChain({ latencyMs: Number(process.argv[2] ?? 0) });
  process.on("disconnect", () => process.exit(0));
  process.send?.({ url: chain.url, projectId: chain.projectId });
}

await main();
