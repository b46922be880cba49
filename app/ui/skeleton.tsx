import { cn } from "./cn";

interface SkeletonProps {
  readonly className?: string;
  readonly isRound?: boolean;
}

/** A grey stand-in for something that is on its way. */
export function Skeleton({ className, isRound = false }: SkeletonProps) {
  return (
    <span
      aria-hidden
      className={cn("block animate-pulse bg-raised", isRound ? "rounded-full" : "rounded-md", className)}
    />
  );
}

interface SkeletonRowsProps {
  readonly rows: number;
}

export function SkeletonRows({ rows }: SkeletonRowsProps) {
  return (
    <ul aria-hidden className="divide-y divide-line">
      {Array.from({ length: rows }, (_, index) => (
        <li key={index} className="flex items-center gap-3 px-4 py-3.5 sm:px-5">
          <Skeleton isRound className="size-9" />
          <div className="flex-1 space-y-2">
            <Skeleton className="h-4 w-2/5" />
            <Skeleton className="h-3 w-1/4" />
          </div>
          <Skeleton className="h-4 w-20" />
        </li>
      ))}
    </ul>
  );
}

/** What a screen reader hears while a page loads. */
export function LoadingWords({ what }: { readonly what: string }) {
  return (
    <p role="status" className="sr-only">
      Loading {what}
    </p>
  );
}
