import { SOURCES, type Source } from "@/dev/rates/apis";
import type { LocalRates } from "@/dev/rates/server";
import { db } from "@/lib/db";

/** Calls that each source was asked since its log was emptied. */
export function callsOf({ gates }: LocalRates): Record<Source, number> {
  const totals = SOURCES.map((source) => [source, (gates[source].log.summary() as { total: number }).total]);
  return Object.fromEntries(totals) as Record<Source, number>;
}

/** No faults, empty logs. */
export function calm({ gates }: LocalRates): void {
  for (const source of SOURCES) {
    gates[source].faults.clear();
    gates[source].log.reset();
  }
}

/** Takes back what was read of the time after an instant, and lets every source be asked again. */
export async function rewindRates(to: number): Promise<void> {
  const at = new Date(to);
  await db().$executeRaw`DELETE FROM ada_close WHERE at > ${at}`;
  await db().$executeRaw`DELETE FROM fiat_rate WHERE day > ${at}`;
  await db().$executeRaw`UPDATE rate_fill SET until = least(until, ${at})`;
  await db().rateSource.deleteMany();
}
