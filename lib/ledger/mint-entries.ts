import type { Amounts } from "@/lib/ledger/amounts";
import { differenceOf, sizesOf } from "@/lib/ledger/amounts";
import { lovelace } from "@/lib/cardano/unit";
import type { ContractView } from "@/lib/ledger/contract-view";
import type { EventLocation } from "@/lib/ledger/event-location";
import type { RawTx } from "@/lib/ledger/raw-tx";
import type { Entry, EventRole, Leg } from "@/lib/ledger/transaction-event";
import type { WalletDelta } from "@/lib/ledger/wallet-delta";
import { amountWords } from "@/lib/ledger/wording";

/**
 * What the wallet minted and burned, apart from what it sent or got beside: told so where some of it is not the wallet's own
 * change, as with tokens that were minted for somebody else. It paid for all of the transaction, and no script that we know or
 * that was spent from took part, so that the whole mint is its own deed: a reference token (CIP-68) goes to some script.
 */
export function mintEntries(
  tx: RawTx,
  delta: WalletDelta,
  transfer: Amounts,
  view: ContractView,
  home: EventLocation,
): Entry[] {
  const isAlone =
    delta.feeLovelace !== null && view.spent.length === 0 && view.created.every(({ match }) => match === null);
  if (!tx.valid || !isAlone || tx.mint.size === 0) return [];
  const beside = differenceOf(transfer, tx.mint);
  if ([...beside.keys()].every((unit) => unit === lovelace) && !isBoth(tx.mint)) return [];
  return [
    ...entryOf("mint", sizesOf(tx.mint, "positive"), "Minted", 1n, home),
    ...entryOf("burn", sizesOf(tx.mint, "negative"), "Burned", -1n, home),
  ];
}

function isBoth(mint: Amounts): boolean {
  return sizesOf(mint, "positive").size > 0 && sizesOf(mint, "negative").size > 0;
}

function entryOf(
  action: EventRole & ("mint" | "burn"),
  amounts: Amounts,
  verb: string,
  sign: bigint,
  home: EventLocation,
): Entry[] {
  if (amounts.size === 0) return [];
  const legs = [...amounts].map(([unit, quantity]): Leg => {
    return { role: action, unit, quantity: sign * quantity, location: home };
  });
  const plain = { subtype: null, protocol: null, counterparty: null, orderRef: null } as const;
  return [{ ...plain, action, summary: `${verb} ${amountWords(amounts)}`, legs }];
}
