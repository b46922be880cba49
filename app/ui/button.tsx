import { cva } from "class-variance-authority";
import type { VariantProps } from "class-variance-authority";
import { Slot } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "./cn";

const button = cva(
  "inline-flex shrink-0 items-center justify-center gap-2 rounded-lg border border-transparent font-medium whitespace-nowrap transition-colors disabled:opacity-60 [&_svg]:size-4 [&_svg]:shrink-0",
  {
    variants: {
      tone: {
        primary: "bg-accent text-on-accent hover:bg-accent-strong",
        plain: "border-line bg-surface text-ink hover:bg-raised",
        quiet: "text-muted hover:bg-raised hover:text-ink",
        danger: "bg-bad text-surface hover:opacity-90",
      },
      size: { small: "h-8 px-2.5 text-sm", normal: "h-10 px-4", large: "h-12 px-5 text-base", icon: "size-9" },
    },
    defaultVariants: { tone: "plain", size: "normal" },
  },
);

interface ButtonProps extends ComponentProps<"button">, VariantProps<typeof button> {
  /** Gives the look to the only child, a link for example. */
  asChild?: boolean;
}

export function Button({ asChild = false, className, tone, size, type = "button", ...rest }: ButtonProps) {
  const look = cn(button({ tone, size }), className);
  if (asChild) return <Slot.Root className={look} {...rest} />;
  return <button type={type} className={look} {...rest} />;
}
