import "server-only";
import { stakeAddressOf } from "@/lib/cardano/stake-address";
import { enteredAddress } from "@/lib/wallets/entered-address";
import { resolveHandle } from "@/lib/wallets/resolve-handle";

/** What to track for what a person entered. */
export interface Subject {
  readonly kind: "account" | "address";
  /** Stake address of an account, or the one address. */
  readonly subject: string;
  /** The address entered, or the one that the $handle stands for. */
  readonly address: string;
}

/** Throws `invalid_address`, `wrong_network` or `handle_not_found` with what to do; asks the chain for a $handle only. */
export async function resolveSubject(userId: string, entered: string): Promise<Subject> {
  const text = entered.trim();
  const address = text.startsWith("$") ? await resolveHandle(userId, text) : enteredAddress(text);
  const { stake, kind } = address;
  if (kind === "stake") return { kind: "account", subject: address.text, address: address.text };
  if (kind === "base")
    return { kind: "account", subject: stakeAddressOf(stake, address.network), address: address.text };
  return { kind: "address", subject: address.text, address: address.text };
}
