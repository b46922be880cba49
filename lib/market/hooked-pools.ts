import { z } from "zod";
import type { PaymentAddress } from "@/lib/cardano/brand";
import { parsePaymentAddress } from "@/lib/cardano/parse-payment-address";
import { poolOutput } from "@/lib/market/pool-output";
import type { StoredPool } from "@/lib/market/pool-store";
import { storedPool } from "@/lib/market/poll-pools";

/** In its order within its block, which is a part of a second; a block has fewer transactions. */
const indexAtMost = 999;

const event = z.object({ type: z.literal("transaction"), payload: z.array(z.unknown()) });

/** What of a transaction in Blockfrost's words tells which pools it left behind. */
const transaction = z.object({
  tx: z.object({
    hash: z.string(),
    block_height: z.int(),
    /** Seconds since the epoch. */
    block_time: z.int().nonnegative().max(99_999_999_999),
    index: z.int().nonnegative(),
    /** A contract that said no leaves its outputs unmade. */
    valid_contract: z.literal(true),
  }),
  outputs: z.array(
    z.object({
      address: z.string(),
      output_index: z.int(),
      amount: z.array(z.object({ unit: z.string(), quantity: z.string() })),
      inline_datum: z.string().nullish(),
    }),
  ),
});
type Transaction = z.output<typeof transaction>;

/**
 * The pools that a webhook's event tells of, seen when they came to be. Those that need a datum of which only the hash is told are
 * left to the looks, and so is what cannot be read.
 */
export function hookedPools(told: unknown): StoredPool[] {
  const parsed = event.safeParse(told);
  if (!parsed.success) return [];
  return parsed.data.payload.flatMap((each) => transaction.safeParse(each).data ?? []).flatMap(poolsLeftBy);
}

function poolsLeftBy({ tx, outputs }: Transaction): StoredPool[] {
  const madeMs = tx.block_time * 1_000;
  return outputs.flatMap(({ address, output_index, amount, inline_datum }) => {
    const payment = parsePaymentAddress(address as PaymentAddress)?.payment;
    if (payment?.kind !== "script") return [];
    const output = poolOutput.safeParse({
      script: payment.hash,
      txHash: tx.hash,
      index: output_index,
      height: tx.block_height,
      at: new Date(madeMs).toISOString(),
      value: amount.map(({ unit, quantity }) => [unit, quantity]),
      datum: inline_datum ?? null,
    });
    return output.success ? storedPool(output.data, madeMs + Math.min(tx.index, indexAtMost)) : [];
  });
}
