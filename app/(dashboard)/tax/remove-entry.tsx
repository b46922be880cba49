"use client";
import { request } from "@/app/browser/request";
import { useFormCall } from "@/app/browser/use-form-call";
import { Button } from "@/app/ui/button";
import { FormTrouble } from "@/app/ui/form-trouble";

interface RemoveEntryProps {
  /** Of the API, to be deleted. */
  readonly path: string;
  /** Of the form without script, which is told the field. */
  readonly action: string;
  readonly field: readonly [name: string, value: string];
  /** What a screen reader calls it. */
  readonly label: string;
}

/** Takes one thing out of a list. */
export function RemoveEntry({ path, action, field: [name, value], label }: RemoveEntryProps) {
  const { working, trouble, send } = useFormCall();
  return (
    <form
      method="post"
      action={action}
      aria-busy={working}
      onSubmit={(event) => {
        event.preventDefault();
        send(() => request("DELETE", path), "Removed");
      }}
    >
      <input type="hidden" name={name} value={value} />
      <Button type="submit" size="small" name="do" value="remove" aria-disabled={working} aria-label={label}>
        Remove
      </Button>
      <FormTrouble trouble={trouble} />
    </form>
  );
}
