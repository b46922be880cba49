import { wordKinds } from "@/lib/accounting/word";
import { networkNames } from "@/lib/cardano/network";
import { bookKinds } from "@/lib/contract/address-book";
import { tokenKinds } from "@/lib/contract/holdings";
import { jobStages, jobStatuses, waits } from "@/lib/contract/job";
import { problemCodes } from "@/lib/contract/problem";
import { proofStatuses } from "@/lib/contract/proof";
import { currencyCodes } from "@/lib/contract/currencies";
import { closeGrains, rateKinds, rateSources } from "@/lib/contract/rates";
import { relabelStatuses } from "@/lib/contract/relabel";
import { purposes, securityEventKinds, userKinds } from "@/lib/contract/session";
import { unreadLists } from "@/lib/contract/staking";
import { walletKinds } from "@/lib/contract/wallet";
import { actions } from "@/lib/ledger/action";
import * as ledger from "@/lib/ledger/closed-words";
import { locationKinds } from "@/lib/ledger/event-location";
import { eventRoles } from "@/lib/ledger/transaction-event";
import { validityEvidence } from "@/lib/ledger/validity-evidence";
import { orderKinds } from "@/lib/protocols/order-terms";

/**
 * What closed columns of the database take, as `table.column`. A CHECK constraint holds each to exactly these words, which a
 * test compares; so a row may be read as one of them without a look. A word more here needs a migration that lets it in.
 */
export const storedWords = {
  "user.kind": userKinds,
  "sign_in_key.network": networkNames,
  "sign_in_key.kind": ["stake", "payment"],
  "auth_challenge.purpose": purposes,
  "security_event.kind": securityEventKinds,
  "wallet.network": networkNames,
  "wallet.kind": walletKinds,
  "wallet.unread_lists": unreadLists,
  "wallet_address.payment_kind": ledger.paymentKinds,
  "transaction.action": actions,
  "transaction.classified_action": actions,
  "transaction.own_action": actions,
  "transaction.subtype": orderKinds,
  "transaction.direction": ledger.directions,
  "transaction.valid_by": validityEvidence,
  // Rows of code that counted only proven keys say `unverified` until they are told again.
  "asset_flow.place": [...ledger.places, "unverified"],
  "transaction_event.action": actions,
  "transaction_event.subtype": orderKinds,
  "transaction_event.role": eventRoles,
  "transaction_event.location": [...locationKinds, "unverified"],
  "event_correction.role": eventRoles,
  "event_correction.action": actions,
  "event_correction.kind": wordKinds,
  "event_correction.currency": currencyCodes,
  "balance.place": [...ledger.places, "unverified"],
  "order_opening.kind": orderKinds,
  "order_closing.kind": orderKinds,
  "order_closing.outcome": ledger.orderOutcomes,
  "delegation_event.kind": ledger.delegationKinds,
  "relabel.status": relabelStatuses,
  "correction_rule.action": actions,
  "due_correction.scope": ["wallet", "action", "action_key", "spam_key", "unit"],
  "key_word.word": ledger.keyWords,
  "key_word.said_by": ["person", "wallet"],
  "due_telling.scope": ["all", "shared"],
  "token_mark.suspicion": ledger.suspicions,
  "token_mark.lure": ledger.suspicions,
  "own_price.currency": currencyCodes,
  "opening_lot.currency": currencyCodes,
  "address_book.kind": bookKinds,
  "gains_row.kind": ["disposal", "income", "shortfall", "review", "lot"],
  "token.kind": tokenKinds,
  "ada_close.grain": closeGrains,
  "ada_close.source": rateSources,
  "rate_source.source": rateSources,
  "rate_fill.kind": rateKinds,
  "rate_fill.source": rateSources,
  "wanted_price.state": ["open", "found", "none"],
  "wanted_price.asked_for": ["movement", "change", "chart"],
  "wallet_proof.status": proofStatuses,
  "orphaned_edit.action": actions,
  "quarantined_transaction.status": ["open", "dismissed"],
  "sync_job.status": jobStatuses,
  "sync_job.stage": jobStages,
  "sync_job.waiting_for": waits,
  "sync_job.error_code": problemCodes,
} as const satisfies Readonly<Record<string, readonly string[]>>;

type Column = keyof typeof storedWords;
export type StoredWord<C extends Column> = (typeof storedWords)[C][number];

/** A value of a closed column, as the type that its constraint makes it. */
export function storedWord<C extends Column, V extends string | null>(_column: C, value: V) {
  return value as StoredWord<C> | Extract<V, null>;
}
