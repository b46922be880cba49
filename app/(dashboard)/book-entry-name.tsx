import type { BookEntry } from "@/lib/contract/address-book";
import { bookKindWords } from "@/app/words/address-book";

/** Whose an address is: by the name that the person gave it, if any, and by what it is. */
export function BookEntryName({ kind, label }: Pick<BookEntry, "kind" | "label">) {
  return (
    <>
      {label !== "" && (
        <>
          <bdi className="font-medium wrap-anywhere">{label}</bdi>,{" "}
        </>
      )}
      {bookKindWords[kind].short}
    </>
  );
}
