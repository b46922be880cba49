import type { TransactionDetail } from "@/lib/contract/transaction-detail";

/** An address of the wallet, as `wallet_address` holds it. */
export interface OwnAddress {
  readonly address: string;
  readonly paymentKind: string;
  readonly verified: boolean;
}

export type Place = NonNullable<TransactionDetail["outputs"][number]["place"]>;

/** The place of some addresses of a wallet. Where none at all is verified, none counts as unverified, as in holdings. */
export function placesOf(addresses: readonly OwnAddress[], anyVerified: boolean): ReadonlyMap<string, Place> {
  return new Map(addresses.map((own) => [own.address, placeOf(own, anyVerified)]));
}

function placeOf({ paymentKind, verified }: OwnAddress, anyVerified: boolean): Place {
  if (paymentKind === "script") return "contract";
  return verified || paymentKind === "byron" || !anyVerified ? "wallet" : "unverified";
}
