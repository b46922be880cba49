"use client";
import { request } from "@/app/browser/request";
import { fieldsOf, useFormCall } from "@/app/browser/use-form-call";
import { Button } from "@/app/ui/button";
import { SelectField, TextField } from "@/app/ui/field";
import { FormTrouble } from "@/app/ui/form-trouble";
import { bookKinds, bookKindWords } from "@/app/words/address-book";

interface BookFormProps {
  /** Null where the person writes it. */
  readonly address: string | null;
  readonly entered: string;
}

/** Whose an address is; works without script. */
export function BookForm({ address, entered }: BookFormProps) {
  const { working, trouble, send } = useFormCall();
  return (
    <form
      method="post"
      action="/forms/address-book"
      noValidate
      aria-label={address === null ? "Whose another address is" : `Whose ${address} is`}
      aria-busy={working}
      onSubmit={(event) => {
        event.preventDefault();
        const form = event.currentTarget;
        const field = fieldsOf(form);
        const said = { address: field("address"), kind: field("kind"), label: field("label") };
        send(
          () => request("PUT", "/api/address-book", said),
          "It counts now",
          () => form.reset(),
        );
      }}
      className="mt-3 space-y-3"
    >
      <Fields address={address} entered={entered} />
      <Button type="submit" size="small" tone="primary" name="do" value="save" aria-disabled={working}>
        Save
      </Button>
      <FormTrouble trouble={trouble} />
    </form>
  );
}

const look = "mt-1 font-normal";

function Fields({ address, entered }: BookFormProps) {
  return (
    <>
      {address === null ? (
        <label className="block text-sm font-medium">
          Address, or stake address for all of an account
          <TextField
            name="address"
            autoComplete="off"
            spellCheck={false}
            maxLength={300}
            defaultValue={entered}
            className={look}
          />
        </label>
      ) : (
        <input type="hidden" name="address" value={address} />
      )}
      <div className="grid gap-3 sm:grid-cols-2">
        <label className="block text-sm font-medium">
          It is
          <SelectField name="kind" className={look}>
            {bookKinds.map((kind) => (
              <option key={kind} value={kind}>
                {bookKindWords[kind].text}
              </option>
            ))}
          </SelectField>
        </label>
        <label className="block text-sm font-medium">
          Name (optional)
          <TextField name="label" autoComplete="off" maxLength={60} className={look} />
        </label>
      </div>
    </>
  );
}
