"use client";
import type { ReactNode } from "react";
import { cn } from "@/app/ui/cn";
import { SelectField, TextField } from "@/app/ui/field";
import { actionWords, directionWords } from "@/app/words/action-words";
import type { ActivityFilters } from "@/app/words/activity-filters";

interface FilterFieldsProps {
  readonly id: string;
  readonly filters: ActivityFilters;
  /** On a narrow screen they are shown when asked for. */
  readonly open: boolean;
  readonly apply: () => void;
  /** After a pause, for what is typed. */
  readonly applySoon: () => void;
}

/** Everything that narrows the list but the search. */
export function FilterFields({ id, filters, open, apply, applySoon }: FilterFieldsProps) {
  const { action, direction, from, to, spam, sort } = filters;
  return (
    <div
      id={id}
      className={cn("grid grid-cols-2 gap-2 sm:grid-cols-3 lg:grid lg:grid-cols-6", !open && "max-lg:hidden")}
    >
      <Choice label="Action" name="action" value={action} onChange={apply}>
        <option value="">Any</option>
        <Options words={actionWords} />
      </Choice>
      <Choice label="Direction" name="direction" value={direction} onChange={apply}>
        <option value="">Any</option>
        <Options words={directionWords} />
      </Choice>
      <Labelled label="From (UTC)">
        <TextField type="date" name="from" defaultValue={from ?? ""} onChange={applySoon} />
      </Labelled>
      <Labelled label="To (UTC)">
        <TextField type="date" name="to" defaultValue={to ?? ""} onChange={applySoon} />
      </Labelled>
      <Choice label="Spam" name="spam" value={spam} onChange={apply}>
        <option value="">Shown</option>
        <option value="false">Hidden</option>
        <option value="true">Only spam</option>
      </Choice>
      <Choice label="Order" name="sort" value={sort} onChange={apply}>
        <option value="">Newest first</option>
        <option value="oldest">Oldest first</option>
      </Choice>
    </div>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly name: string;
  readonly value: string | undefined;
  readonly onChange: () => void;
  readonly children: ReactNode;
}

/** Made anew when its value changes from outside, as a field that the browser keeps would not follow. */
function Choice({ label, name, value, onChange, children }: ChoiceProps) {
  return (
    <Labelled label={label}>
      <SelectField name={name} key={`${name} ${value}`} defaultValue={value ?? ""} onChange={onChange}>
        {children}
      </SelectField>
    </Labelled>
  );
}

function Labelled({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <label className="min-w-0 text-sm">
      <span className="mb-1 block text-muted">{label}</span>
      {children}
    </label>
  );
}

function Options({ words }: { readonly words: Readonly<Record<string, string>> }) {
  return Object.entries(words).map(([value, text]) => (
    <option key={value} value={value}>
      {text}
    </option>
  ));
}
