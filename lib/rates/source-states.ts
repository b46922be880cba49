import "server-only";
import { db } from "@/lib/db";
import { rateSources, type RateSource } from "@/lib/contract/rates";
import type { Operations } from "@/lib/contract/operator";
import { askedSources } from "@/lib/rates/asked-sources";

interface Row {
  readonly source: RateSource;
  readonly lastSuccessAt: Date | null;
  readonly newestCloseAt: Date | null;
  readonly failingSince: Date | null;
  readonly retryAt: Date | null;
  readonly lastError: string | null;
}

/** How each source of rates does: whether it is asked, its last success, its newest close, and what is wrong with it. */
export async function sourceStates(): Promise<Operations["rates"]> {
  const rows = await db().$queryRaw<Row[]>`
    SELECT s.source, s.last_success_at AS "lastSuccessAt", newest.at AS "newestCloseAt", s.failing_since AS "failingSince",
      CASE WHEN s.retry_at > now() THEN s.retry_at END AS "retryAt", s.last_error AS "lastError"
    FROM rate_source s
    LEFT JOIN LATERAL (SELECT c.at FROM ada_close c WHERE c.source = s.source ORDER BY c.at DESC LIMIT 1) newest ON true`;
  const asked = askedSources();
  return rateSources.map((source) => {
    const row = rows.find((each) => each.source === source);
    return {
      source,
      isOn: asked.includes(source),
      lastSuccessAt: row?.lastSuccessAt?.toISOString() ?? null,
      newestCloseAt: row?.newestCloseAt?.toISOString() ?? null,
      failingSince: row?.failingSince?.toISOString() ?? null,
      retryAt: row?.retryAt?.toISOString() ?? null,
      lastError: row?.lastError ?? null,
    };
  });
}
