"use client";
import { useEffect } from "react";
import { useLiveUpdates } from "@/app/browser/live-updates";

const pauseMs = 4_000;
const mostTimes = 15;

/** As long as it is on a page, the page is read anew every few seconds: for what is being looked up and tells nobody that it came. */
export function LaterRefresh() {
  const { readAnew } = useLiveUpdates();
  useEffect(() => {
    let times = 0;
    const timer = setInterval(() => {
      times += 1;
      if (times >= mostTimes) clearInterval(timer);
      readAnew();
    }, pauseMs);
    return () => clearInterval(timer);
  }, [readAnew]);
  return null;
}
