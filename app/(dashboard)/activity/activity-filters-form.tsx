"use client";
import { ListFilter, Search, X } from "lucide-react";
import { useState } from "react";
import { Button } from "@/app/ui/button";
import { TextField } from "@/app/ui/field";
import { filterCount } from "@/app/words/activity-filters";
import type { ActivityFilters } from "@/app/words/activity-filters";
import { FilterFields } from "./filter-fields";
import { useFilterForm } from "./use-filter-form";

interface ActivityFiltersFormProps {
  readonly filters: ActivityFilters;
  /** How the asset that the list is narrowed to is called. */
  readonly assetName: string | undefined;
}

/** Everything that narrows the list; each change goes into the address bar, so it can be kept and shared. */
export function ActivityFiltersForm({ filters, assetName }: ActivityFiltersFormProps) {
  const [open, setOpen] = useState(false);
  const { form, pending, show, apply, applySoon, clear } = useFilterForm(filters);
  const count = filterCount(filters);
  return (
    <form
      ref={form}
      method="post"
      action="/forms/activity"
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
        <SearchField value={filters.q} onChange={applySoon} />
        <Button className="lg:hidden" aria-expanded={open} aria-controls="more-filters" onClick={() => setOpen(!open)}>
          <ListFilter aria-hidden />
          Filter{count > 0 && ` (${count})`}
        </Button>
      </div>
      <FilterFields id="more-filters" filters={filters} open={open} apply={apply} applySoon={applySoon} />
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

function SearchField({ value, onChange }: { readonly value: string | undefined; readonly onChange: () => void }) {
  return (
    <div className="relative min-w-0 flex-1">
      <Search aria-hidden className="absolute top-3 left-3 size-4 text-muted" />
      <TextField
        type="search"
        name="q"
        aria-label="Search transactions"
        placeholder="Token, address, hash or words"
        defaultValue={value ?? ""}
        maxLength={120}
        onChange={onChange}
        className="pl-9"
      />
    </div>
  );
}

function withoutUnit({ unit: _, ...rest }: ActivityFilters): ActivityFilters {
  return rest;
}
