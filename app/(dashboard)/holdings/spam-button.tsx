"use client";
import { Ban } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import type { TokenAnswer } from "@/lib/contract/corrections";
import { failureText, request } from "@/app/browser/request";
import { tell } from "@/app/browser/tell";
import { Button } from "@/app/ui/button";

interface SpamButtonProps {
  readonly unit: string;
  readonly name: string;
  readonly spam: boolean;
}

/** Says of a token that it is spam, or that it is not; the toast takes it back. */
export function SpamButton({ unit, name, spam }: SpamButtonProps) {
  const router = useRouter();
  const [working, startWork] = useTransition();
  const path = `/api/tokens/${unit}`;

  async function say(verdict: boolean | null) {
    try {
      await request<TokenAnswer>("PATCH", path, { spam: verdict });
      router.refresh();
      return true;
    } catch (error) {
      tell.error(failureText(error));
      return false;
    }
  }

  function turn() {
    startWork(async () => {
      if (!(await say(!spam))) return;
      const words = spam ? "is no spam" : "is spam: it counts nowhere any more";
      tell.success(`${name} ${words}`, { action: { label: "Undo", onClick: () => void say(spam) } });
    });
  }

  if (spam) {
    return (
      <Button
        size="small"
        className="relative z-10"
        disabled={working}
        onClick={turn}
        aria-label={`${name} is not spam`}
      >
        Not spam
      </Button>
    );
  }
  return (
    <Button
      size="icon"
      tone="quiet"
      className="relative z-10 -mr-2"
      disabled={working}
      onClick={turn}
      aria-label={`Mark ${name} as spam`}
      title="Mark as spam"
    >
      <Ban aria-hidden />
    </Button>
  );
}
