"use client";
import { createContext, useCallback, useContext, useEffect, useMemo, useRef, useState } from "react";
import type { ReactNode } from "react";
import type { EventName } from "@/lib/contract/live-events";
import type { Job } from "@/lib/contract/job";
import { tellOtherTabs } from "./other-tabs";
import { useReadAnew } from "./use-read-anew";
import { watchStream } from "./watch-stream";

/** Nobody needs the code before a job runs. */
function keep(job: Job): void {
  void import("./keep-job").then(
    ({ keepJob }) => keepJob(job),
    // Whoever shows it asks for it now and then.
    () => undefined,
  );
}

const jobEvents = ["sync.progress", "sync.completed", "sync.failed"] as const satisfies readonly EventName[];

interface LiveUpdatesValue {
  /** False where the server's events do not reach us, so that jobs must be asked for. */
  readonly streaming: boolean;
  /** The stream broke off and is not back yet. */
  readonly lost: boolean;
  /** Keeps the stream of events open until the function it gives back is called. */
  readonly watch: () => () => void;
  /** Reads the page anew, once for all who ask at the same time. */
  readonly readAnew: () => void;
}

const LiveUpdatesContext = createContext<LiveUpdatesValue>({
  streaming: false,
  lost: false,
  watch: () => () => undefined,
  readAnew: () => undefined,
});

export function useLiveUpdates(): LiveUpdatesValue {
  return useContext(LiveUpdatesContext);
}

interface LiveUpdatesProps {
  readonly mode: "sse" | "poll";
  readonly children: ReactNode;
}

/** A stream that was refused, for there were too many for example, is asked for again. */
const askAgainMs = 60_000;

/**
 * One stream of events for the whole page, open only while somebody watches: a page that nobody looks at costs the server nothing.
 * The browser resumes a broken stream by itself with `Last-Event-ID`; one that is refused turns us to polling for a while.
 */
export function LiveUpdates({ mode, children }: LiveUpdatesProps) {
  const readAnew = useReadAnew();
  const [watchers, setWatchers] = useState(0);
  const [refused, setRefused] = useState(false);
  const [lost, setLost] = useState(false);
  const refreshTimer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const streaming = mode === "sse" && !refused;
  const open = streaming && watchers > 0;

  useEffect(() => {
    if (!open) return;
    const source = new EventSource("/api/events");
    const endWatch = watchStream(source, {
      onLost: setLost,
      onBack: readAnew,
      onRefused: () => {
        setRefused(true);
        // Whose session is over is shown out.
        readAnew();
      },
    });
    const onJob = ({ data }: MessageEvent<string>) => keep(JSON.parse(data) as Job);
    const readSoon = () => {
      clearTimeout(refreshTimer.current);
      refreshTimer.current = setTimeout(readAnew, 1000);
    };
    for (const name of jobEvents) source.addEventListener(name, onJob);
    source.addEventListener("wallet.updated", readSoon);
    source.addEventListener("wallet.updated", tellOtherTabs);
    source.addEventListener("price.updated", readSoon);
    source.addEventListener("account.changed", readAnew);
    return () => {
      endWatch();
      source.close();
    };
  }, [open, readAnew]);

  useEffect(() => {
    if (!refused) return;
    const timer = setTimeout(() => setRefused(false), askAgainMs);
    return () => clearTimeout(timer);
  }, [refused]);

  const watch = useCallback(() => {
    setWatchers((count) => count + 1);
    return () => setWatchers((count) => count - 1);
  }, []);
  const value = useMemo(() => ({ streaming, lost, watch, readAnew }), [streaming, lost, watch, readAnew]);
  return <LiveUpdatesContext value={value}>{children}</LiveUpdatesContext>;
}
