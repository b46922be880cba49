import { addressBookAnswer, putBookEntryRequest } from "@/lib/contract/address-book";
import { z } from "zod";
import {
  acceptedAnswer,
  acceptRequest,
  accountingAnswer,
  accountingSettings,
  disposalsAnswer,
  incomeAnswer,
  lotsAnswer,
  shortfallsAnswer,
} from "@/lib/contract/accounting";
import { problem } from "@/lib/contract/problem";
import * as session from "@/lib/contract/session";
import { job, jobAnswer, webhookAnswer, sweepAnswer } from "@/lib/contract/job";
import { proof } from "@/lib/contract/proof";
import { wallet, walletsAnswer, addWalletRequest, addWalletAnswer, patchWalletRequest } from "@/lib/contract/wallet";
import { patchWalletAddressRequest, walletAddressesAnswer } from "@/lib/contract/wallet-addresses";
import { transaction, transactionsAnswer } from "@/lib/contract/transactions";
import { historyAnswer } from "@/lib/contract/history";
import { holdingsAnswer } from "@/lib/contract/holdings";
import { issuesAnswer } from "@/lib/contract/issues";
import { healthAnswer } from "@/lib/contract/health";
import { candlesAnswer, marketAnswer, marketTokenAnswer } from "@/lib/contract/market";
import { performanceAnswer } from "@/lib/contract/performance";
import { addOpeningLotsRequest, openingLotsAnswer } from "@/lib/contract/opening-lots";
import { reconcileAnswer } from "@/lib/contract/reconcile";
import { ownPriceRequest, priceAnswer } from "@/lib/contract/prices";
import { currenciesAnswer } from "@/lib/contract/rates";
import {
  contractsAnswer,
  patchContractRequest,
  patchTokenRequest,
  patchTransactionAnswer,
  patchTransactionRequest,
  rulesAnswer,
  tokenAnswer,
} from "@/lib/contract/corrections";
import { transactionDetail, unknownContract } from "@/lib/contract/transaction-detail";
import { patchEventAnswer, patchEventRequest } from "@/lib/contract/transaction-events";
import { operationsAnswer } from "@/lib/contract/operator";
import { positionsAnswer } from "@/lib/contract/positions";
import { relabelAnswer, relabelRequest } from "@/lib/contract/relabel";
import { stakingAnswer } from "@/lib/contract/staking";
import { stakingAuditAnswer } from "@/lib/contract/staking-audit";
import type { ProblemCode } from "@/lib/contract/problem";
import type { Answer, Operation } from "@/lib/contract/operation";
import { operations } from "@/lib/contract/operations";
import { statusOf } from "@/lib/http/respond";

type Json = Readonly<Record<string, unknown>>;

/** Schemas that the document names; all others stand where they are used. */
const named = {
  Problem: problem,
  User: session.user,
  Session: session.sessionAnswer,
  Guest: session.guestAnswer,
  RecoverRequest: session.recoverRequest,
  ChallengeRequest: session.challengeRequest,
  Challenge: session.challengeAnswer,
  WalletSignInRequest: session.walletSignInRequest,
  FreshProof: session.freshProof,
  ProvenRequest: session.provenRequest,
  RecoveryKey: session.recoveryKeyAnswer,
  SignInKeys: session.signInKeysAnswer,
  SecurityEvent: session.securityEvent,
  SecurityEvents: session.securityEventsAnswer,
  Devices: session.devicesAnswer,
  Job: job,
  JobAnswer: jobAnswer,
  Proof: proof,
  Wallet: wallet,
  Wallets: walletsAnswer,
  AddWalletRequest: addWalletRequest,
  AddWalletAnswer: addWalletAnswer,
  PatchWalletRequest: patchWalletRequest,
  WalletAddresses: walletAddressesAnswer,
  PatchWalletAddressRequest: patchWalletAddressRequest,
  Transaction: transaction,
  Transactions: transactionsAnswer,
  TransactionDetail: transactionDetail,
  PatchTransactionRequest: patchTransactionRequest,
  PatchedTransaction: patchTransactionAnswer,
  PatchEventRequest: patchEventRequest,
  PatchedEvent: patchEventAnswer,
  Rules: rulesAnswer,
  PatchTokenRequest: patchTokenRequest,
  Token: tokenAnswer,
  Contracts: contractsAnswer,
  PatchContractRequest: patchContractRequest,
  UnknownContract: unknownContract,
  RelabelRequest: relabelRequest,
  Relabel: relabelAnswer,
  Holdings: holdingsAnswer,
  History: historyAnswer,
  Issues: issuesAnswer,
  Operations: operationsAnswer,
  Webhook: webhookAnswer,
  Positions: positionsAnswer,
  Staking: stakingAnswer,
  StakingAudit: stakingAuditAnswer,
  Health: healthAnswer,
  Currencies: currenciesAnswer,
  AccountingSettings: accountingSettings,
  Accounting: accountingAnswer,
  AcceptRequest: acceptRequest,
  Accepted: acceptedAnswer,
  Disposals: disposalsAnswer,
  Lots: lotsAnswer,
  Income: incomeAnswer,
  Shortfalls: shortfallsAnswer,
  AddOpeningLotsRequest: addOpeningLotsRequest,
  OpeningLots: openingLotsAnswer,
  AddressBook: addressBookAnswer,
  PutBookEntryRequest: putBookEntryRequest,
  Performance: performanceAnswer,
  Reconciliation: reconcileAnswer,
  Price: priceAnswer,
  OwnPriceRequest: ownPriceRequest,
  Market: marketAnswer,
  MarketToken: marketTokenAnswer,
  Candles: candlesAnswer,
  Sweep: sweepAnswer,
} as const satisfies Record<string, z.ZodType>;

const reference = (name: string) => `#/components/schemas/${name}`;
const nameOf = new Map<z.ZodType, string>(Object.entries(named).map(([name, schema]) => [schema, name]));

/** The OpenAPI 3.1 document, made of the schemas that the routes check with. */
export function openApiDocument(version: string): Json {
  const paths: Record<string, Record<string, Json>> = {};
  for (const operation of operations) {
    paths[operation.path] = { ...paths[operation.path], [operation.method]: describe(operation) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Cardano DeFi Assistant",
      version,
      description:
        "Quantities are decimal strings of the smallest unit; times are ISO 8601 UTC. Errors are RFC 9457 problems.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: "/" }],
    paths,
    components: { schemas: schemas(), securitySchemes },
  };
}

const securitySchemes = {
  session: { type: "apiKey", in: "cookie", name: "session", description: "`__Host-session` over https" },
  queue: { type: "apiKey", in: "header", name: "Upstash-Signature", description: "JWT over the body, by QStash" },
  webhook: {
    type: "apiKey",
    in: "header",
    name: "Blockfrost-Signature",
    description: "HMAC over the body, by Blockfrost",
  },
  cron: { type: "http", scheme: "bearer", description: "CRON_SECRET, by Vercel's schedule" },
} as const;

function schemas(): Json {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(named)) registry.add(schema, { id });
  const made = z.toJSONSchema(registry, { uri: reference, io: "input", override: plain }).schemas;
  return Object.fromEntries(
    Object.entries(made).map(([name, { $schema: _dialect, $id: _id, ...schema }]) => [name, schema]),
  );
}

/** Leaves out what a format or a type says already: zod's long patterns and the bounds of safe integers. */
function plain({ jsonSchema }: { jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  if (jsonSchema.format !== undefined) delete jsonSchema.pattern;
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
}

function describe(operation: Operation): Json {
  const { access, body, method, path, summary, upload } = operation;
  return {
    operationId: operationId(method, path),
    summary,
    security: access === "anybody" ? [] : [{ [access === "operator" ? "session" : (access ?? "session")]: [] }],
    parameters: [...pathParameters(path), ...queryParameters(operation)],
    ...(body && { requestBody: { required: true, content: { "application/json": { schema: refer(body) } } } }),
    ...(upload !== undefined && { requestBody: { required: true, content: { [upload]: {} } } }),
    responses: { ...answers(operation), ...problems(operation) },
  };
}

function operationId(method: string, path: string): string {
  const words = path.replace("/api/", "").replace(/[{}]/g, "").split(/[/.]/);
  return method + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
}

function refer(schema: z.ZodType): Json {
  const name = nameOf.get(schema);
  if (name === undefined) throw new Error("A body of the contract has no name in the document");
  return { $ref: reference(name) };
}

function pathParameters(path: string): Json[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => {
    const schema = /id$/i.test(name) ? { type: "string", format: "uuid" } : { type: "string" };
    return { name, in: "path", required: true, schema };
  });
}

function queryParameters({ query }: Operation): Json[] {
  if (query === undefined) return [];
  const { properties = {} } = z.toJSONSchema(query, { io: "output", override: plain });
  return Object.entries(properties).map(([name, schema]) => ({ name, in: "query", required: false, schema }));
}

function answers({ answers }: Operation): Json {
  return Object.fromEntries(Object.entries(answers).map(([status, answer]) => [status, answerOf(answer)]));
}

function answerOf({ description, schema, mediaType }: Answer): Json {
  if (mediaType !== undefined) return { description, content: { [mediaType]: { schema: { type: "string" } } } };
  return schema === undefined
    ? { description }
    : { description, content: { "application/json": { schema: refer(schema) } } };
}

/** Statuses of failures with the codes that each can carry; a status that is an answer of its own is left alone. */
function problems({ access, answers, body, method, problems, query }: Operation): Json {
  if (access === "queue") return {};
  const codes: ProblemCode[] = [
    ...problems,
    ...(access === undefined || access === "webhook" ? (["unauthenticated"] as const) : []),
    ...(body || query ? (["invalid_request"] as const) : []),
    ...(body ? (["payload_too_large"] as const) : []),
    ...(method === "get" ? [] : (["forbidden_origin"] as const)),
    "database_unavailable",
    "internal_error",
  ];
  const statuses = [...new Set(codes.map(statusOf))].filter((status) => answers[status] === undefined);
  return Object.fromEntries(
    statuses.map((status) => {
      const description = codes.filter((code) => statusOf(code) === status).join(", ");
      return [status, { description, content: { "application/problem+json": { schema: refer(problem) } } }];
    }),
  );
}
