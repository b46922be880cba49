"use client";
import { useSyncExternalStore } from "react";
import { absoluteTime, relativeTime } from "@/app/words/time-text";

const tickMs = 30_000;
let nowMs = 0;

function subscribe(onTick: () => void): () => void {
  const timer = setInterval(() => {
    nowMs = Date.now();
    onTick();
  }, tickMs);
  return () => clearInterval(timer);
}

function currentMs(): number {
  if (nowMs === 0) nowMs = Date.now();
  return nowMs;
}

const notYet = () => null;

/** A time as `3 h ago` with the exact one in the tooltip; exact as well until the browser's clock is known. */
export function Moment({ at, className }: { readonly at: string; readonly className?: string }) {
  const now = useSyncExternalStore(subscribe, currentMs, notYet);
  const exact = absoluteTime(at);
  return (
    <time dateTime={at} title={exact} className={className}>
      {now === null ? exact : relativeTime(at, now)}
    </time>
  );
}
