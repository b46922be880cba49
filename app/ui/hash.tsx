import { shortAddress, shortHash } from "@/app/words/chain-text";
import { cn } from "./cn";

interface HashProps {
  readonly value: string;
  readonly kind?: "hash" | "address";
  readonly className?: string;
}

/** A hash or an address, shortened; the whole of it is in the tooltip. */
export function Hash({ value, kind = "hash", className }: HashProps) {
  return (
    <span translate="no" title={value} className={cn("font-mono text-[0.875em] whitespace-nowrap", className)}>
      {kind === "address" ? shortAddress(value) : shortHash(value)}
    </span>
  );
}
