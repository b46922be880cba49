"use client";
import { useEffect } from "react";
import { useLiveUpdates } from "./live-updates";
import { onOtherTab } from "./other-tabs";

/** Several changes at once are one. */
const pauseMs = 500;
/** A page that was out of sight for so long has missed too much. */
const staleAfterMs = 5 * 60_000;

/** Reads the page anew when another tab changed something, when one comes back to it, and when the connection is back. */
export function useFreshPage(): void {
  const { readAnew } = useLiveUpdates();
  useEffect(() => {
    const ending = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isStale = false;
    let hiddenAt: number | null = null;
    const refresh = () => {
      isStale = true;
      if (document.visibilityState === "hidden" || !navigator.onLine) return;
      clearTimeout(timer);
      timer = setTimeout(() => {
        isStale = false;
        readAnew();
      }, pauseMs);
    };
    const onVisibility = () => {
      if (document.visibilityState === "hidden") {
        hiddenAt = Date.now();
        return;
      }
      const wasAway = hiddenAt !== null && Date.now() - hiddenAt > staleAfterMs;
      hiddenAt = null;
      if (isStale || wasAway) refresh();
    };
    const deafen = onOtherTab(refresh);
    document.addEventListener("visibilitychange", onVisibility, { signal: ending.signal });
    window.addEventListener("online", refresh, { signal: ending.signal });
    window.addEventListener("pageshow", (event) => event.persisted && refresh(), { signal: ending.signal });
    return () => {
      clearTimeout(timer);
      deafen();
      ending.abort();
    };
  }, [readAnew]);
}
