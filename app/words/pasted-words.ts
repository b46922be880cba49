import type { PastedThing } from "@/lib/cardano/pasted/read-pasted-piece";
import type { Pasted } from "@/lib/cardano/pasted/read-pasted";
import { limits } from "@/lib/contract/limits";
import type { AddressTrouble } from "./address-trouble";

const things = {
  policy: "a policy id or a key's hash, not an address",
  token: "a token, not an address",
  pool: "a stake pool, not an address",
  drep: "a DRep, not an address",
  governance_action: "a governance action, not an address",
  public_key: "a public key, not an address",
  block: "a block, not an address",
  ethereum: "an Ethereum address; only Cardano's can be followed here",
  bitcoin: "a Bitcoin address; only Cardano's can be followed here",
  email: "an e-mail address",
  link: "a link without a Cardano address in it",
} as const satisfies Record<PastedThing, string>;

const takeAnAddress = "Paste an address (addr1…), a stake address (stake1…) or a $handle.";

/** What cannot be followed, by what it is; `subjects` and secrets are dealt with elsewhere. */
export type PastedTrouble = Exclude<Pasted["kind"], "subjects" | "secret">;

type Unfollowed = Extract<Pasted, { readonly kind: PastedTrouble }>;

/** Why what was pasted cannot be followed, said without asking anybody. */
export function pastedTrouble(pasted: Unfollowed): AddressTrouble {
  switch (pasted.kind) {
    case "nothing":
      return { message: "Nothing was entered.", next: "Paste an address, a stake address or a $handle." };
    case "recovery_key":
      return { message: "This is a recovery key of this site.", next: "Enter it under “Use your recovery key”." };
    case "too_many":
      return {
        message: `These are ${pasted.count} addresses.`,
        next: `At most ${limits.pastedAddresses} can be added at once.`,
      };
    case "transaction":
      return { message: "This is a transaction, not an address.", next: takeAnAddress };
    case "key_or_hash":
      return {
        message: "64 hex digits are a transaction's hash, or a private key.",
        next: "Nothing was sent. Which of the two is it?",
      };
    case "thing":
      return { message: `This is ${things[pasted.thing]}.`, next: takeAnAddress };
    case "broken":
      return { message: pasted.reason, next: "Copy the whole address from your wallet and paste it again." };
    case "word":
      return pasted.handle === null
        ? noAddress
        : { message: `Did you mean ${pasted.handle}?`, next: "A handle begins with $." };
  }
}

const noAddress: AddressTrouble = {
  message: "This is not a Cardano address: it begins with addr1, stake1, Ae2 or Ddz and has no spaces.",
  next: "Copy the whole address from your wallet and paste it again.",
};

/** `3 wallets added. 1 more was no address.` */
export function addedText(added: number, leftOut: number): string {
  const done = `${added} ${added === 1 ? "wallet" : "wallets"} added.`;
  if (leftOut === 0) return done;
  return `${done} ${leftOut} more ${leftOut === 1 ? "was" : "were"} no address, or a broken one.`;
}
