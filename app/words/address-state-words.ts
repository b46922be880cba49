import type { WalletAddress, WalletAddressesAnswer } from "@/lib/contract/wallet-addresses";

/** Whose an address is, in a word, and what that means. */
export const addressStateWords = {
  claimed: {
    name: "Counted",
    meaning: "It carries your stake key, so it counts. Its own key has not signed beside yours so far.",
  },
  proven: { name: "Yours", meaning: "Its key signed beside yours, or your wallet or you said so." },
  foreign: { name: "Not yours", meaning: "You said so: it is left out of totals, fees and labels." },
} as const satisfies Record<WalletAddress["state"], { name: string; meaning: string }>;

/** What is asked of an address that its own key emptied. */
export const emptiedQuestion = {
  title: "Is this address yours?",
  row: "Emptied without your keys: yours?",
  text: "It carries your stake key, but its own key spent all of it without yours, and nothing came back. Anyone can put your stake key beside a key of theirs. Until you say “Not mine” it counts as yours.",
};

/** Who signs for a shared wallet. */
export function signersText({ keys, required }: WalletAddressesAnswer["signers"][number]): string {
  const many = `${keys.length} ${keys.length === 1 ? "key" : "keys"}`;
  if (required === null) return `A script of ${many} with conditions of its own`;
  return required === keys.length ? `All of ${many} must sign` : `${required} of ${many} must sign`;
}

/** What a person can say of an address as it stands. */
export function sayings({ state, paymentKind }: Pick<WalletAddress, "state" | "paymentKind">) {
  const isKey = paymentKind === "key";
  return { canDeny: isKey && state !== "foreign", canClaim: isKey && state !== "proven" };
}
