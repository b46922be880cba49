import type { PaymentAddress, Unit } from "@/lib/cardano/brand";
import { parsePaymentAddress } from "@/lib/cardano/parse-payment-address";
import { lovelace } from "@/lib/cardano/unit";
import type { RawOutput } from "@/lib/ledger/raw-tx";
import { amountWords, shortName } from "@/lib/ledger/wording";

/** The address with the most lovelace among outputs, several outputs of one address added up; null for none. */
export function largestAddress(outputs: readonly RawOutput[]): PaymentAddress | null {
  const sums = new Map<PaymentAddress, bigint>();
  for (const { address, value } of outputs) sums.set(address, (sums.get(address) ?? 0n) + (value.get(lovelace) ?? 0n));
  let largest: [PaymentAddress, bigint] | null = null;
  for (const entry of sums) if (largest === null || entry[1] > largest[1]) largest = entry;
  return largest === null ? null : largest[0];
}

/** Whom a send went to: where tokens were sent, among those who got such a token. */
export function recipientOf(outputs: readonly RawOutput[], sent: ReadonlyMap<Unit, bigint>): PaymentAddress | null {
  const tokens = [...sent.keys()].filter((unit) => unit !== lovelace);
  const takers = outputs.filter(({ value }) => tokens.some((unit) => value.has(unit)));
  return largestAddress(takers.length > 0 ? takers : outputs);
}

/** What was sent, to whom, and to how many beside. */
export function sentWords(sent: ReadonlyMap<Unit, bigint>, paid: readonly RawOutput[]): string {
  const recipient = recipientOf(paid, sent);
  const others = new Set(paid.map(({ address }) => address)).size - 1;
  const target = recipient === null ? "" : ` to ${shortName(recipient)}`;
  const more = others > 0 ? ` and ${others} other${others === 1 ? "" : "s"}` : "";
  return `Sent ${amountWords(sent)}${target}${more}`;
}

export function isScriptAddress(address: PaymentAddress): boolean {
  return parsePaymentAddress(address)?.payment?.kind === "script";
}
