import type { TransactionEventView } from "@/lib/contract/transaction-events";

type EventRole = TransactionEventView["role"];

/** What a leg is, beside what was done; empty for what was done itself. */
export const roleWords = {
  principal: "",
  receipt: "Receipt for it",
  reward: "Reward",
  mint: "Minted",
  burn: "Burned",
  network_fee: "Network fee",
  batcher_fee: "Batcher fee",
  deposit: "Deposit",
  deposit_return: "Deposit returned",
  collateral_loss: "Collateral lost",
  donation: "Donation",
  custody: "Somebody else’s",
  informational: "Moved no value",
} as const satisfies Record<EventRole, string>;

const locationWords: Readonly<Record<string, string>> = {
  wallet: "In wallet",
  contract: "At a contract under your stake key",
  order: "In the order",
  position: "With the protocol",
  deposit: "Kept as a deposit",
  rewards: "In the reward account",
};

const costs: readonly EventRole[] = ["network_fee", "batcher_fee", "deposit", "deposit_return"];

/** Where a leg moved value. */
export function locationText({
  location,
  protocolName,
}: Pick<TransactionEventView, "location" | "protocolName">): string {
  const [kind = ""] = location.split(":", 1);
  return kind === "position" && protocolName !== null ? `With ${protocolName}` : (locationWords[kind] ?? location);
}

export function isCost({ role }: { readonly role: EventRole }): boolean {
  return costs.includes(role);
}

/** What was done, and apart from it what it cost and what is to come back. */
export function splitEvents<T extends Pick<TransactionEventView, "role">>(
  events: readonly T[],
): { done: T[]; costs: T[] } {
  return { done: events.filter((event) => !isCost(event)), costs: events.filter(isCost) };
}
