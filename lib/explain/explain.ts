import type { CredentialHash, PaymentAddress } from "@/lib/cardano/brand";
import { parsePaymentAddress } from "@/lib/cardano/parse-payment-address";
import { stakeAddressOf } from "@/lib/cardano/stake-address";
import { linesOf, type ExplainedLine } from "@/lib/explain/line";
import { ownersOf, perspectiveOf, scriptOwners } from "@/lib/explain/perspectives";
import { inChainOrder, resolverOf } from "@/lib/explain/placed-tx";
import type { RecordedTx } from "@/lib/explain/recorded-tx";
import type { Classification } from "@/lib/ledger/classification";
import { label } from "@/lib/ledger/label";
import type { RawTx } from "@/lib/ledger/raw-tx";
import { walletDelta, type WalletDelta } from "@/lib/ledger/wallet-delta";

function keysByStake(addresses: Iterable<PaymentAddress>): (stake: string) => ReadonlySet<CredentialHash> {
  const keys = new Map<string, Set<CredentialHash>>();
  for (const address of addresses) {
    const parsed = parsePaymentAddress(address);
    if (parsed?.kind !== "base" || parsed.payment.kind !== "key") continue;
    const stake = stakeAddressOf(parsed.stake, parsed.network);
    keys.set(stake, (keys.get(stake) ?? new Set()).add(parsed.payment.hash));
  }
  return (stake) => keys.get(stake) ?? new Set();
}

/** A transaction from the side of one owner. */
export interface Explained {
  readonly owner: string;
  readonly tx: RawTx;
  readonly delta: WalletDelta;
  readonly classification: Classification;
}

/**
 * What each transaction was, in chain order, from the side of everybody concerned or of the one owner asked for. The
 * rules are those of the sync: transaction → delta → label.
 */
export function explainAll(recorded: readonly RecordedTx[], asked: string | null): Explained[] {
  const resolve = resolverOf(recorded);
  const placed = inChainOrder(recorded);
  const touched = placed.flatMap(({ tx, spent }) => [...spent.flatMap(({ output }) => output ?? []), ...tx.outputs]);
  const keysOf = keysByStake(touched.map(({ address }) => address));
  const watched = new Set<string>(placed.flatMap(({ tx, spent }) => scriptOwners(tx, spent)));
  return placed.flatMap(({ tx, spent }) => {
    const owners = ownersOf(tx, spent, watched);
    return (asked === null ? owners : [asked]).flatMap((each) => {
      const { owner, scope } = perspectiveOf(each, keysOf);
      const delta = walletDelta(tx, scope, resolve);
      const isConcerned = owners.includes(owner) || delta.ownAddresses.length > 0;
      if (!isConcerned) return [];
      return [{ owner, tx, delta, classification: label(tx, scope, delta, () => performance.now()) }];
    });
  });
}

/** The same in lines. */
export function explain(recorded: readonly RecordedTx[], asked: string | null): ExplainedLine[] {
  return explainAll(recorded, asked).flatMap(({ owner, tx, delta, classification }) =>
    linesOf(tx, owner, delta, classification),
  );
}
