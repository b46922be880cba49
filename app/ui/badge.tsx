import type { ComponentProps } from "react";
import { cn } from "./cn";

const base =
  "inline-flex items-center gap-1 rounded-md px-1.5 py-0.5 text-xs font-medium whitespace-nowrap [&_svg]:size-3.5 [&_svg]:shrink-0";

const tones = {
  neutral: "bg-raised text-muted",
  accent: "bg-accent-soft text-accent",
  good: "bg-good-soft text-good",
  warn: "bg-warn-soft text-warn",
  bad: "bg-bad-soft text-bad",
} as const;

interface BadgeProps extends ComponentProps<"span"> {
  readonly tone?: keyof typeof tones;
}

export function Badge({ className, tone = "neutral", ...rest }: BadgeProps) {
  return <span className={cn(base, tones[tone], className)} {...rest} />;
}
