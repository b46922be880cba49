"use client";
import { ListFilter, Search, X } from "lucide-react";
import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState, useTransition } from "react";
import { Button } from "@/app/ui/button";
import { cn } from "@/app/ui/cn";
import { SelectField, TextField } from "@/app/ui/field";
import { actionWords, directionWords } from "@/app/words/action-words";
import { filterCount, filterQuery, parseFilters } from "@/app/words/activity-filters";
import type { ActivityFilters } from "@/app/words/activity-filters";

const pauseMs = 300;

interface ActivityFiltersFormProps {
  readonly filters: ActivityFilters;
  /** How the asset that the list is narrowed to is called. */
  readonly assetName: string | undefined;
}

/** Everything that narrows the list; each change goes into the address bar, so it can be kept and shared. */
export function ActivityFiltersForm({ filters, assetName }: ActivityFiltersFormProps) {
  const router = useRouter();
  const form = useRef<HTMLFormElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [open, setOpen] = useState(false);
  const [pending, startTransition] = useTransition();
  const count = filterCount(filters);
  useEffect(() => () => clearTimeout(timer.current), []);

  function show(next: ActivityFilters) {
    clearTimeout(timer.current);
    startTransition(() => router.replace(`/activity${filterQuery(next)}` as Route, { scroll: false }));
  }

  function apply() {
    if (form.current === null) return;
    const fields = Object.fromEntries(
      [...new FormData(form.current)].map(([name, value]) => [name, typeof value === "string" ? value : ""]),
    );
    const { wallet, unit } = filters;
    show({ ...parseFilters(fields), ...(wallet && { wallet }), ...(unit && { unit }) });
  }

  function applySoon() {
    clearTimeout(timer.current);
    timer.current = setTimeout(apply, pauseMs);
  }

  function clear() {
    form.current?.querySelectorAll("input").forEach((field) => (field.value = ""));
    show(filters.wallet === undefined ? {} : { wallet: filters.wallet });
  }

  return (
    <form
      ref={form}
      role="search"
      aria-label="Filter transactions"
      aria-busy={pending}
      onSubmit={(event) => {
        event.preventDefault();
        apply();
      }}
      className="space-y-3 px-4 py-3 sm:px-5"
    >
      <div className="flex gap-2">
        <div className="relative min-w-0 flex-1">
          <Search aria-hidden className="absolute top-3 left-3 size-4 text-muted" />
          <TextField
            type="search"
            name="q"
            aria-label="Search transactions"
            placeholder="Token, address, hash or words"
            defaultValue={filters.q ?? ""}
            maxLength={120}
            onChange={applySoon}
            className="pl-9"
          />
        </div>
        <Button className="lg:hidden" aria-expanded={open} aria-controls="more-filters" onClick={() => setOpen(!open)}>
          <ListFilter aria-hidden />
          Filter{count > 0 && ` (${count})`}
        </Button>
      </div>
      <div
        id="more-filters"
        className={cn("grid grid-cols-2 gap-2 sm:grid-cols-3 lg:grid lg:grid-cols-6", !open && "max-lg:hidden")}
      >
        <Labelled label="Action">
          <SelectField
            name="action"
            key={`action ${filters.action}`}
            defaultValue={filters.action ?? ""}
            onChange={apply}
          >
            <option value="">Any</option>
            <Options words={actionWords} />
          </SelectField>
        </Labelled>
        <Labelled label="Direction">
          <SelectField
            name="direction"
            key={`direction ${filters.direction}`}
            defaultValue={filters.direction ?? ""}
            onChange={apply}
          >
            <option value="">Any</option>
            <Options words={directionWords} />
          </SelectField>
        </Labelled>
        <Labelled label="From (UTC)">
          <TextField type="date" name="from" defaultValue={filters.from ?? ""} onChange={applySoon} />
        </Labelled>
        <Labelled label="To (UTC)">
          <TextField type="date" name="to" defaultValue={filters.to ?? ""} onChange={applySoon} />
        </Labelled>
        <Labelled label="Spam">
          <SelectField name="spam" key={`spam ${filters.spam}`} defaultValue={filters.spam ?? ""} onChange={apply}>
            <option value="">Shown</option>
            <option value="false">Hidden</option>
            <option value="true">Only spam</option>
          </SelectField>
        </Labelled>
        <Labelled label="Order">
          <SelectField name="sort" key={`sort ${filters.sort}`} defaultValue={filters.sort ?? ""} onChange={apply}>
            <option value="">Newest first</option>
            <option value="oldest">Oldest first</option>
          </SelectField>
        </Labelled>
      </div>
      {count > 0 && (
        <div className="flex flex-wrap items-center gap-2">
          {assetName !== undefined && (
            <Button size="small" onClick={() => show(withoutUnit(filters))}>
              Only <bdi className="max-w-48 truncate">{assetName}</bdi>
              <X aria-hidden />
              <span className="sr-only">(remove)</span>
            </Button>
          )}
          <Button tone="quiet" size="small" onClick={clear}>
            Clear all filters
          </Button>
        </div>
      )}
    </form>
  );
}

function withoutUnit({ unit: _, ...rest }: ActivityFilters): ActivityFilters {
  return rest;
}

function Labelled({ label, children }: { readonly label: string; readonly children: React.ReactNode }) {
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
