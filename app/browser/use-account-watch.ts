"use client";
import { useEffect } from "react";
import { useLiveUpdates } from "./live-updates";

/** Pages that are passed by open no stream, and one that is looked away from for a moment keeps it. */
const openAfterMs = 2_000;
const closeAfterMs = 30_000;
const pollMs = 120_000;

/** Learns of new ways into the account while somebody looks at the page: by the stream, else by a look now and then. */
export function useAccountWatch(): void {
  const { streaming, watch, readAnew } = useLiveUpdates();
  useEffect(() => {
    let stop: (() => void) | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const poll = () => {
      const looking = setInterval(readAnew, pollMs);
      return () => clearInterval(looking);
    };
    const turn = () => {
      clearTimeout(timer);
      if (document.visibilityState === "visible")
        timer = setTimeout(() => (stop ??= streaming ? watch() : poll()), openAfterMs);
      else
        timer = setTimeout(() => {
          stop?.();
          stop = undefined;
        }, closeAfterMs);
    };
    turn();
    document.addEventListener("visibilitychange", turn);
    return () => {
      document.removeEventListener("visibilitychange", turn);
      clearTimeout(timer);
      stop?.();
    };
  }, [streaming, watch, readAnew]);
}
