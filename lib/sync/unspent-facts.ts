import { z } from "zod";
import { addressBytes, parsePaymentAddress } from "@/lib/cardano/parse-payment-address";
import { isUnit, lovelace } from "@/lib/cardano/unit";
import { limits } from "@/lib/contract/limits";
import { hasTokens, minLovelace } from "@/lib/ledger/min-lovelace";
import { placeOf, type OneScope } from "@/lib/ledger/ownership";
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
  /** Lovelace by address with a payment key, those too that do not count; null where there are too many to keep. */
  addresses: z
    .array(z.tuple([z.string(), digits]))
    .nullable()
    .default(null),
});

/** What of the chain's list of unspent outputs counts: not what the person follows by itself, or said is somebody else's. */
export function countedUnspent(unspent: readonly UnspentOutput[], scope: OneScope): UnspentOutput[] {
  if (scope.kind !== "account") return [...unspent];
  return unspent.filter(({ address }) => {
    const payment = parsePaymentAddress(address)?.payment ?? null;
    return !scope.apart.has(address) && !(payment?.kind === "key" && scope.foreignKeys.has(payment.hash));
  });
}

/** What the list tells beside the sums, as JSON. */
export function unspentFacts(all: readonly UnspentOutput[], scope: OneScope): z.input<typeof storedUnspent> {
  const unspent = countedUnspent(all, scope);
  const contracts: z.input<typeof storedUnspent>["contracts"] = [];
  const minima = new Map<string, bigint>();
  for (const output of unspent) {
    const payment = parsePaymentAddress(output.address)?.payment ?? null;
    const isContract = payment?.kind === "script" && placeOf(output.address, scope)?.place !== "wallet";
    if (isContract) contracts.push(contractOf(output, payment.hash));
    else {
      const minimum = tokenMinimum(output);
      if (minimum > 0n) minima.set(output.address, (minima.get(output.address) ?? 0n) + minimum);
    }
  }
  return {
    contracts,
    tokenMinima: [...minima].map(([address, minimum]) => [address, minimum.toString()]),
    addresses: lovelaceByAddress(all),
  };
}

function lovelaceByAddress(unspent: readonly UnspentOutput[]): [string, string][] | null {
  const sums = new Map<string, bigint>();
  for (const { address, amount } of unspent) {
    const held = amount.find(({ unit }) => unit === lovelace)?.quantity ?? 0n;
    sums.set(address, (sums.get(address) ?? 0n) + held);
  }
  if (sums.size > limits.provenAddresses) return null;
  return [...sums].map(([address, sum]) => [address, sum.toString()]);
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
