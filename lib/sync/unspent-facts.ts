import { z } from "zod";
import { addressBytes, parsePaymentAddress } from "@/lib/cardano/parse-payment-address";
import { isUnit, lovelace } from "@/lib/cardano/unit";
import { hasTokens, minLovelace } from "@/lib/ledger/min-lovelace";
import { matchScript } from "@/lib/protocols/registry";
import type { UnspentOutput } from "@/lib/sync/finish-facts";

const digits = z.string().regex(/^\d+$/).transform(BigInt);

/** `wallet_proof.unspent`, read back. */
export const storedUnspent = z.object({
  /** Outputs of the wallet at scripts. */
  contracts: z.array(
    z.object({
      txHash: z.string(),
      index: z.int(),
      credential: z.string(),
      amounts: z.array(z.tuple([z.string().refine(isUnit), digits])),
      /** Hex of the inline datum, kept where a protocol is known that might read it. */
      datum: z.string().nullable(),
    }),
  ),
  /** By address with a payment key: the lovelace that its outputs with tokens cannot do without. */
  tokenMinima: z.array(z.tuple([z.string(), digits])),
});

/** What the chain's list of unspent outputs tells beside their sums, as JSON. */
export function unspentFacts(unspent: readonly UnspentOutput[]): z.input<typeof storedUnspent> {
  const contracts: z.input<typeof storedUnspent>["contracts"] = [];
  const minima = new Map<string, bigint>();
  for (const output of unspent) {
    const payment = parsePaymentAddress(output.address)?.payment ?? null;
    if (payment?.kind === "script") contracts.push(contractOf(output, payment.hash));
    else {
      const minimum = tokenMinimum(output);
      if (minimum > 0n) minima.set(output.address, (minima.get(output.address) ?? 0n) + minimum);
    }
  }
  return { contracts, tokenMinima: [...minima].map(([address, minimum]) => [address, minimum.toString()]) };
}

function contractOf(output: UnspentOutput, credential: NonNullable<Parameters<typeof matchScript>[0]>) {
  return {
    txHash: output.tx_hash,
    index: output.output_index,
    credential,
    amounts: output.amount.map(({ unit, quantity }): [string, string] => [unit, quantity.toString()]),
    datum: matchScript(credential) === null ? null : (output.inline_datum ?? null),
  };
}

/** Zero for an output without tokens; never more than what lies in it. */
function tokenMinimum({ address, amount, data_hash, inline_datum }: UnspentOutput): bigint {
  const value = new Map(amount.map(({ unit, quantity }) => [unit, quantity]));
  if (!hasTokens(value)) return 0n;
  const hashed = data_hash == null ? "none" : "hash";
  const datum = inline_datum == null ? hashed : { inlineBytes: inline_datum.length / 2 };
  const minimum = minLovelace({ addressLength: addressBytes(address).length, value, datum });
  const there = value.get(lovelace) ?? 0n;
  return there < minimum ? there : minimum;
}
