"use client";
import { Search } from "lucide-react";
import type { Route } from "next";
import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { useEffect, useRef, useTransition } from "react";
import { TextField } from "@/app/ui/field";

const pauseMs = 250;

/** Narrows the page to what matches; the words stand in the address bar, the server does the matching. */
export function HoldingsSearch() {
  const router = useRouter();
  const pathname = usePathname();
  const params = useSearchParams();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [pending, startTransition] = useTransition();
  useEffect(() => () => clearTimeout(timer.current), []);

  function search(text: string) {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      const next = new URLSearchParams(params);
      next.delete("show");
      if (text.trim() === "") next.delete("q");
      else next.set("q", text.trim());
      startTransition(() => router.replace(`${pathname}?${next.toString()}` as Route, { scroll: false }));
    }, pauseMs);
  }

  return (
    <div role="search" className="relative w-full sm:w-72">
      <Search aria-hidden className="absolute top-3 left-3 size-4 text-muted" />
      <TextField
        type="search"
        aria-label="Search holdings by name, ticker or policy id"
        aria-busy={pending}
        placeholder="Name, ticker or policy id"
        defaultValue={params.get("q") ?? ""}
        maxLength={120}
        onChange={(event) => search(event.target.value)}
        className="pl-9"
      />
    </div>
  );
}
