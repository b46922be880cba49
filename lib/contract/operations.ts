import { sessionOperations } from "@/lib/contract/session-operations";
import {
  walletsAnswer,
  walletsQuery,
  addWalletRequest,
  addWalletAnswer,
  wallet,
  patchWalletRequest,
} from "@/lib/contract/wallet";
import {
  patchWalletAddressRequest,
  walletAddressesAnswer,
  walletAddressesQuery,
} from "@/lib/contract/wallet-addresses";
import { syncQuery, jobAnswer, job, webhookAnswer, sweepAnswer } from "@/lib/contract/job";
import { proof } from "@/lib/contract/proof";
import { transactionsQuery, transactionQuery, transactionsAnswer } from "@/lib/contract/transactions";
import { holdingsQuery, holdingsAnswer } from "@/lib/contract/holdings";
import { historyAnswer, historyQuery } from "@/lib/contract/history";
import { issuesAnswer } from "@/lib/contract/issues";
import { healthAnswer } from "@/lib/contract/health";
import { transactionDetail } from "@/lib/contract/transaction-detail";
import { correctionOperations } from "@/lib/contract/correction-operations";
import { accountingOperations } from "@/lib/contract/accounting-operations";
import { marketOperations } from "@/lib/contract/market-operations";
import { operationsAnswer } from "@/lib/contract/operator";
import { positionsAnswer, positionsQuery } from "@/lib/contract/positions";
import { currenciesAnswer } from "@/lib/contract/rates";
import { stakingAnswer, stakingQuery } from "@/lib/contract/staking";
import { stakingAuditAnswer, stakingAuditQuery } from "@/lib/contract/staking-audit";
import type { ProblemCode } from "@/lib/contract/problem";
import { empty, ok, type Operation } from "@/lib/contract/operation";

const addProblems = [
  "invalid_address",
  "wrong_network",
  "handle_not_found",
  "chain_key_rejected",
  "chain_quota_exhausted",
  "chain_unavailable",
  "queue_unavailable",
  "rate_limited",
  "limit_reached",
] as const satisfies readonly ProblemCode[];

/** Every call that the app answers, in the order of the contract's table. */
export const operations: readonly Operation[] = [
  ...sessionOperations,
  {
    method: "get",
    path: "/api/account/export",
    summary: "Everything that is stored about the user, streamed as one JSON document",
    answers: { 200: { description: "A file", mediaType: "application/json" } },
    problems: ["rate_limited"],
  },
  {
    method: "delete",
    path: "/api/account",
    summary: "Delete the account with everything in it; running syncs end",
    answers: empty,
    problems: [],
  },
  {
    method: "get",
    path: "/api/wallets",
    summary: "Wallets, oldest first, page by page",
    query: walletsQuery,
    answers: ok(walletsAnswer),
    problems: ["invalid_request"],
  },
  {
    method: "post",
    path: "/api/wallets",
    summary: "Follow an address, a stake address or a $handle; its sync starts at once",
    body: addWalletRequest,
    answers: {
      200: { description: "It is followed already", schema: addWalletAnswer },
      201: { description: "Added", schema: addWalletAnswer },
    },
    problems: addProblems,
  },
  {
    method: "get",
    path: "/api/wallets/{id}",
    summary: "One wallet",
    answers: ok(wallet),
    problems: ["not_found"],
  },
  {
    method: "patch",
    path: "/api/wallets/{id}",
    summary: "Give a wallet a label, or take it away",
    body: patchWalletRequest,
    answers: ok(wallet),
    problems: ["not_found"],
  },
  {
    method: "delete",
    path: "/api/wallets/{id}",
    summary: "Forget a wallet with everything about it; stops its sync",
    answers: empty,
    problems: ["not_found"],
  },
  {
    method: "post",
    path: "/api/wallets/{id}/sync",
    summary: "Refresh a wallet, or read its whole history again; a running sync is given back, not doubled",
    query: syncQuery,
    answers: { 202: { description: "Under way", schema: jobAnswer } },
    problems: ["not_found", "queue_unavailable", "rate_limited"],
  },
  {
    method: "get",
    path: "/api/wallets/{id}/addresses",
    summary:
      "The wallet's addresses, whose each is, who signs for a shared wallet, and accounts that its keys can spend from",
    query: walletAddressesQuery,
    answers: ok(walletAddressesAnswer),
    problems: ["not_found"],
  },
  {
    method: "patch",
    path: "/api/wallets/{id}/addresses",
    summary: "Say whose an address is, or take it back; what is not yours leaves totals, fees and labels",
    body: patchWalletAddressRequest,
    answers: ok(walletAddressesAnswer),
    problems: ["not_found", "conflict", "limit_reached", "rate_limited"],
  },
  {
    method: "get",
    path: "/api/wallets/{id}/proof",
    summary: "Our sums beside the chain's, asset by asset",
    answers: ok(proof),
    problems: ["not_found"],
  },
  {
    method: "get",
    path: "/api/sync/{jobId}",
    summary: "How far a sync is",
    answers: ok(job),
    problems: ["not_found"],
  },
  { method: "delete", path: "/api/sync/{jobId}", summary: "Cancel a sync", answers: empty, problems: ["not_found"] },
  {
    method: "get",
    path: "/api/events",
    summary: "Server-sent events of the signed-in user; resumes after Last-Event-ID (or ?lastEventId)",
    answers: {
      200: { description: "A stream that ends itself and is to be reopened", mediaType: "text/event-stream" },
      204: { description: "Live updates are off: poll instead" },
    },
    problems: ["rate_limited", "cache_unavailable"],
  },
  {
    method: "get",
    path: "/api/transactions",
    summary: "Transactions in the chain's order; `from` is inclusive, `to` exclusive",
    query: transactionsQuery,
    answers: ok(transactionsAnswer),
    problems: ["not_found"],
  },
  {
    method: "get",
    path: "/api/transactions/{id}",
    summary: "One transaction with inputs, outputs, certificates and metadata",
    query: transactionQuery,
    answers: ok(transactionDetail),
    problems: ["not_found"],
  },
  ...correctionOperations,
  {
    method: "get",
    path: "/api/tokens/{unit}/picture",
    summary: "The picture that a token carries in itself, or has on IPFS through this server's gateway; none of spam",
    answers: { 200: { description: "PNG, JPEG, GIF or WebP", mediaType: "image/*" } },
    problems: ["not_found", "rate_limited"],
  },
  {
    method: "get",
    path: "/api/holdings",
    summary: "What is owned and where it is, now or at a time",
    query: holdingsQuery,
    answers: ok(holdingsAnswer),
    problems: ["not_found"],
  },
  {
    method: "get",
    path: "/api/portfolio/history",
    summary: "What was owned over time is worth, beside what had been paid in by then",
    query: historyQuery,
    answers: ok(historyAnswer),
    problems: ["invalid_request", "not_found"],
  },
  {
    method: "get",
    path: "/api/positions",
    summary: "What is at work in protocols",
    query: positionsQuery,
    answers: ok(positionsAnswer),
    problems: ["not_found"],
  },
  {
    method: "get",
    path: "/api/staking",
    summary: "Delegation, rewards with their three dates, and what certificates did",
    query: stakingQuery,
    answers: ok(stakingAnswer),
    problems: ["not_found"],
  },
  {
    method: "get",
    path: "/api/staking/audit",
    summary:
      "Each epoch's reward against what stake and pool let expect: missed, doubled, unusually low or high ones named",
    query: stakingAuditQuery,
    answers: ok(stakingAuditAnswer),
    problems: ["not_found"],
  },
  {
    method: "post",
    path: "/api/jobs/{name}",
    summary: "A message of the job queue, signed by it",
    answers: {
      200: { description: "Done, or out of date and ignored" },
      401: { description: "Not signed for this deployment" },
      489: { description: "Never to be tried again; Upstash-NonRetryable-Error is set" },
      500: { description: "To be tried again" },
    },
    problems: [],
    access: "queue",
  },
  {
    method: "get",
    path: "/api/issues",
    summary: "Quarantined transactions, failed and waiting syncs, proofs that differ; newest first",
    answers: ok(issuesAnswer),
    problems: [],
  },
  {
    method: "post",
    path: "/api/issues/{id}/retry",
    summary: "Start the sync that may solve an issue",
    answers: { 202: { description: "Under way", schema: jobAnswer } },
    problems: ["not_found"],
  },
  {
    method: "post",
    path: "/api/issues/{id}/dismiss",
    summary: "Take an issue from the list; a difference comes back with the next comparison that finds it",
    answers: empty,
    problems: ["not_found"],
  },
  {
    method: "delete",
    path: "/api/issues/{id}/dismiss",
    summary: "Put a dismissed issue back on the list",
    answers: empty,
    problems: ["not_found"],
  },
  {
    method: "get",
    path: "/api/operations",
    summary: "How the server does: queue, budget, cache, function times, cost; does not exist but for operators",
    answers: ok(operationsAnswer),
    problems: ["not_found"],
    access: "operator",
  },
  {
    method: "post",
    path: "/api/operations/dead-letters/{id}/retry",
    summary: "Send a message again that the queue gave up on",
    answers: empty,
    problems: ["not_found", "queue_unavailable"],
    access: "operator",
  },
  {
    method: "delete",
    path: "/api/operations/dead-letters/{id}",
    summary: "Throw such a message away",
    answers: empty,
    problems: ["not_found", "queue_unavailable"],
    access: "operator",
  },
  {
    method: "post",
    path: "/api/webhooks/blockfrost",
    summary:
      "An event of a Blockfrost webhook, signed by it: refreshes the wallets that it touches; its pools go to the market",
    answers: {
      200: { description: "Taken, or known already", schema: webhookAnswer },
    },
    problems: ["payload_too_large", "cache_unavailable"],
    access: "webhook",
  },
  {
    method: "get",
    path: "/api/cron/sweep",
    summary: "The daily backstop: revives syncs whose messages were all lost, and keeps the refresh's schedule up",
    answers: { 200: { description: "Swept", schema: sweepAnswer } },
    problems: ["unauthenticated", "queue_unavailable"],
    access: "cron",
  },
  {
    method: "get",
    path: "/api/health",
    summary: "Whether everything that the app stands on answers",
    answers: {
      200: { description: "All is up", schema: healthAnswer },
      503: { description: "Something is down", schema: healthAnswer },
    },
    problems: [],
    access: "anybody",
  },
  {
    method: "get",
    path: "/api/currencies",
    summary: "The currencies that amounts can be shown in, ada among them",
    answers: ok(currenciesAnswer),
    problems: [],
    access: "anybody",
  },
  ...marketOperations,
  ...accountingOperations,
  {
    method: "get",
    path: "/api/openapi.json",
    summary: "This document",
    answers: { 200: { description: "OpenAPI 3.1" } },
    problems: [],
    access: "anybody",
  },
];
