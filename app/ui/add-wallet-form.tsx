"use client";
import { ArrowRight, LoaderCircle } from "lucide-react";
import { useRouter } from "next/navigation";
import { useId, useRef, useState, useTransition } from "react";
import type { RefObject, SubmitEvent } from "react";
import { toast } from "sonner";
import { addWallet } from "@/app/browser/add-wallet";
import { RequestError } from "@/app/browser/request";
import { addressTrouble, emptyAddress } from "@/app/words/address-trouble";
import type { AddressTrouble } from "@/app/words/address-trouble";
import { Button } from "./button";
import { cn } from "./cn";
import { TextField } from "./field";

interface AddWalletFormProps {
  /** Offered as "the demo wallet" where the server has one. */
  readonly demoAddress?: string | undefined;
  readonly large?: boolean;
}

/** One field for any kind of address; leads to the wallet's page, where its progress is seen. */
export function AddWalletForm({ demoAddress, large = false }: AddWalletFormProps) {
  const fieldId = useId();
  const field = useRef<HTMLInputElement>(null);
  const [address, setAddress] = useState("");
  const { adding, trouble, add, setTrouble } = useAddWallet(field);

  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    add(address.trim());
  }

  return (
    <form onSubmit={submit} noValidate className="w-full text-left">
      <label htmlFor={fieldId} className="mb-1.5 block text-sm font-medium">
        Paste an address, stake address or $handle
      </label>
      <div className="flex flex-col gap-2 sm:flex-row">
        <TextField
          ref={field}
          id={fieldId}
          name="address"
          value={address}
          onChange={(event) => {
            setAddress(event.target.value);
            setTrouble(null);
          }}
          placeholder="addr1…, stake1… or $handle"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={300}
          aria-invalid={trouble !== null}
          aria-describedby={`${fieldId}-trouble`}
          className={cn("font-mono text-sm", large && "h-12")}
        />
        <Button type="submit" tone="primary" size={large ? "large" : "normal"} disabled={adding}>
          {adding ? <LoaderCircle aria-hidden className="animate-spin" /> : <ArrowRight aria-hidden />}
          {adding ? "Adding…" : "Show me"}
        </Button>
      </div>
      <Trouble id={`${fieldId}-trouble`} trouble={trouble} />
      {demoAddress !== undefined && <Demo disabled={adding} onClick={() => add(demoAddress)} />}
    </form>
  );
}

/** Adds a wallet and goes to its page; what is wrong with the address leads back to its field. */
function useAddWallet(field: RefObject<HTMLInputElement | null>) {
  const router = useRouter();
  const [trouble, setTrouble] = useState<AddressTrouble | null>(null);
  const [adding, startAdding] = useTransition();

  function refuse(why: AddressTrouble) {
    setTrouble(why);
    field.current?.focus();
  }

  function add(wanted: string) {
    if (wanted === "") {
      refuse(emptyAddress);
      return;
    }
    setTrouble(null);
    startAdding(async () => {
      try {
        const { id, created } = await addWallet(wanted);
        if (!created) toast.info("You follow this wallet already. Here it is.");
        // A transition of its own keeps the button busy until the wallet's page is there.
        startAdding(() => router.push(`/wallets/${id}`));
      } catch (error) {
        refuse(troubleOf(error));
      }
    });
  }

  return { adding, trouble, add, setTrouble };
}

function Trouble({ id, trouble }: { readonly id: string; readonly trouble: AddressTrouble | null }) {
  return (
    <div id={id} aria-live="polite">
      {trouble !== null && (
        <p className="mt-2 text-sm wrap-anywhere">
          <span className="font-medium text-bad">{trouble.message}</span> {trouble.next}
        </p>
      )}
    </div>
  );
}

function Demo({ disabled, onClick }: { readonly disabled: boolean; readonly onClick: () => void }) {
  return (
    <p className="mt-3 flex flex-wrap items-center gap-x-2 text-sm text-muted">
      No address at hand?
      <Button size="small" disabled={disabled} onClick={onClick}>
        Try the demo wallet
      </Button>
    </p>
  );
}

function troubleOf(error: unknown): AddressTrouble {
  if (error instanceof RequestError) return addressTrouble(error);
  return { message: "Something went wrong.", next: "Try again." };
}
