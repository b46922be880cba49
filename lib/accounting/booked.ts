import type { AccountingEvent } from "@/lib/accounting/accounting-event";
import type { WordKind } from "@/lib/accounting/word";

/** What a deal came to, in the order in which it was booked. */
export interface Booked {
  /** Rewards of a protocol. */
  earned: readonly AccountingEvent[];
  /** What was borrowed, paid back, or came out of a protocol beyond what was put in. */
  lying: readonly AccountingEvent[];
  /** What was taken for a debt. */
  forfeited: readonly AccountingEvent[];
  /** What was given, then what came for it; or what handed its basis on. */
  traded: readonly AccountingEvent[];
  /** What came or went for nothing that anybody knows of. */
  oneSided: readonly AccountingEvent[];
  /** What the person says was something of its own. */
  said: readonly { readonly kind: WordKind; readonly event: AccountingEvent }[];
  fee: readonly AccountingEvent[];
  lost: readonly AccountingEvent[];
  donated: readonly AccountingEvent[];
}

/** All of it, in the order in which it was booked. */
export function eventsBooked(booked: Booked): AccountingEvent[] {
  const { earned, lying, forfeited, traded, oneSided, fee, lost, donated } = booked;
  const said = booked.said.map(({ event }) => event);
  return [earned, lying, forfeited, traded, oneSided, said, fee, lost, donated].flat();
}

/** Of a deal that came to nothing. */
export const noneBooked: Booked = {
  ...{ earned: [], lying: [], forfeited: [], traded: [], oneSided: [], said: [] },
  ...{ fee: [], lost: [], donated: [] },
};
