"use client";
import { WifiOff } from "lucide-react";
import { useOffline } from "next/offline";
import { useEffect, useState } from "react";
import { useLiveUpdates } from "@/app/browser/live-updates";
import { useFreshPage } from "@/app/browser/use-fresh-page";

const words = {
  offline: "No connection. This is what was last read; it goes on when the connection is back.",
  click: "No connection. That page can be opened when the connection is back; this one stays.",
  lost: "Live updates are interrupted. Trying again…",
} as const;

/** Says that what is shown may be old, for as long as it may, and keeps the page that is there. */
export function ConnectionBanner() {
  useFreshPage();
  const { lost } = useLiveUpdates();
  const offline = useOffline();
  const clicked = useLinksKept(offline);
  const state = offline ? (clicked ? "click" : "offline") : lost ? "lost" : null;
  return (
    <div role="status" className="sticky top-14 z-20 empty:hidden print:hidden">
      {state !== null && (
        <p className="flex items-center justify-center gap-2 bg-warn-soft px-4 py-2 text-center text-sm font-medium text-warn">
          <WifiOff aria-hidden className="size-4 shrink-0" />
          {words[state]}
        </p>
      )}
    </div>
  );
}

/** Without a connection a link would lead to the browser's own error page, and what was read would be gone. */
function useLinksKept(offline: boolean): boolean {
  const [clicked, setClicked] = useState(false);
  useEffect(() => {
    if (!offline) return;
    const keep = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
      if (!(link instanceof HTMLAnchorElement) || link.origin !== location.origin) return;
      if (link.pathname === location.pathname && link.hash !== "") return;
      event.preventDefault();
      event.stopPropagation();
      setClicked(true);
    };
    document.addEventListener("click", keep, { capture: true });
    return () => {
      document.removeEventListener("click", keep, { capture: true });
      setClicked(false);
    };
  }, [offline]);
  return clicked;
}
