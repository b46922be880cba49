import { Card } from "@/app/ui/card";
import { LoadingWords, Skeleton, SkeletonRows } from "@/app/ui/skeleton";

interface LoadingPageProps {
  /** Names what loads, for a screen reader. */
  readonly what: string;
  readonly rows: number;
}

/** A page's outline while the server reads: a head and one list. */
export function LoadingPage({ what, rows }: LoadingPageProps) {
  return (
    <div className="noscript:hidden">
      <LoadingWords what={what} />
      <Skeleton className="mb-2 h-8 w-40" />
      <Skeleton className="mb-6 h-4 w-28" />
      <Card>
        <SkeletonRows rows={rows} />
      </Card>
    </div>
  );
}
