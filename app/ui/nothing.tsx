import { Compass } from "lucide-react";
import Link from "next/link";
import { buttonLook } from "./button-look";
import { EmptyState } from "./empty-state";

interface NothingProps {
  readonly href: "/" | "/overview";
  /** Where the way out leads. */
  readonly link: string;
}

/** What a page that does not exist shows. */
export function Nothing({ href, link }: NothingProps) {
  return (
    <EmptyState
      heading="h1"
      icon={Compass}
      title="There is nothing here"
      text="The page does not exist, or what it showed was deleted."
    >
      <Link className={buttonLook({ tone: "primary" })} href={href}>
        {link}
      </Link>
    </EmptyState>
  );
}
