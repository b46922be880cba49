import type { Route } from "next";
import Link from "next/link";

interface TextLinkProps {
  readonly href: Route;
  readonly children: string;
}

/** A way on, as words beside a heading or under a text. */
export function TextLink({ href, children }: TextLinkProps) {
  return (
    <Link href={href} className="rounded-md text-sm font-medium text-accent hover:underline">
      {children}
    </Link>
  );
}
