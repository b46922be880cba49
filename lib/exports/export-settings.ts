import type { UnitNumbers } from "@/lib/exports/unit-numbers";

/** What a person chose for an export, and what names are told by. */
export interface ExportSettings {
  /** Of every worth: ISO 4217, or ADA. */
  readonly currency: string;
  /** One wallet's side only: tools that keep wallets apart read one file a wallet. Null: all of them. */
  readonly wallet: string | null;
  /** What people call their wallets: hostile text as well. */
  readonly walletNames: ReadonlyMap<string, string>;
  /** Of every token that the rows show. */
  readonly numbers: UnitNumbers;
  /** What the tool itself calls a unit, where a person looked it up: `ID:36899`, `MIN`, `ATOM2`. */
  readonly symbols: ReadonlyMap<string, string>;
}

/** Nobody's has no name. */
export function walletName(wallet: string | null, { walletNames }: ExportSettings): string {
  return wallet === null ? "" : (walletNames.get(wallet) ?? wallet);
}
