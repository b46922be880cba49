"use client";
import { useEffect } from "react";
import { useLiveUpdates } from "@/app/browser/live-updates";

/** As long as it is on a page that somebody can see, the page is read anew when its prices change. Shows nothing. */
export function PriceRefresh() {
  const { watch } = useLiveUpdates();
  useEffect(() => {
    let leave: (() => void) | null = null;
    const follow = () => {
      if (document.visibilityState === "visible") leave ??= watch();
      else {
        leave?.();
        leave = null;
      }
    };
    follow();
    document.addEventListener("visibilitychange", follow);
    return () => {
      document.removeEventListener("visibilitychange", follow);
      leave?.();
    };
  }, [watch]);
  return null;
}
