import Fraction from "fraction.js";
import type { HistoryAnswer } from "@/lib/contract/history";
import { valueText } from "@/lib/market/decimal-text";

type Point = HistoryAnswer["points"][number];

/** What was gained since a time, without what was paid in or out meanwhile. */
export interface Change {
  /** Null where it is not known, or not of all that is known now. */
  readonly value: string | null;
  /** Of what was there and what was paid in since; a decimal. Null as well where that was nothing. */
  readonly share: string | null;
}

export function changeBetween(then: Point, now: Point): Change {
  const known = [then.value, now.value, then.netDeposits, now.netDeposits].flatMap((text) =>
    text === null ? [] : [new Fraction(text)],
  );
  const [before, after, paidThen, paidNow] = known.length === 4 ? known : [];
  // What has a price now and had none then would pass for a gain.
  const isWhole = then.missing <= now.missing;
  if (!isWhole || before === undefined || after === undefined || paidThen === undefined || paidNow === undefined)
    return { value: null, share: null };
  const paid = paidNow.sub(paidThen);
  const gained = after.sub(before).sub(paid);
  const base = paid.compare(0) > 0 ? before.add(paid) : before;
  return { value: valueText(gained), share: base.compare(0) > 0 ? valueText(gained.div(base)) : null };
}
