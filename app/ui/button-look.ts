import { cn } from "./cn";

const base =
  "inline-flex items-center justify-center gap-2 rounded-lg border font-medium whitespace-nowrap transition-colors disabled:opacity-60 [&_svg]:size-4 [&_svg]:shrink-0";

const tones = {
  primary: "border-transparent bg-accent text-on-accent hover:bg-accent-strong",
  plain: "border-line bg-surface text-ink hover:bg-raised",
  quiet: "border-transparent text-muted hover:bg-raised hover:text-ink",
  danger: "border-transparent bg-bad text-surface hover:opacity-90",
} as const;

const sizes = {
  narrow: "h-8 shrink-0 px-2 text-sm",
  small: "h-8 shrink-0 px-2.5 text-sm",
  /** As small, and gives way where there is no room. */
  yielding: "h-8 min-w-0 shrink px-2.5 text-sm",
  normal: "h-10 shrink-0 px-4",
  large: "h-12 shrink-0 px-5 text-base",
  icon: "size-9 shrink-0",
} as const;

export interface ButtonLook {
  readonly tone?: keyof typeof tones;
  readonly size?: keyof typeof sizes;
}

/** The classes of a button, for what looks like one and is none: a link for example. */
export function buttonLook({ tone = "plain", size = "normal" }: ButtonLook = {}): string {
  return cn(base, tones[tone], sizes[size]);
}
