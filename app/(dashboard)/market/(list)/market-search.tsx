import { Search } from "lucide-react";
import { Button } from "@/app/ui/button";
import { TextField } from "@/app/ui/field";
import type { MarketTab } from "@/app/words/market-words";

/** Looks for a token by its name, ticker or unit. */
export function MarketSearch({ q, tab }: { readonly q: string; readonly tab: MarketTab }) {
  return (
    <form
      method="post"
      action="/forms/market"
      role="search"
      aria-label="Find a token"
      className="flex gap-2 max-sm:w-full"
    >
      <input type="hidden" name="tab" value={tab} />
      <div className="relative min-w-0 flex-1 sm:w-64">
        <Search aria-hidden className="absolute top-3 left-3 size-4 text-muted" />
        <TextField
          type="search"
          name="q"
          aria-label="Name, ticker or policy id"
          placeholder="Name, ticker or policy id"
          defaultValue={q}
          maxLength={120}
          className="pl-9"
        />
      </div>
      <Button type="submit">Find</Button>
    </form>
  );
}
