import { defaultAccounting } from "@/lib/contract/accounting";

/** A body that each route with one takes, by method and path. */
export const sharedAddress = "stake1uyvfslqkzgrf6syq5r4jg7pqewv8l65phh024lw5r7vk9qgznhyty";
export const requestBodies: Readonly<Record<string, object | string>> = {
  "POST /api/wallets": { address: sharedAddress },
  "PATCH /api/wallets/{id}": { label: "mine now" },
  "PATCH /api/wallets/{id}/addresses": { address: "ownersecret address", state: "foreign" },
  "PATCH /api/transactions/{id}": { action: "send", note: "mine now", tags: ["mine"], spam: true, scope: "similar" },
  "PATCH /api/transactions/{id}/events/{index}": { action: "send", note: "mine now" },
  "PATCH /api/tokens/{unit}": { spam: false },
  "PUT /api/prices/{unit}": { price: "0.5", currency: "ADA" },
  "PUT /api/accounting/settings": { ...defaultAccounting, currency: "SEK" },
  "PUT /api/accounting/accepted": { year: null, what: "unpriced", isAccepted: true },
  "POST /api/accounting/opening-lots": {
    lots: [{ date: "2024-01-02", asset: "ADA", quantity: "12.5", cost: "7", currency: "EUR", note: "mine now" }],
  },
  "PUT /api/address-book": { address: sharedAddress, kind: "friend", label: "mine now" },
  "POST /api/reconcile": `Date,Hash,Amount\n2025-01-01,${"0".repeat(64)},1\n`,
  "POST /api/relabel": { step: "check" },
  "PATCH /api/contracts/{credential}": { name: "mine now" },
  "DELETE /api/account/keys/{id}": { proof: { recoveryKey: "0".repeat(53) } },
  "POST /api/account/recovery-key": { proof: { recoveryKey: "0".repeat(53) } },
};
