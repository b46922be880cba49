"use client";
import { useEffect, useRef } from "react";
import { Button } from "@/app/ui/button";
import { walletsHereWords } from "@/app/words/wallets-here-words";

export interface Here {
  readonly wallets: number;
  /** Whether they have no key of their own: only then can their wallets be moved. */
  readonly guest: boolean;
}

interface WalletsHereProps {
  readonly here: Here;
  readonly working: boolean;
  readonly onChoose: (wallets: "add" | "leave") => void;
  readonly onCancel: () => void;
}

/** Asks what becomes of the wallets that are followed here, before another account takes their place. */
export function WalletsHere({ here, working, onChoose, onCancel }: WalletsHereProps) {
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  const words = walletsHereWords(here);
  return (
    <section aria-labelledby="wallets-here" className="mt-4 rounded-xl border border-line bg-surface p-4 sm:p-5">
      <h2 id="wallets-here" ref={title} tabIndex={-1} className="font-semibold outline-none">
        {words.title}
      </h2>
      <p className="mt-1 text-sm text-muted">{words.text}</p>
      <div className="mt-4 flex flex-col items-stretch gap-2 sm:flex-row sm:flex-wrap">
        {words.add !== null && (
          <Button tone="primary" disabled={working} onClick={() => onChoose("add")}>
            {words.add}
          </Button>
        )}
        <Button disabled={working} onClick={() => onChoose("leave")}>
          {words.leave}
        </Button>
        <Button tone="quiet" disabled={working} onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </section>
  );
}

/** The same question where no script asks it: said before the key is sent. */
export function WalletsHereWithoutScript({ here }: { readonly here: Here }) {
  const { add, leave, text } = walletsHereWords(here);
  return (
    <noscript>
      <fieldset className="mt-4 space-y-2 text-sm">
        <legend className="font-medium">If the key opens another list</legend>
        <p className="text-muted">{text}</p>
        {add !== null && <Choice value="add" label={add} />}
        <Choice value="leave" label={leave} checked />
      </fieldset>
    </noscript>
  );
}

interface ChoiceProps {
  readonly value: "add" | "leave";
  readonly label: string;
  readonly checked?: boolean;
}

function Choice({ value, label, checked = false }: ChoiceProps) {
  return (
    <label className="flex items-center gap-2">
      <input type="radio" name="wallets" value={value} defaultChecked={checked} /> {label}
    </label>
  );
}
