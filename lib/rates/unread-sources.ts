import type { Grain, RateKind, RateSource } from "@/lib/contract/rates";
import { monthOf } from "@/lib/rates/instants";
import { sourceFacts, tellsOldHours } from "@/lib/rates/source-facts";

/** How far a source was read: what ended by `until` is stored. */
export interface Fill {
  readonly source: RateSource;
  readonly kind: RateKind;
  readonly month: number;
  readonly until: number;
}

/** Those of `asked` who could know a close and were not read up to it. */
export function unreadSources(
  wanted: number,
  grain: Grain,
  fills: readonly Fill[],
  asked: readonly RateSource[],
): RateSource[] {
  const month = monthOf(wanted - 1);
  return asked.filter((source) => {
    if (wanted <= sourceFacts[source].listedAt || (grain === "hour" && !tellsOldHours(source))) return false;
    const own = fills.filter((fill) => fill.source === source && fill.kind === grain);
    return !own.some((fill) => fill.until >= wanted && (grain === "day" || fill.month === month));
  });
}
