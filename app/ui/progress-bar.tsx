import { cn } from "./cn";

interface ProgressBarProps {
  /** 0–100; null while the end is not known. */
  readonly percent: number | null;
  readonly label: string;
  readonly isThin?: boolean;
  readonly className?: string;
}

export function ProgressBar({ percent, label, isThin = false, className }: ProgressBarProps) {
  const known = percent === null ? null : Math.min(100, Math.max(0, percent));
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      {...(known !== null && { "aria-valuenow": Math.round(known) })}
      className={cn("overflow-hidden rounded-full bg-raised", isThin ? "h-1.5" : "h-2", className)}
    >
      <div
        className={cn(
          "h-full rounded-full bg-accent transition-[width] duration-500",
          known === null && "w-1/3 slide-along",
        )}
        style={known === null ? undefined : { width: `${known}%` }}
      />
    </div>
  );
}
