import { z } from "zod";

const statsSchema = z.object({
  total: z.number(),
  byStatus: z.record(z.string(), z.number()),
  timestamps: z.array(z.number()),
});

export type ChainStats = z.infer<typeof statsSchema>;

async function command(chainUrl: string, method: string, name: string, body?: unknown): Promise<unknown> {
  const url = new URL(`/_sim/${name}`, chainUrl);
  const response = await fetch(url, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  if (!response.ok) throw new Error(`${method} ${url.pathname}: ${String(response.status)} ${await response.text()}`);
  return response.json();
}

/** A new wallet on the simulated chain; its stake address. */
export async function addChainWallet(chainUrl: string, seed: string, transactions: number): Promise<string> {
  const wallet = await command(chainUrl, "POST", "wallets", { seed, transactions });
  return z.object({ stakeAddress: z.string() }).parse(wallet).stakeAddress;
}

/** What the chain, or its Koios, saw: all calls since the last reset. */
export async function chainStats(chainUrl: string, door: "" | "koios/" = ""): Promise<ChainStats> {
  return statsSchema.parse(await command(chainUrl, "GET", `${door}stats`));
}

/** Forgets the calls so far and fills the chain's own buckets. */
export async function resetChain(chainUrl: string): Promise<void> {
  for (const door of ["", "koios/"]) {
    await command(chainUrl, "DELETE", `${door}stats`);
    await command(chainUrl, "POST", `${door}limiter`, {});
  }
}

/** Changes the limits of the chain and of its Koios to these. */
export async function setLimits(chainUrl: string, limits: object, koiosLimits: object): Promise<void> {
  await command(chainUrl, "POST", "limiter", limits);
  await command(chainUrl, "POST", "koios/limiter", koiosLimits);
}
