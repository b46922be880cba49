"use client";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useTransition } from "react";
import useSWR from "swr";
import type { RelabelAnswer } from "@/lib/contract/relabel";
import { failureText, get, request } from "@/app/browser/request";
import { tell } from "@/app/browser/tell";
import { Button } from "@/app/ui/button";
import { Card } from "@/app/ui/card";
import { ProgressBar } from "@/app/ui/progress-bar";
import { isLabelling, relabelText } from "@/app/words/relabel-words";
import { RelabelChanges } from "./relabel-changes";

const path = "/api/relabel";
const pollMs = 1_500;

/** Tells that newer rules than those that labelled the history are there; shows what they would change before they do. */
export function RelabelCard({ first }: { readonly first: RelabelAnswer }) {
  const { state, working, start } = useRelabel(first);
  const { status, checked, total, changed, changes } = state;
  const { title, text } = relabelText(state);
  return (
    <Card className="mb-5 p-4 sm:p-5" aria-labelledby="relabel">
      <div className="flex flex-wrap items-start justify-between gap-4">
        <div className="min-w-0 flex-1 basis-64">
          <h2 id="relabel" role="status" className="font-semibold">
            {title}
          </h2>
          <p className="mt-0.5 text-sm text-muted">{text}</p>
        </div>
        {(status === "none" || status === "failed") && (
          <Button disabled={working} onClick={() => start("check")}>
            {status === "none" ? "See what changes" : "Try again"}
          </Button>
        )}
        {status === "ready" && (
          <Button tone="primary" disabled={working} onClick={() => start("apply")}>
            Apply
          </Button>
        )}
      </div>
      {isLabelling(state) && total > 0 && (
        <ProgressBar className="mt-4" percent={Math.floor((checked * 100) / total)} label="Transactions looked at" />
      )}
      {status === "ready" && changed > 0 && <RelabelChanges changes={changes} changed={changed} />}
    </Card>
  );
}

/** How far it is, looked at again and again while it works; the page is read anew once changes are applied. */
function useRelabel(first: RelabelAnswer) {
  const router = useRouter();
  const [working, startWork] = useTransition();
  const { data, mutate } = useSWR<RelabelAnswer>(path, get, {
    fallbackData: first,
    revalidateOnMount: false,
    revalidateOnFocus: false,
    refreshInterval: (now) => (isLabelling(now ?? first) ? pollMs : 0),
  });
  const state = data ?? first;
  const { status } = state;
  const wasApplying = useRef(false);
  useEffect(() => {
    if (wasApplying.current && status === "done") router.refresh();
    wasApplying.current = status === "applying";
  }, [status, router]);

  function start(step: "check" | "apply") {
    startWork(async () => {
      try {
        await mutate(request<RelabelAnswer>("POST", path, { step }), { revalidate: false });
      } catch (error) {
        tell.error(failureText(error));
      }
    });
  }

  return { state, working, start };
}
