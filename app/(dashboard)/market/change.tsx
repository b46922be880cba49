import { changeText } from "@/app/words/money-text";
import { cn } from "@/app/ui/cn";

/** A change of 24 hours: in colour, with its sign and an arrow, so that it does not take the colour to be understood. */
export function Change({ share }: { readonly share: string | null }) {
  if (share === null)
    return (
      <span className="text-muted">
        –<span className="sr-only">not known</span>
      </span>
    );
  const isDown = share.startsWith("-");
  const isSame = !/[1-9]/.test(share);
  return (
    <span className={cn("whitespace-nowrap", isSame ? "text-muted" : isDown ? "text-bad" : "text-good")}>
      {!isSame && <span aria-hidden>{isDown ? "▾ " : "▴ "}</span>}
      {changeText(share)}
    </span>
  );
}
