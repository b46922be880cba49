"use client";
import { useRouter } from "next/navigation";
import { useCallback, useEffect, useRef, useTransition } from "react";

/**
 * Reads the page anew from the server. Asked for while it is being read it does so once more, however often it was asked: a page
 * that is read twice at the same time is shown only when both have come.
 */
export function useReadAnew(): () => void {
  const router = useRouter();
  const [isReading, startReading] = useTransition();
  const isBusy = useRef(false);
  const isWanted = useRef(false);
  const readAnew = useCallback(() => {
    if (isBusy.current) {
      isWanted.current = true;
      return;
    }
    isBusy.current = true;
    startReading(() => router.refresh());
  }, [router]);

  useEffect(() => {
    if (isReading) return;
    isBusy.current = false;
    if (!isWanted.current) return;
    isWanted.current = false;
    readAnew();
  }, [isReading, readAnew]);
  return readAnew;
}
