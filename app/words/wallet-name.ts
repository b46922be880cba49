import type { Wallet } from "@/lib/contract/wallet";
import { readableText, shortAddress } from "./chain-text";

/** The person's own label, else the address in short. */
export function walletName({
  label,
  stakeAddress,
  address,
}: Pick<Wallet, "label" | "stakeAddress" | "address">): string {
  return readableText(label ?? "") || shortAddress(stakeAddress ?? address);
}
