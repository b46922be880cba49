"use client";
import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useTransition } from "react";
import { filterQuery, parseFilters } from "@/app/words/activity-filters";
import type { ActivityFilters } from "@/app/words/activity-filters";

const pauseMs = 300;

/** Puts what the form's fields say into the address bar: at once, or after a pause in typing. */
export function useFilterForm(filters: ActivityFilters) {
  const router = useRouter();
  const form = useRef<HTMLFormElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [pending, startTransition] = useTransition();
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

  return { form, pending, show, apply, applySoon, clear };
}
