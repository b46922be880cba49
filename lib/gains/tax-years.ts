import type { Period } from "@/lib/accounting/fold-periods";
import type { Treatment } from "@/lib/accounting/treatment";
import type { AccountingSettings } from "@/lib/contract/accounting";

/** When a tax year begins, UTC, in milliseconds since 1970. A year is called by the one in which it begins. */
export const yearStart = ({ taxYearStart }: Pick<AccountingSettings, "taxYearStart">, year: number): number =>
  Date.parse(`${String(year)}-${taxYearStart}T00:00:00Z`);

/** The tax year in which a moment lies. */
export function yearOf(settings: Pick<AccountingSettings, "taxYearStart">, at: number): number {
  const year = new Date(at).getUTCFullYear();
  return at < yearStart(settings, year) ? year - 1 : year;
}

/** The rules of lots from when on they hold. */
export function periodsOf(settings: AccountingSettings): Period[] {
  const { scope, onShortfall, longTermAfterDays } = settings;
  return settings.methods.map(({ fromYear, method }) => ({
    from: yearStart(settings, fromYear),
    rules: { method, scope, onShortfall, longTermAfterDays, rankedBy: "unit-cost" },
  }));
}

export const treatmentOf = ({ liquidity, airdrop, standaloneFee, transferFee }: AccountingSettings): Treatment => ({
  liquidity,
  airdrop,
  standaloneFee,
  transferFee,
});
