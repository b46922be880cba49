"use client";
import { CloudOff } from "lucide-react";
import { useRouter } from "next/navigation";
import { startTransition, useEffect } from "react";
import { Button } from "./button";
import { EmptyState } from "./empty-state";

interface FailureProps {
  readonly error: Error & { readonly digest?: string };
  readonly reset: () => void;
}

const title = "This page could not be shown";

/** What an error boundary shows: it says nothing of the cause, only how to go on. */
export function Failure({ error, reset }: FailureProps) {
  const router = useRouter();
  useEffect(() => console.error(error), [error]);

  function retry() {
    startTransition(() => {
      router.refresh();
      reset();
    });
  }

  return (
    <>
      <title>{title}</title>
      <EmptyState
        heading="h1"
        icon={CloudOff}
        title={title}
        text="Something did not answer in time. Your wallets and their history are safe; try again in a moment."
      >
        <Button tone="primary" onClick={retry}>
          Try again
        </Button>
        {error.digest !== undefined && <p className="mt-4 text-sm text-muted">Error id: {error.digest}</p>}
      </EmptyState>
    </>
  );
}
