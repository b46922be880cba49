import type { Money } from "@/lib/accounting/accounting-event";
import { exactText } from "@/lib/accounting/exact-text";
import { formatAmount } from "@/lib/cardano/amount";
import { entriesOf } from "@/lib/exports/entry";
import type { ExportRow, Side } from "@/lib/exports/export-row";
import { walletName, type ExportSettings } from "@/lib/exports/export-settings";
import type { Streamed } from "@/lib/exports/table";

/**
 * All rows as one JSON document, a row a line. Amounts are decimal strings of whole units, money is exact: a decimal, or `a/b` where none
 * would be. What nobody knows is null.
 */
export async function* jsonText(
  rows: Streamed<ExportRow>,
  settings: ExportSettings,
  manifest: string,
): AsyncGenerator<string, void> {
  yield `{"manifest":${JSON.stringify(manifest)},"currency":${JSON.stringify(settings.currency)},"rows":[`;
  let separator = "\n";
  for await (const row of rows)
    for (const { id, at, kind, wallet, from, to, sent, received, fee, hash, description } of entriesOf(
      row,
      settings.wallet,
      "one",
    )) {
      const named = {
        wallet: walletName(wallet, settings),
        from: walletName(from, settings),
        to: walletName(to, settings),
      };
      const sides = { sent: sideOf(sent), received: sideOf(received), fee: sideOf(fee) };
      const told = { id, at: new Date(at).toISOString(), kind, ...named, ...sides, hash, description };
      yield separator + JSON.stringify(told);
      separator = ",\n";
    }
  yield "\n]}\n";
}

function sideOf(side: Side | null) {
  if (side === null) return null;
  const { unit, ticker, decimals, quantity, worth } = side;
  return { unit, ticker, decimals, amount: formatAmount(quantity, decimals), worth: moneyText(worth) };
}

const moneyText = (money: Money): string | null => (money === null ? null : exactText(money));
