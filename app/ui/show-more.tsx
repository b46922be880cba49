import type { UrlObject } from "node:url";
import Link from "next/link";
import { buttonLook } from "@/app/ui/button-look";

/** The end of a list that is not shown to its end: the same page with more of it. */
export function ShowMore({ href, text }: { readonly href: UrlObject; readonly text: string }) {
  return (
    <div className="border-t border-line p-3 text-center">
      <Link className={buttonLook()} href={href} scroll={false}>
        {text}
      </Link>
    </div>
  );
}
