import Link from "next/link";
import { product } from "@/app/words/product";

function BrandMark({ className }: { readonly className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden className={className}>
      <rect width="32" height="32" rx="9" fill="var(--accent)" />
      <path
        d="M9 17.5l4.5 4.5L23.5 11"
        fill="none"
        stroke="var(--on-accent)"
        strokeWidth="3.2"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}

interface BrandProps {
  readonly href: "/" | "/overview";
  /** Leaves the name out where the room is needed: on a phone, and beside a row of links. */
  readonly compact?: boolean;
}

export function Brand({ href, compact = false }: BrandProps) {
  return (
    <Link
      href={href}
      className="flex min-w-0 items-center gap-2.5 rounded-md leading-tight font-semibold tracking-tight"
    >
      <BrandMark className="size-8 shrink-0" />
      <span className={compact ? "whitespace-nowrap max-sm:sr-only lg:max-xl:sr-only" : undefined}>{product.name}</span>
    </Link>
  );
}
