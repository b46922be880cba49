import Fraction from "fraction.js";
import { expect, test } from "vitest";
import type { AccountingEvent } from "@/lib/accounting/accounting-event";
import type { EventPurpose, Purpose } from "@/lib/accounting/event-purpose";
import { elsewhere } from "@/lib/accounting/word";
import { seenFromWallets } from "@/lib/performance/seen-from-wallets";

const of = { at: 0, asset: "lovelace" } as const;
const worth = new Fraction(7n);
const move = (id: string, wallet: string, toWallet: string): AccountingEvent => ({
  ...{ kind: "transfer", id, ...of, wallet, toWallet, sent: 5n, received: 5n, feeProceeds: null },
});
const purposeOf = (eventId: string, purpose: Purpose): EventPurpose => ({
  ...{ eventId, purpose, protocol: null, deal: eventId, values: new Map([["lovelace", worth]]) },
});

test("what goes elsewhere is withdrawn at its worth, what comes from there deposited; what lies there is not seen", () => {
  const bought: AccountingEvent = {
    ...{ kind: "acquisition", id: "o", ...of, wallet: elsewhere, quantity: 9n, basis: worth, price: null },
  };
  const events = [bought, move("in", elsewhere, "w0"), move("out", "w0", elsewhere), move("own", "w0", "w1")];
  const purposes = events.map(({ id, kind }) => purposeOf(id, kind === "transfer" ? "transfer" : "deposit"));
  expect(seenFromWallets({ events, purposes })).toEqual({
    events: [
      { kind: "acquisition", id: "in", ...of, wallet: "w0", quantity: 5n, basis: worth, price: null },
      { kind: "disposal", id: "out", ...of, wallet: "w0", quantity: 5n, proceeds: worth, treatment: "not-realised" },
      events[3],
    ],
    purposes: [purposeOf("in", "deposit"), purposeOf("out", "withdrawal"), purposes[3]],
  });
});
