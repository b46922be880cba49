import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn";

export function Card({ className, ...rest }: ComponentProps<"section">) {
  return <section className={cn("min-w-0 rounded-xl border border-line bg-surface", className)} {...rest} />;
}

interface CardHeadProps {
  readonly title: string;
  readonly id?: string;
  readonly aside?: ReactNode;
}

export function CardHead({ title, id, aside }: CardHeadProps) {
  return (
    <header className="flex min-h-12 items-center justify-between gap-3 border-b border-line px-4 py-2 sm:px-5">
      <h2 id={id} className="font-semibold">
        {title}
      </h2>
      {aside}
    </header>
  );
}
