import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { walletDelivered } from "./wallet-order";

export interface ChainProcess {
  /** Its Blockfrost address. */
  readonly url: string;
  /** What leads an app to it, with a budget of calls that never ends. */
  readonly environment: Readonly<Record<string, string>>;
  /** The stake address of a new wallet. A long one takes minutes, more than an HTTP client would wait. */
  addWallet(seed: string, transactions: number): Promise<string>;
  close(): void;
}

const heapMb = 8_192;
const wide = { rps: 1_000_000, burst: 10_000_000, dailyQuota: 1_000_000_000 } as const;

/** A simulated chain in a process of its own, so that a wallet of any length costs the stack beside it neither time nor memory. */
export async function startChainProcess(latencyMs: number): Promise<ChainProcess> {
  const program = fileURLToPath(new URL("serve-chain.ts", import.meta.url));
  const execArgv = [...process.execArgv, `--max-old-space-size=${String(heapMb)}`];
  const child = fork(program, [String(latencyMs)], { execArgv });
  const [said] = (await once(child, "message")) as unknown[];
  const { url, projectId } = z.object({ url: z.string(), projectId: z.string() }).parse(said);
  const opened = await fetch(new URL("/_sim/limiter", url), { method: "POST", body: JSON.stringify(wide) });
  if (!opened.ok) throw new Error(`the simulated chain answered ${String(opened.status)}`);
  return {
    url,
    environment: {
      BLOCKFROST_PROJECT_ID: projectId,
      BLOCKFROST_BASE_URL: url,
      IPFS_GATEWAY: new URL(url).origin,
      CARDANO_NETWORK: "mainnet",
      BLOCKFROST_RPS: String(wide.rps),
      BLOCKFROST_BURST: String(wide.burst),
      BLOCKFROST_DAILY_QUOTA: String(wide.dailyQuota),
    },
    addWallet: (seed, transactions) => orderWallet(child, seed, transactions),
    close: () => child.disconnect(),
  };
}

function orderWallet(child: ChildProcess, seed: string, transactions: number): Promise<string> {
  return new Promise((resolve) => {
    const hear = (message: unknown) => {
      const delivered = walletDelivered.parse(message);
      if (delivered.seed !== seed) return;
      child.off("message", hear);
      resolve(delivered.stakeAddress);
    };
    child.on("message", hear);
    child.send({ seed, transactions });
  });
}
