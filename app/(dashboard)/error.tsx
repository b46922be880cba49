"use client";
import { Failure } from "@/app/ui/failure";

interface ErrorPageProps {
  readonly error: Error & { readonly digest?: string };
  readonly reset: () => void;
}

export default function DashboardError({ error, reset }: ErrorPageProps) {
  return <Failure error={error} reset={reset} />;
}
