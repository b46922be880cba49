import type { Route } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { buttonLook } from "@/app/ui/button-look";
import { Card, CardHead } from "@/app/ui/card";
import { countOf } from "@/app/words/amount-text";
import { taxPath, type TaxList, type TaxPlace } from "@/app/words/tax-place";

interface ListCardProps {
  readonly list: TaxList;
  readonly title: string;
  /** Of all pages; undefined where it is not counted. */
  readonly count?: number;
  readonly place: TaxPlace;
  readonly nextCursor: string | null;
  readonly children: ReactNode;
}

/** One of the page's lists, with ways through its pages. */
export function ListCard({ list, title, count, place, nextCursor, children }: ListCardProps) {
  const cursor = place.cursors[list];
  const { [list]: _, ...others } = place.cursors;
  const at = (cursors: TaxPlace["cursors"]) => `${taxPath({ ...place, cursors })}#${list}` as Route;
  return (
    <Card id={list} aria-labelledby={`${list}-title`} className="scroll-mt-20 overflow-hidden">
      <CardHead
        id={`${list}-title`}
        title={title}
        aside={count !== undefined && <span className="text-sm text-muted">{countOf(count)}</span>}
      />
      {children}
      {(cursor !== undefined || nextCursor !== null) && (
        <nav aria-label={`Pages: ${title}`} className="flex justify-center gap-2 border-t border-line p-3 print:hidden">
          {cursor !== undefined && (
            <Link className={buttonLook()} href={at(others)}>
              First page
            </Link>
          )}
          {nextCursor !== null && (
            <Link className={buttonLook()} href={at({ ...others, [list]: nextCursor })}>
              Next page
            </Link>
          )}
        </nav>
      )}
      {nextCursor !== null && (
        <p className="hidden px-5 py-2 text-sm text-muted print:block">More rows are on the next page of this list.</p>
      )}
    </Card>
  );
}

export function NoRows({ children }: { readonly children: string }) {
  return <p className="px-4 py-8 text-center text-muted sm:px-5">{children}</p>;
}
