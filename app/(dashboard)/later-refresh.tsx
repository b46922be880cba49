"use client";
import { useEffect } from "react";
import { useLiveUpdates } from "@/app/browser/live-updates";

const firstPauseMs = 4_000;
const longestPauseMs = 60_000;
/** What takes a minute may well take some. */
const growth = 1.1;

/** As long as it is on a page that somebody sees, the page is read anew, ever less often: for what is looked up and tells nobody that it came. */
export function LaterRefresh() {
  const { readAnew } = useLiveUpdates();
  useEffect(() => {
    let pauseMs = firstPauseMs;
    const again = () => {
      if (document.visibilityState === "visible") {
        pauseMs = Math.min(longestPauseMs, pauseMs * growth);
        readAnew();
      }
      timer = setTimeout(again, pauseMs);
    };
    let timer = setTimeout(again, pauseMs);
    return () => clearTimeout(timer);
  }, [readAnew]);
  return null;
}
