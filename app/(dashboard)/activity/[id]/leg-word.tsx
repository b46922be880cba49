"use client";
import type { Route } from "next";
import { useId } from "react";
import { currencies } from "@/lib/contract/currencies";
import type { Currency } from "@/lib/contract/rates";
import type { TransactionEventView } from "@/lib/contract/transaction-events";
import { request } from "@/app/browser/request";
import { fieldsOf, useFormCall } from "@/app/browser/use-form-call";
import { Button } from "@/app/ui/button";
import { SelectField, TextField } from "@/app/ui/field";
import { FormTrouble } from "@/app/ui/form-trouble";
import { TextLink } from "@/app/ui/text-link";
import { legKinds, legKindWords, saidText, wordEntered } from "@/app/words/leg-word";

interface LegWordProps {
  readonly transactionId: string;
  readonly event: TransactionEventView;
  /** What a screen reader calls the leg. */
  readonly label: string;
  readonly currency: Currency;
}

/** What a leg was where gains are told, what it was worth and what it cost; with a way back. Works without script. */
export function LegWord({ transactionId, event, label, currency }: LegWordProps) {
  const { working, trouble, send } = useFormCall();
  const { index, word } = event;
  const say = (said: object | null, done: string) =>
    send(() => request("PATCH", `/api/transactions/${transactionId}/events/${String(index)}`, { word: said }), done);
  return (
    <details
      id={`leg-${String(index)}`}
      className="mt-1 scroll-mt-20 text-xs"
      open={word !== null || trouble.length > 0}
    >
      <summary className="w-fit cursor-pointer rounded-md text-muted hover:text-ink">
        {word === null ? "What was this?" : saidText(word)}
      </summary>
      <form
        key={JSON.stringify(word)}
        method="post"
        action="/forms/leg-word"
        noValidate
        aria-label={`What it was: ${label}`}
        aria-busy={working}
        onSubmit={(submitted) => {
          submitted.preventDefault();
          const isUndo = (submitted.nativeEvent.submitter as HTMLButtonElement | null)?.value === "undo";
          if (isUndo) say(null, "Taken back");
          else say(wordEntered(fieldsOf(submitted.currentTarget)), "Your word counts now");
        }}
        className="mt-2 space-y-2"
      >
        <input type="hidden" name="transaction" value={transactionId} />
        <input type="hidden" name="index" value={index} />
        <Fields event={event} currency={currency} />
        <Ways event={event} working={working} />
        <FormTrouble trouble={trouble} />
      </form>
    </details>
  );
}

function Ways({ event, working }: Pick<LegWordProps, "event"> & { readonly working: boolean }) {
  const { word, counterparty } = event;
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Button type="submit" size="small" tone="primary" name="do" value="save" aria-disabled={working}>
        Save
      </Button>
      {word !== null && (
        <Button type="submit" size="small" name="do" value="undo" aria-disabled={working}>
          Take it back
        </Button>
      )}
      {counterparty !== null && isWithSomebody(event) && (
        <TextLink href={`/tax?who=${encodeURIComponent(counterparty)}#address-book` as Route}>
          Say whose address it is
        </TextLink>
      )}
    </div>
  );
}

const isWithSomebody = ({ action }: TransactionEventView) =>
  action === "send" || action === "receive" || action === "airdrop";

function Fields({ event, currency }: Pick<LegWordProps, "event" | "currency">) {
  const { word, quantity } = event;
  const isIn = BigInt(quantity) > 0n;
  const helpId = useId();
  const money = { inputMode: "decimal", autoComplete: "off", maxLength: 40, "aria-describedby": helpId } as const;
  const look = "mt-0.5 h-8 text-xs font-normal";
  return (
    <>
      <label className="block font-medium">
        It was
        <SelectField name="kind" defaultValue={word?.kind ?? ""} className={look}>
          <option value="">What it is called</option>
          {legKinds(isIn).map((kind) => (
            <option key={kind} value={kind}>
              {legKindWords[kind].text}
            </option>
          ))}
        </SelectField>
      </label>
      <div className="grid grid-cols-2 gap-2">
        <label className="block font-medium">
          Worth, all of it
          <TextField {...money} name="value" defaultValue={word?.value ?? ""} className={look} />
        </label>
        {isIn && (
          <label className="block font-medium">
            Cost, all of it
            <TextField {...money} name="basis" defaultValue={word?.basis ?? ""} className={look} />
          </label>
        )}
        <label className="block font-medium">
          Currency
          <SelectField name="currency" defaultValue={word?.currency ?? currency} className={look}>
            {currencies.map(({ code }) => (
              <option key={code}>{code}</option>
            ))}
          </SelectField>
        </label>
      </div>
      <p id={helpId} className="text-muted">
        Leave the amounts empty where prices of that time should count.
      </p>
    </>
  );
}
