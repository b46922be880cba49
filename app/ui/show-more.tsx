import type { UrlObject } from "node:url";
import Link from "next/link";
import { Button } from "@/app/ui/button";

/** The end of a list that is not shown to its end: the same page with more of it. */
export function ShowMore({ href, text }: { readonly href: UrlObject; readonly text: string }) {
  return (
    <div className="border-t border-line p-3 text-center">
      <Button asChild>
        <Link href={href} scroll={false}>
          {text}
        </Link>
      </Button>
    </div>
  );
}
