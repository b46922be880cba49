import type { Amounts } from "@/lib/ledger/amounts";
import type { Direction } from "@/lib/ledger/classification";

/** Whether value came, went, did both or neither. */
export function directionOf(transfer: Amounts): Direction {
  const signs = [...transfer.values()];
  const came = signs.some((amount) => amount > 0n);
  const went = signs.some((amount) => amount < 0n);
  if (came && went) return "none";
  if (came) return "in";
  return went ? "out" : "self";
}
