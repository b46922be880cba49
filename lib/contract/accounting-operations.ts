import {
  acceptedAnswer,
  acceptRequest,
  accountingAnswer,
  accountingQuery,
  accountingRowsQuery,
  accountingSettings,
  disposalsAnswer,
  incomeAnswer,
  lotsAnswer,
  reportQuery,
  shortfallsAnswer,
} from "@/lib/contract/accounting";
import { addressBookAnswer, bookEntryQuery, putBookEntryRequest } from "@/lib/contract/address-book";
import { exportQuery } from "@/lib/contract/exports";
import { addOpeningLotsRequest, openingLotsAnswer } from "@/lib/contract/opening-lots";
import { empty, ok, type Operation } from "@/lib/contract/operation";
import { performanceAnswer, performanceQuery } from "@/lib/contract/performance";
import type { ProblemCode } from "@/lib/contract/problem";
import { reconcileAnswer, reconcileQuery } from "@/lib/contract/reconcile";

const problems = ["invalid_request", "not_found", "limit_reached"] as const satisfies readonly ProblemCode[];

/** What was gained and what is left, by the person's own rules. */
export const accountingOperations: readonly Operation[] = [
  {
    method: "get",
    path: "/api/accounting/settings",
    summary: "By which rules gains are told",
    answers: ok(accountingSettings),
    problems: [],
  },
  {
    method: "put",
    path: "/api/accounting/settings",
    summary: "Have gains told by other rules; what would change a closed year is refused",
    body: accountingSettings,
    answers: ok(accountingSettings),
    problems: ["invalid_request", "conflict", "rate_limited"],
  },
  {
    method: "put",
    path: "/api/accounting/accepted",
    summary:
      "Accept what is open as it is, in a tax year or in each, or take that back; `conflict` while gains are computed",
    body: acceptRequest,
    answers: ok(acceptedAnswer),
    problems: ["invalid_request", "conflict", "limit_reached", "rate_limited"],
  },
  {
    method: "get",
    path: "/api/accounting",
    summary: "Gains by term, income and what is to be looked at, of a tax year or of all of them",
    query: accountingQuery,
    answers: ok(accountingAnswer),
    problems,
  },
  {
    method: "get",
    path: "/api/accounting/disposals",
    summary: "What went for good, with the lots that it was made of, the newest first",
    query: accountingRowsQuery,
    answers: ok(disposalsAnswer),
    problems,
  },
  {
    method: "get",
    path: "/api/accounting/lots",
    summary: "What is left, with what it cost, the oldest first; a year says nothing about it",
    query: accountingRowsQuery,
    answers: ok(lotsAnswer),
    problems,
  },
  {
    method: "get",
    path: "/api/accounting/income",
    summary: "What was earned, by its worth when it came, the newest first",
    query: accountingRowsQuery,
    answers: ok(incomeAnswer),
    problems,
  },
  {
    method: "get",
    path: "/api/accounting/shortfalls",
    summary: "What went beyond what ever came, the newest first",
    query: accountingRowsQuery,
    answers: ok(shortfallsAnswer),
    problems,
  },
  {
    method: "get",
    path: "/api/accounting/opening-lots",
    summary: "Coins that were bought elsewhere, with what they cost, the oldest first",
    answers: ok(openingLotsAnswer),
    problems: [],
  },
  {
    method: "post",
    path: "/api/accounting/opening-lots",
    summary: "Add such coins, one by one or as a CSV table: all of them, or none",
    body: addOpeningLotsRequest,
    answers: ok(openingLotsAnswer),
    problems: ["invalid_request", "limit_reached", "rate_limited"],
  },
  {
    method: "delete",
    path: "/api/accounting/opening-lots/{id}",
    summary: "Remove such coins",
    answers: empty,
    problems: ["not_found", "rate_limited"],
  },
  {
    method: "get",
    path: "/api/address-book",
    summary: "Whose addresses are, and with which others the user deals most often",
    answers: ok(addressBookAnswer),
    problems: [],
  },
  {
    method: "put",
    path: "/api/address-book",
    summary: "Say whose an address is: what goes there or comes from there is an own transfer, a gift or a payment",
    body: putBookEntryRequest,
    answers: ok(addressBookAnswer),
    problems: ["invalid_request", "invalid_address", "wrong_network", "limit_reached", "rate_limited"],
  },
  {
    method: "delete",
    path: "/api/address-book",
    summary: "Take an address out of the book",
    query: bookEntryQuery,
    answers: empty,
    problems: ["invalid_request", "invalid_address", "wrong_network", "not_found", "rate_limited"],
  },
  {
    method: "get",
    path: "/api/performance",
    summary: "What a range brought: deposits, withdrawals, income, fees, gains and returns, by asset and by protocol",
    query: performanceQuery,
    answers: ok(performanceAnswer),
    problems,
  },
  {
    method: "get",
    path: "/api/export/{format}",
    summary:
      "The history as a tax tool takes it, of a tax year or a range; `X-Report-Manifest` names what it follows from",
    query: exportQuery,
    answers: { 200: { description: "A file", mediaType: "application/octet-stream" } },
    problems: [...problems, "conflict", "rate_limited"],
  },
  {
    method: "get",
    path: "/api/reports/{year}",
    summary: "A tax year as a page to print; `X-Report-Manifest` names all that stands in it",
    query: reportQuery,
    answers: { 200: { description: "A page", mediaType: "text/html" } },
    problems: [...problems, "rate_limited"],
  },
  {
    method: "post",
    path: "/api/reconcile",
    summary:
      "Hold a CSV of Eternl, Yoroi, AdaLite, Koinly or our own generic form against what the wallets did; nothing is stored",
    query: reconcileQuery,
    upload: "text/csv",
    answers: ok(reconcileAnswer),
    problems: [...problems, "payload_too_large", "rate_limited"],
  },
];
