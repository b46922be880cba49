"use client";
import { useOffline } from "next/offline";
import { useEffect } from "react";
import { useLiveUpdates } from "./live-updates";

/** The stream tells sooner; this makes up for an event that came while no stream was open, and for where there is none. */
const pauseMs = 4_000;
/** Names are looked up when there is room for it: nobody waits longer in front of an open page. */
const patienceMs = 3 * 60_000;

/** Reads the page anew as long as names and decimals of what is shown are being looked up, which goes on after a sync has ended. */
export function NamesRefresh({ due }: { readonly due: boolean }) {
  const { watch, readAnew } = useLiveUpdates();
  const offline = useOffline();
  useEffect(() => {
    if (!due || offline) return;
    const unwatch = watch();
    const timer = setInterval(readAnew, pauseMs);
    const end = setTimeout(() => clearInterval(timer), patienceMs);
    return () => {
      clearInterval(timer);
      clearTimeout(end);
      unwatch();
    };
  }, [due, offline, watch, readAnew]);
  return null;
}
