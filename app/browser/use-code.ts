"use client";
import { useEffect, useEffectEvent, useState } from "react";

/**
 * Code that few need, loaded once it is wanted; null until it is there.
 *
 * @param load the same function each time
 * @param onFailure told where it cannot be loaded: without a connection for example, which the page says by itself
 */
export function useCode<Code extends object>(
  load: () => Promise<Code>,
  isWanted: boolean,
  onFailure?: () => void,
): Code | null {
  const [code, setCode] = useState<Code | null>(null);
  const fail = useEffectEvent(() => onFailure?.());
  useEffect(() => {
    if (!isWanted || code !== null) return;
    let isGone = false;
    load().then(
      (loaded) => {
        if (!isGone) setCode(loaded);
      },
      () => {
        if (!isGone) fail();
      },
    );
    return () => {
      isGone = true;
    };
  }, [load, isWanted, code]);
  return code;
}
