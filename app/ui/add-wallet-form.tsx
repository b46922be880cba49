"use client";
import { ArrowRight, LoaderCircle } from "lucide-react";
import { useId, useRef } from "react";
import type { ClipboardEvent, ComponentProps, SubmitEvent } from "react";
import { visibleText } from "@/lib/cardano/pasted/visible-text";
import { limits } from "@/lib/contract/limits";
import { useAddWallet } from "@/app/browser/use-add-wallet";
import type { AddressTrouble } from "@/app/words/address-trouble";
import type { Network } from "@/app/words/explorer";
import { Button } from "./button";
import { TextField } from "./field";
import { FieldAnswerLine } from "./field-answer";

interface AddWalletFormProps {
  readonly network: Network;
  /** Offered as "the demo wallet" where the server has one. */
  readonly demoAddress?: string | undefined;
  readonly large?: boolean;
  /** Nobody is signed in. */
  readonly isVisitor?: boolean;
  /** Why the form, sent before it had a script, did nothing. */
  readonly trouble?: AddressTrouble | null;
}

/** Where the form goes without script. */
const action = "/forms/add-wallet";

/** One field for any kind of address; leads to the wallet's page, where its progress is seen. */
export function AddWalletForm(props: AddWalletFormProps) {
  const { network, demoAddress, large = false, isVisitor = false, trouble = null } = props;
  const fieldId = useId();
  const field = useRef<HTMLInputElement>(null);
  const { working, answer, enter, add, openTransaction, refuseKey, forget } = useAddWallet(
    field,
    trouble && { kind: "trouble", trouble },
    isVisitor,
  );

  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    enter(field.current?.value ?? "");
  }

  return (
    <div className="w-full text-left">
      <form method="post" action={action} onSubmit={submit} noValidate autoComplete="off">
        <label htmlFor={fieldId} className="mb-1.5 block text-sm font-medium">
          Paste an address, stake address or $handle
        </label>
        <div className="flex flex-col gap-2 sm:flex-row">
          <AddressField
            ref={field}
            id={fieldId}
            onChange={forget}
            aria-invalid={answer !== null}
            aria-describedby={`${fieldId}-trouble`}
            isTall={large}
            className="font-mono text-sm"
          />
          <Submit working={working} large={large} />
        </div>
        <div id={`${fieldId}-trouble`} aria-live="polite">
          {answer !== null && (
            <FieldAnswerLine
              answer={answer}
              network={network}
              disabled={working}
              onAdd={(handle) => add([handle])}
              onTransaction={openTransaction}
              onPrivateKey={refuseKey}
            />
          )}
        </div>
      </form>
      {demoAddress !== undefined && (
        <Demo address={demoAddress} disabled={working} onAdd={(address) => add([address])} />
      )}
    </div>
  );
}

function Submit({ working, large }: { readonly working: boolean; readonly large: boolean }) {
  return (
    <Button type="submit" tone="primary" size={large ? "large" : "normal"} disabled={working}>
      {working ? <LoaderCircle aria-hidden className="animate-spin" /> : <ArrowRight aria-hidden />}
      {working ? "Adding…" : "Show me"}
    </Button>
  );
}

function AddressField(props: ComponentProps<typeof TextField>) {
  return (
    <TextField
      name="address"
      onPaste={keepLines}
      placeholder="addr1…, stake1… or $handle"
      autoComplete="off"
      autoCapitalize="none"
      autoCorrect="off"
      spellCheck={false}
      maxLength={limits.pastedCharacters}
      {...props}
    />
  );
}

/** A field of one line would put what stood on several together. */
function keepLines(event: ClipboardEvent<HTMLInputElement>): void {
  const text = event.clipboardData.getData("text/plain");
  const field = event.currentTarget;
  if (!/[\r\n]/.test(text)) return;
  event.preventDefault();
  field.setRangeText(visibleText(text), field.selectionStart ?? 0, field.selectionEnd ?? 0, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

interface DemoProps {
  readonly address: string;
  readonly disabled: boolean;
  readonly onAdd: (address: string) => void;
}

function Demo({ address, disabled, onAdd }: DemoProps) {
  return (
    <form
      method="post"
      action={action}
      onSubmit={(event) => {
        event.preventDefault();
        onAdd(address);
      }}
      className="mt-3 flex flex-wrap items-center gap-x-2 text-sm text-muted"
    >
      <input type="hidden" name="address" value={address} />
      No address at hand?
      <Button type="submit" size="small" disabled={disabled}>
        Try the demo wallet
      </Button>
    </form>
  );
}
