import "server-only";
import { z } from "zod";
import type { TxHash } from "@/lib/cardano/brand";
import { ask } from "@/lib/koios/ask";

/** As long as any transaction can be, in hex, and a little more; what is longer is no transaction's. */
const maxCborCharacters = 600_000;

const rowsSchema = z.array(
  z.object({
    tx_hash: z.string(),
    cbor: z.string().max(maxCborCharacters).nullable(),
  }),
);

/**
 * `POST /tx_cbor`: whole transactions in hex by the hash that Koios names them by; those that it does not have are not in the
 * map. Nothing is proven yet: whoever reads them compares what they say with what was asked for.
 * @param hashes no more than `env().koios.transactionsPerCall`
 * @throws SourceRefused
 */
export async function bulkCbor(hashes: readonly TxHash[]): Promise<Map<TxHash, string>> {
  const rows = await ask("tx_cbor", { _tx_hashes: hashes }, rowsSchema);
  const asked = new Set<string>(hashes);
  return new Map(
    rows.flatMap(({ tx_hash: hash, cbor }) =>
      cbor !== null && asked.has(hash) ? [[hash as TxHash, cbor] as const] : [],
    ),
  );
}
