"use client";
import { Star } from "lucide-react";
import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { useOptimistic, useTransition } from "react";
import { failureText, request } from "@/app/browser/request";
import { tell } from "@/app/browser/tell";
import { Button } from "@/app/ui/button";
import { cn } from "@/app/ui/cn";

interface WatchButtonProps {
  readonly unit: string;
  readonly name: string;
  readonly watched: boolean;
}

/** The star of a token: a form, so that it works before its script is there. */
export function WatchButton({ unit, name, watched }: WatchButtonProps) {
  const router = useRouter();
  const [working, startWork] = useTransition();
  const [isWatched, setWatched] = useOptimistic(watched);
  const [pathname, query] = [usePathname(), useSearchParams().toString()];

  function turn() {
    if (working) return;
    startWork(async () => {
      setWatched(!watched);
      try {
        await request(watched ? "DELETE" : "PUT", `/api/market/${unit}/watch`);
        router.refresh();
      } catch (error) {
        tell.error(failureText(error));
      }
    });
  }

  return (
    <form
      method="post"
      action="/forms/watch"
      onSubmit={(event) => {
        event.preventDefault();
        turn();
      }}
    >
      <input type="hidden" name="unit" value={unit} />
      <input type="hidden" name="watched" value={String(!watched)} />
      <input type="hidden" name="back" value={query === "" ? pathname : `${pathname}?${query}`} />
      <Button
        type="submit"
        size="icon"
        tone="quiet"
        className="relative z-10"
        aria-pressed={isWatched}
        aria-label={`Watch ${name}`}
        title={isWatched ? "Watched" : "Watch"}
      >
        <Star aria-hidden className={cn(isWatched && "fill-current text-warn")} />
      </Button>
    </form>
  );
}
