import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { setLimits } from "./chain-control";
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
const wideKoios = { burst: wide.burst, publicDailyQuota: wide.dailyQuota, tokenDailyQuota: wide.dailyQuota } as const;
const told = z.object({ url: z.string(), projectId: z.string(), koiosUrl: z.string() });

/** A simulated chain in a process of its own, so that a wallet of any length costs the stack beside it neither time nor memory. */
export async function startChainProcess(latencyMs: number): Promise<ChainProcess> {
  const { KOIOS_TOKEN: koiosToken } = process.env;
  const program = fileURLToPath(new URL("serve-chain.ts", import.meta.url));
  const execArgv = [...process.execArgv, `--max-old-space-size=${String(heapMb)}`];
  const child = fork(program, [String(latencyMs)], { execArgv });
  const [said] = (await once(child, "message")) as unknown[];
  const { url, projectId, koiosUrl } = told.parse(said);
  await setLimits(url, wide, wideKoios);
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
      KOIOS_BASE_URL: koiosUrl,
      ...(koiosToken === undefined ? {} : { KOIOS_TOKEN: koiosToken }),
      KOIOS_BURST: String(wideKoios.burst),
      KOIOS_DAILY_QUOTA: String(wideKoios.publicDailyQuota),
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
