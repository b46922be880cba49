import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { createChain } from "@/dev/chain/chain";

const told = z.object({
  bytesEach: z.number(),
  covered: z.number(),
  rowsMb: z.number(),
  beforeMb: z.number(),
  peakMb: z.number(),
});
export type MemoryFigures = z.infer<typeof told>;

export const bigKinds = ["metadata", "tokens"] as const;

/** What a process of its own takes to read and interpret so many transactions of 16 KB and to make rows of them. */
export async function measureMemory(kind: (typeof bigKinds)[number], transactions: number): Promise<MemoryFigures> {
  const chain = createChain({ seed: 1, now: Date.now() });
  const { addresses, stakeAddress } = chain.addWallet({ seed: "big", transactions: 1 });
  const program = fileURLToPath(new URL("hold-step.ts", import.meta.url));
  const child = fork(program, [kind, String(transactions), addresses[0] ?? "", stakeAddress ?? ""]);
  const [said] = (await once(child, "message")) as unknown[];
  child.kill();
  return told.parse(said);
}
