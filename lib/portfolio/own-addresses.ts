import type { PaymentAddress } from "@/lib/cardano/brand";
import type { TransactionDetail } from "@/lib/contract/transaction-detail";
import { placeOf, type OneScope } from "@/lib/ledger/ownership";

export type Place = NonNullable<TransactionDetail["outputs"][number]["place"]>;

/** The place of those of some addresses that are a wallet's. */
export function placesOf(addresses: readonly PaymentAddress[], scope: OneScope): ReadonlyMap<string, Place> {
  return new Map(
    addresses.flatMap((address): [string, Place][] => {
      const owned = placeOf(address, scope);
      return owned === null ? [] : [[address, owned.place]];
    }),
  );
}
