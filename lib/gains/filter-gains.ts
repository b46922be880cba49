import type { AccountingQuery } from "@/lib/contract/accounting";
import type { Gains } from "@/lib/gains/tell-gains";
import { walletsOf } from "@/lib/gains/event-facts";
import { yearOf } from "@/lib/gains/tax-years";

interface Happened {
  readonly eventId: string;
  readonly at: number;
  readonly asset: string;
}

/** What of some gains somebody asks for: of a tax year, of a wallet, of a unit. */
export function isAskedFor(
  { settings, events }: Pick<Gains, "settings" | "events">,
  { year, wallet, unit }: AccountingQuery,
): (row: Happened) => boolean {
  const wallets = wallet === undefined ? null : walletsOf(events);
  return ({ eventId, at, asset }) =>
    (year === undefined || yearOf(settings, at) === year) &&
    (wallets === null || wallets.get(eventId) === wallet) &&
    (unit === undefined || asset === unit);
}
