"use client";
import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { tell } from "@/app/browser/tell";
import { Button } from "./button";

interface CopyButtonProps {
  readonly text: string;
  /** What is copied, for those who cannot see where the button stands. */
  readonly what: string;
  readonly wide?: boolean;
}

export function CopyButton({ text, what, wide = false }: CopyButtonProps) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [copied]);

  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
    } catch {
      tell.error("Your browser did not allow copying. Select the text and copy it by hand.");
    }
  }

  const Icon = copied ? Check : Copy;
  return (
    <Button
      tone={wide ? "plain" : "quiet"}
      size={wide ? "normal" : "icon"}
      aria-label={wide ? undefined : `Copy ${what}`}
      onClick={() => void copy()}
    >
      <Icon aria-hidden className={copied ? "text-good" : undefined} />
      {wide && (copied ? "Copied" : `Copy ${what}`)}
      {!wide && copied && (
        <span role="status" className="sr-only">
          Copied
        </span>
      )}
    </Button>
  );
}
