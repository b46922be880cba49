import type { z } from "zod";
import * as contract from "@/lib/http/contract";
import { transactionDetail } from "@/lib/http/contract-detail";
import { operationsAnswer } from "@/lib/http/contract-operations";
import { stakingAnswer, stakingQuery } from "@/lib/http/contract-staking";
import type { ProblemCode } from "@/lib/http/contract";

export interface Answer {
  readonly description: string;
  /** Absent for an answer without a body. */
  readonly schema?: z.ZodType;
  readonly mediaType?: string;
}

/** What one call of the API takes and gives. */
export interface Operation {
  readonly method: "get" | "post" | "patch" | "delete";
  /** As in OpenAPI: `{name}` stands for a part that varies. */
  readonly path: string;
  readonly summary: string;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  readonly answers: Readonly<Record<number, Answer>>;
  /** Beside those that every call can have. */
  readonly problems: readonly ProblemCode[];
  /** Who may call; absent: a signed-in user. */
  readonly access?: "anybody" | "queue" | "webhook" | "cron" | "operator";
}

const ok = (schema: z.ZodType, description = "Done"): Record<number, Answer> => ({ 200: { description, schema } });
const empty: Record<number, Answer> = { 204: { description: "Done; no body" } };

const addProblems = [
  "invalid_address",
  "wrong_network",
  "handle_not_found",
  "chain_key_rejected",
  "chain_quota_exhausted",
  "chain_unavailable",
  "queue_unavailable",
  "rate_limited",
] as const satisfies readonly ProblemCode[];

/** Every call that the app answers, in the order of the contract's table. */
export const operations: readonly Operation[] = [
  {
    method: "post",
    path: "/api/session/guest",
    summary: "Begin as a guest; the recovery key is shown once",
    answers: { 201: { description: "Signed in; sets the session cookie", schema: contract.guestAnswer } },
    problems: ["conflict", "rate_limited"],
    access: "anybody",
  },
  {
    method: "post",
    path: "/api/session/recover",
    summary: "Sign in with a recovery key",
    body: contract.recoverRequest,
    answers: ok(contract.sessionAnswer, "Signed in; sets the session cookie"),
    problems: ["invalid_recovery_key", "rate_limited", "cache_unavailable"],
    access: "anybody",
  },
  {
    method: "post",
    path: "/api/session/challenge",
    summary: "A text for a wallet to sign; good once, for five minutes, for this address, network and domain",
    body: contract.challengeRequest,
    answers: ok(contract.challengeAnswer),
    problems: ["invalid_address", "wrong_network", "rate_limited", "cache_unavailable"],
    access: "anybody",
  },
  {
    method: "post",
    path: "/api/session/wallet",
    summary: "Sign in with what the wallet signed (CIP-30 signData); a guest's data comes along",
    body: contract.walletSignInRequest,
    answers: ok(contract.sessionAnswer, "Signed in; sets the session cookie"),
    problems: [
      "invalid_address",
      "wrong_network",
      "invalid_signature",
      "challenge_expired",
      "rate_limited",
      "cache_unavailable",
    ],
    access: "anybody",
  },
  {
    method: "get",
    path: "/api/session",
    summary: "Who is signed in",
    answers: ok(contract.sessionAnswer),
    problems: [],
  },
  {
    method: "delete",
    path: "/api/session",
    summary: "Sign out; the session ends on the server",
    answers: empty,
    problems: [],
  },
  {
    method: "get",
    path: "/api/devices",
    summary: "Where the user is signed in, last seen first",
    answers: ok(contract.devicesAnswer),
    problems: [],
  },
  {
    method: "delete",
    path: "/api/devices",
    summary: "Sign out everywhere, here too",
    answers: empty,
    problems: [],
  },
  {
    method: "delete",
    path: "/api/devices/{id}",
    summary: "Sign one device out",
    answers: empty,
    problems: ["not_found"],
  },
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
    summary: "All wallets, oldest first",
    answers: ok(contract.walletsAnswer),
    problems: [],
  },
  {
    method: "post",
    path: "/api/wallets",
    summary: "Follow an address, a stake address or a $handle; its sync starts at once",
    body: contract.addWalletRequest,
    answers: {
      200: { description: "It is followed already", schema: contract.addWalletAnswer },
      201: { description: "Added", schema: contract.addWalletAnswer },
    },
    problems: addProblems,
  },
  {
    method: "get",
    path: "/api/wallets/{id}",
    summary: "One wallet",
    answers: ok(contract.wallet),
    problems: ["not_found"],
  },
  {
    method: "patch",
    path: "/api/wallets/{id}",
    summary: "Give a wallet a label, or take it away",
    body: contract.patchWalletRequest,
    answers: ok(contract.wallet),
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
    query: contract.syncQuery,
    answers: { 202: { description: "Under way", schema: contract.jobAnswer } },
    problems: ["not_found", "queue_unavailable", "rate_limited"],
  },
  {
    method: "get",
    path: "/api/wallets/{id}/proof",
    summary: "Our sums beside the chain's, asset by asset",
    answers: ok(contract.proof),
    problems: ["not_found"],
  },
  {
    method: "get",
    path: "/api/sync/{jobId}",
    summary: "How far a sync is",
    answers: ok(contract.job),
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
    problems: ["cache_unavailable"],
  },
  {
    method: "get",
    path: "/api/transactions",
    summary: "Transactions in the chain's order; `from` is inclusive, `to` exclusive",
    query: contract.transactionsQuery,
    answers: ok(contract.transactionsAnswer),
    problems: ["not_found"],
  },
  {
    method: "get",
    path: "/api/transactions/{id}",
    summary: "One transaction with inputs, outputs, certificates and metadata",
    answers: ok(transactionDetail),
    problems: ["not_found"],
  },
  {
    method: "get",
    path: "/api/holdings",
    summary: "What is owned and where it is, now or at a time",
    query: contract.holdingsQuery,
    answers: ok(contract.holdingsAnswer),
    problems: ["not_found"],
  },
  {
    method: "get",
    path: "/api/positions",
    summary: "What is at work in protocols",
    query: contract.positionsQuery,
    answers: ok(contract.positionsAnswer),
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
    answers: ok(contract.issuesAnswer),
    problems: [],
  },
  {
    method: "post",
    path: "/api/issues/{id}/retry",
    summary: "Start the sync that may solve an issue",
    answers: { 202: { description: "Under way", schema: contract.jobAnswer } },
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
    summary: "An event of a Blockfrost webhook, signed by it: refreshes the wallets that it touches",
    answers: {
      200: { description: "Taken, or known already", schema: contract.webhookAnswer },
    },
    problems: ["payload_too_large"],
    access: "webhook",
  },
  {
    method: "get",
    path: "/api/cron/sweep",
    summary: "The daily backstop: revives syncs whose messages were all lost, and keeps the refresh's schedule up",
    answers: { 200: { description: "Swept", schema: contract.sweepAnswer } },
    problems: ["unauthenticated", "queue_unavailable"],
    access: "cron",
  },
  {
    method: "get",
    path: "/api/health",
    summary: "Whether everything that the app stands on answers",
    answers: {
      200: { description: "All is up", schema: contract.healthAnswer },
      503: { description: "Something is down", schema: contract.healthAnswer },
    },
    problems: [],
    access: "anybody",
  },
  {
    method: "get",
    path: "/api/openapi.json",
    summary: "This document",
    answers: { 200: { description: "OpenAPI 3.1" } },
    problems: [],
    access: "anybody",
  },
];
