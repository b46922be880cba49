"use client";
import { Failure } from "./ui/failure";

interface ErrorPageProps {
  readonly error: Error & { readonly digest?: string };
  readonly reset: () => void;
}

export default function ErrorPage({ error, reset }: ErrorPageProps) {
  return (
    <main
      id="content"
      tabIndex={-1}
      className="mx-auto grid min-h-[70dvh] max-w-2xl place-items-center px-4 outline-none"
    >
      <Failure error={error} reset={reset} />
    </main>
  );
}
