import "server-only";
import type { Currency, Grain } from "@/lib/contract/rates";
import { adaRate, type AdaRate } from "@/lib/rates/ada-rate";
import { askedSources } from "@/lib/rates/asked-sources";
import { ecbTable } from "@/lib/rates/ecb-table";
import { tableOf } from "@/lib/rates/fetched-fiats";
import { dayMs, wantedClose } from "@/lib/rates/instants";
import { unreadSources } from "@/lib/rates/unread-sources";
import { readEvidence, type Found } from "@/lib/rates/read-evidence";

/** More are read in several round trips. */
const closesPerRead = 5_000;

/**
 * What an ada cost at each instant, in the order in which they are asked: by the last full hour for a transaction, by the whole
 * day for a chart. Reads what is stored, and asks nobody outside; what is missing comes by `wantHours` and the job.
 */
export async function getAdaRates(
  currency: Currency,
  instants: readonly Date[],
  grain: Grain,
  now: Date = new Date(),
): Promise<AdaRate[]> {
  const wanted = instants.map((at) => wantedClose(at.getTime(), grain, now.getTime()));
  const distinct = [...new Set(wanted)];
  const rates = new Map<number, AdaRate>();
  for (let start = 0; start < distinct.length; start += closesPerRead) {
    const some = distinct.slice(start, start + closesPerRead);
    const found = currency === "ADA" ? nothing : await readEvidence(some, [currency]);
    for (const [at, rate] of await ratesBy(currency, grain, some, found)) rates.set(at, rate);
  }
  return wanted.flatMap((at) => rates.get(at) ?? []);
}

const nothing: Found = { closes: [], fiats: [], fills: [] };

/** The rates of wanted closes by what was found of them, by their instants. */
export async function ratesBy(
  currency: Currency,
  grain: Grain,
  wanted: readonly number[],
  { closes, fiats, fills }: Found,
): Promise<Map<number, AdaRate>> {
  const asked = askedSources();
  const byWanted = new Map<number, Found["closes"][number][]>();
  for (const close of closes) byWanted.set(close.wanted, [...(byWanted.get(close.wanted) ?? []), close]);
  // The table that the program brings along goes first: what was printed with it stays as it is.
  const tables = currency === "ADA" || currency === "USD" ? [] : [await ecbTable(), tableOf(fiats)];
  const rate = (at: number): AdaRate => {
    const kind = grain === "day" && at % dayMs === 0 ? "day" : "hour";
    const evidence = {
      closes: byWanted.get(at) ?? [],
      unread: unreadSources(at, kind, fills, asked),
      isAsked: asked.length > 0,
    };
    return adaRate(currency, kind, at, evidence, tables);
  };
  return new Map(wanted.map((at) => [at, rate(at)]));
}
