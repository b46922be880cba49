import { Button } from "@/app/ui/button";
import { checkWords, type Check } from "@/app/words/tax-checks";
import type { TaxPlace } from "@/app/words/tax-place";
import { PlaceFields } from "./place-fields";

interface AcceptFormProps {
  readonly check: Check;
  /** The year that it is accepted for, and where the form leads back to. */
  readonly place: TaxPlace;
}

/** Says that one thing may stay as it is, in all wallets, or no longer so. */
export function AcceptForm({ check: { what, count, accepted }, place }: AcceptFormProps) {
  const isAccepted = accepted === count;
  const label = `${isAccepted ? "Take back" : "Accept as it is"}${place.wallet === undefined ? "" : ", in all wallets"}`;
  return (
    <form method="post" action="/forms/accepted" className="mt-2 print:hidden">
      <PlaceFields place={place} />
      <input type="hidden" name="what" value={what} />
      <Button
        type="submit"
        size="small"
        name="do"
        value={isAccepted ? "take-back" : "accept"}
        aria-label={`${label}: ${checkWords[what].title}`}
      >
        {label}
      </Button>
    </form>
  );
}
