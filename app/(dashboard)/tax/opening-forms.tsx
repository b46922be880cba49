"use client";
import type { ReactNode, SubmitEvent } from "react";
import { currencies } from "@/lib/contract/currencies";
import { limits } from "@/lib/contract/limits";
import type { Currency } from "@/lib/contract/rates";
import { request } from "@/app/browser/request";
import { fieldsOf, useFormCall } from "@/app/browser/use-form-call";
import { Button } from "@/app/ui/button";
import { SelectField, TextArea, TextField } from "@/app/ui/field";
import { FormTrouble } from "@/app/ui/form-trouble";
import { csvExample, lotsEntered } from "@/app/words/opening-lots";

interface LotsFormProps {
  readonly name: string;
  readonly button: string;
  readonly children: ReactNode;
}

/** Adds what stands in its fields; works without script. */
function LotsForm({ name, button, children }: LotsFormProps) {
  const { working, trouble, send } = useFormCall();
  const add = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const body = lotsEntered(fieldsOf(form));
    send(
      () => request("POST", "/api/accounting/opening-lots", body),
      "Added",
      () => form.reset(),
    );
  };
  return (
    <form
      method="post"
      action="/forms/opening-lots"
      noValidate
      aria-label={name}
      aria-busy={working}
      onSubmit={add}
      className="mt-3 space-y-3"
    >
      {children}
      <Button type="submit" size="small" tone="primary" aria-disabled={working}>
        {button}
      </Button>
      <FormTrouble trouble={trouble} />
    </form>
  );
}

/** Adds coins that were bought elsewhere. */
export function OpeningForm({ currency }: { readonly currency: Currency }) {
  return (
    <LotsForm name="Coins bought elsewhere" button="Add">
      <Fields currency={currency} />
    </LotsForm>
  );
}

const look = "mt-1 font-normal";
const text = { autoComplete: "off", className: look } as const;

function Fields({ currency }: { readonly currency: Currency }) {
  return (
    <div className="grid gap-3 text-sm font-medium sm:grid-cols-3">
      <label className="block">
        Bought on
        <TextField name="date" type="date" className={look} />
      </label>
      <label className="block">
        Coin: ADA, a ticker or a unit
        <TextField {...text} name="asset" maxLength={200} spellCheck={false} defaultValue="ADA" />
      </label>
      <label className="block">
        Amount
        <TextField {...text} name="quantity" inputMode="decimal" maxLength={40} />
      </label>
      <label className="block">
        Cost of all of it, with fees
        <TextField {...text} name="cost" inputMode="decimal" maxLength={40} />
      </label>
      <label className="block">
        Currency
        <SelectField name="currency" defaultValue={currency} className={look}>
          {currencies.map(({ code }) => (
            <option key={code}>{code}</option>
          ))}
        </SelectField>
      </label>
      <label className="block">
        Note (optional)
        <TextField {...text} name="note" maxLength={limits.openingNoteCharacters} />
      </label>
    </div>
  );
}

/** A table of them: all of it is added, or nothing. */
export function CsvForm() {
  return (
    <LotsForm name="Coins bought elsewhere, as CSV" button="Add all">
      <label className="block text-sm font-medium">
        The table, its first line naming the columns
        <TextArea
          name="csv"
          rows={6}
          maxLength={limits.bodyBytes}
          spellCheck={false}
          placeholder={csvExample}
          className="mt-1 font-mono text-xs font-normal"
        />
      </label>
    </LotsForm>
  );
}
