import type { ProblemCode } from "@/lib/contract/problem";
import { errorWords } from "./error-words";

interface Refusal {
  readonly message: string;
  readonly code: ProblemCode | "offline";
  readonly issues: readonly { readonly field: string; readonly reason: string }[];
  readonly next: string;
}

export interface AddressTrouble {
  /** What is wrong, in one sentence. */
  readonly message: string;
  /** What to do about it. */
  readonly next: string;
}

const lookups: readonly Refusal["code"][] = ["chain_key_rejected", "chain_quota_exhausted", "chain_unavailable"];

/** Why an address was not taken, said beside its field. Only a $handle asks the chain, so only it can fail there. */
export function addressTrouble({ message, code, issues, next }: Refusal): AddressTrouble {
  if (code !== "offline" && lookups.includes(code)) {
    return {
      message: `${errorWords[code].title}, so the $handle could not be looked up.`,
      next: "Paste the address itself, which needs no look-up, or try again later.",
    };
  }
  return { message: issues.find(({ field }) => field === "address")?.reason ?? message, next };
}
