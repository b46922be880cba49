import "server-only";
import { db } from "@/lib/db";

/** Up to when a source's rates of a month are stored. */
export interface RateFillState {
  /** ms since 1970: its beginning; of rates by day, the first month of all. */
  readonly month: number;
  /** Names the source, the kind of rate and the moment. */
  readonly until: string;
}

/** How far all rates are read, in a fixed order: the same answer means that the same is known. */
export function readFills(): Promise<RateFillState[]> {
  return db().$queryRaw<RateFillState[]>`
    SELECT (extract(epoch FROM month) * 1000)::float8 AS month, concat_ws(' ', source, kind, until) AS until FROM rate_fill ORDER BY source, kind, month`;
}
