import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

interface EmptyStateProps {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly text: string;
  /** `h1` where it is all that the page shows. */
  readonly heading?: "h1" | "h2";
  /** The way out. */
  readonly children?: ReactNode;
}

export function EmptyState({ icon: Icon, title, text, heading: Heading = "h2", children }: EmptyStateProps) {
  return (
    <div className="flex flex-col items-center px-4 py-12 text-center">
      <span className="grid size-12 place-items-center rounded-full bg-accent-soft">
        <Icon aria-hidden className="size-6 text-accent" />
      </span>
      <Heading className="mt-4 text-lg font-semibold">{title}</Heading>
      <p className="mt-1 max-w-md text-muted">{text}</p>
      {children !== undefined && <div className="mt-5 w-full max-w-md">{children}</div>}
    </div>
  );
}
