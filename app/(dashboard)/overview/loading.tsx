import { Card } from "@/app/ui/card";
import { LoadingWords, Skeleton, SkeletonRows } from "@/app/ui/skeleton";

export default function Loading() {
  return (
    <div className="noscript:hidden">
      <LoadingWords what="overview" />
      <Skeleton className="mb-2 h-8 w-40" />
      <Skeleton className="mb-6 h-4 w-28" />
      <div className="grid gap-5 lg:grid-cols-2">
        <Card className="p-5 lg:col-span-2">
          <Skeleton className="h-4 w-20" />
          <Skeleton className="mt-3 h-10 w-52" />
          <Skeleton className="mt-6 h-72 w-full" />
        </Card>
        <Card className="p-5">
          <Skeleton className="h-4 w-20" />
          <Skeleton className="mt-3 h-9 w-52" />
          <Skeleton className="mt-6 h-4 w-full" />
          <Skeleton className="mt-5 h-4 w-3/4" />
        </Card>
        <Card>
          <SkeletonRows rows={2} />
        </Card>
        <Card>
          <SkeletonRows rows={5} />
        </Card>
        <Card>
          <SkeletonRows rows={5} />
        </Card>
      </div>
    </div>
  );
}
