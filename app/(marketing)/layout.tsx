import Link from "next/link";
import type { ReactNode } from "react";
import { Brand } from "@/app/ui/brand";
import { ThemeToggle } from "@/app/ui/theme-toggle";

export default function MarketingLayout({ children }: { readonly children: ReactNode }) {
  return (
    <div className="mx-auto flex min-h-dvh max-w-6xl flex-col px-4 sm:px-6">
      <header className="flex h-16 items-center justify-between gap-3">
        <Brand href="/" />
        <div className="flex items-center gap-2">
          <Link href="/sign-in" className="rounded-md px-2 py-1 text-sm text-muted hover:text-ink">
            Sign in
          </Link>
          <ThemeToggle />
        </div>
      </header>
      <main id="content" tabIndex={-1} className="flex-1 outline-none">
        {children}
      </main>
      <footer className="border-t border-line py-6 text-sm text-muted">
        Open source, Apache-2.0. Reads public chain data only; nothing here can spend.
      </footer>
    </div>
  );
}
