"use client";
import { useEffect, useRef } from "react";
import { useLiveUpdates } from "./live-updates";

const pauseMs = 4_000;

/** Reads the page anew from time to time while a sync moves on, so that what it found shows up before it ends. */
export function useProgressRefresh(running: boolean, processed: number): void {
  const { readAnew } = useLiveUpdates();
  const reached = useRef(processed);
  useEffect(() => {
    reached.current = processed;
  }, [processed]);

  useEffect(() => {
    if (!running) return;
    let shown = reached.current;
    const timer = setInterval(() => {
      if (reached.current === shown) return;
      shown = reached.current;
      readAnew();
    }, pauseMs);
    return () => clearInterval(timer);
  }, [running, readAnew]);
}
