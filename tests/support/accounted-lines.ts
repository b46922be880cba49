import { accountFor } from "@/lib/accounting/account-for";
import type { AccountingEvent } from "@/lib/accounting/accounting-event";
import type { Treatment } from "@/lib/accounting/treatment";
import { OpenAccounts, type AccountedTransaction } from "@/lib/accounting/wallet-book";
import { moneyText, treatment } from "@/tests/support/accounted-legs";

/** An event as a line. */
function told(event: AccountingEvent): string {
  switch (event.kind) {
    case "acquisition":
      return `${event.id} +${String(event.quantity)} ${event.asset.slice(0, 8)} for ${moneyText(event.basis)}${event.income === undefined ? "" : `, income ${moneyText(event.income)}`}`;
    case "disposal":
      return `${event.id} -${String(event.quantity)} ${event.asset.slice(0, 8)} at ${event.treatment === "realised" ? moneyText(event.proceeds) : event.treatment}`;
    case "transfer":
      return `${event.id} ${String(event.sent)} ${event.asset.slice(0, 8)} ${event.wallet} to ${event.toWallet}`;
    case "carry":
      return `${event.id} ${event.given.map(({ asset, quantity }) => `${String(quantity)} ${asset.slice(0, 8)}`).join(" + ")} becomes ${event.got.map(({ asset, quantity }) => `${String(quantity)} ${asset.slice(0, 8)}`).join(" + ")}`;
    case "split":
      return event.id;
  }
}

/** What some transactions come to, as lines, and the orders that are still open. */
export function lines(transactions: readonly AccountedTransaction[], chosen: Treatment = treatment) {
  const open = new OpenAccounts();
  const all = transactions.map((each) => accountFor(each, chosen, open));
  return {
    events: all.flatMap(({ events }) => events.map(told)),
    reviews: all.flatMap(({ reviews }) => reviews.map(({ eventId, why }) => `${eventId} ${why}`)),
    open: [...open.fees.keys()],
  };
}
