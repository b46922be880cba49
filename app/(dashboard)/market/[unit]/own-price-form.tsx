"use client";
import { useId } from "react";
import type { OwnPriceView } from "@/lib/contract/market";
import { currencies } from "@/lib/contract/currencies";
import type { Currency } from "@/lib/contract/rates";
import { Button } from "@/app/ui/button";
import { SelectField, TextField } from "@/app/ui/field";
import { SaidPrices } from "./said-prices";
import { useOwnPrice } from "./use-own-price";

interface OwnPriceFormProps {
  readonly unit: string;
  /** What one of it is called. */
  readonly one: string;
  readonly currency: Currency;
  readonly said: readonly OwnPriceView[];
}

/** Sets a price of one's own, and takes each back; forms that also work before their script is there. */
export function OwnPriceForm({ unit, one, currency, said }: OwnPriceFormProps) {
  const { working, trouble, set, takeBack } = useOwnPrice(unit);
  const [troubleId, helpId] = [useId(), useId()];
  return (
    <div className="space-y-4 p-4 sm:p-5">
      <form
        method="post"
        action="/forms/own-price"
        noValidate
        aria-label="My own price"
        aria-busy={working}
        onSubmit={(event) => {
          event.preventDefault();
          set(event.currentTarget);
        }}
        className="space-y-3"
      >
        <input type="hidden" name="unit" value={unit} />
        <p id={helpId} className="text-sm text-muted">
          What you say that one {one} costs counts before every other source, in your totals only: from now on, or, with
          a day, on that day (UTC).
        </p>
        <Fields currency={currency} isWrong={trouble !== null} toldBy={trouble === null ? helpId : troubleId} />
        <Button type="submit" tone="primary" aria-disabled={working}>
          Set my price
        </Button>
        {trouble !== null && (
          <p id={troubleId} role="alert" className="text-sm text-bad">
            {trouble}
          </p>
        )}
      </form>
      {said.length > 0 && <SaidPrices unit={unit} said={said} working={working} onTakeBack={takeBack} />}
    </div>
  );
}

interface FieldsProps {
  readonly currency: Currency;
  readonly isWrong: boolean;
  /** The element that says what to write, or what is wrong with it. */
  readonly toldBy: string;
}

function Fields({ currency, isWrong, toldBy }: FieldsProps) {
  return (
    <div className="grid gap-3 sm:grid-cols-[1fr_8rem_11rem]">
      <label className="block text-sm font-medium">
        Price of one
        <TextField
          name="price"
          inputMode="decimal"
          autoComplete="off"
          maxLength={40}
          aria-invalid={isWrong}
          aria-describedby={toldBy}
          className="mt-1 font-normal"
        />
      </label>
      <label className="block text-sm font-medium">
        Currency
        <SelectField name="currency" defaultValue={currency} className="mt-1 font-normal">
          {currencies.map(({ code }) => (
            <option key={code}>{code}</option>
          ))}
        </SelectField>
      </label>
      <label className="block text-sm font-medium">
        Only on (optional)
        <TextField name="at" type="date" className="mt-1 font-normal" />
      </label>
    </div>
  );
}
