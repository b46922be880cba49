import type { TaxPlace } from "@/app/words/tax-place";

/** What a form sends along, to lead back to where it stood. */
export function PlaceFields({ place: { year, wallet } }: { readonly place: TaxPlace }) {
  return (
    <>
      {year !== undefined && <input type="hidden" name="year" value={year} />}
      {wallet !== undefined && <input type="hidden" name="wallet" value={wallet} />}
    </>
  );
}
