import { z } from "zod";
import { actions } from "@/lib/ledger/action";

/**
 * The HTTP contract: one zod schema per body, from which the OpenAPI document, the routes' checks and the pages' types all come.
 * Quantities are decimal strings of the smallest unit; times are ISO 8601 UTC.
 */
export const quantity = z
  .string()
  .regex(/^-?\d+$/)
  .meta({ description: "Exact integer of the smallest unit, as a decimal string" });
export const time = z.iso.datetime().meta({ description: "ISO 8601, UTC" });
const id = z.uuid();

export const problemCodes = [
  "invalid_request",
  "invalid_address",
  "wrong_network",
  "handle_not_found",
  "unauthenticated",
  "invalid_recovery_key",
  "invalid_signature",
  "challenge_expired",
  "forbidden_origin",
  "not_found",
  "conflict",
  "payload_too_large",
  "rate_limited",
  "chain_key_rejected",
  "chain_quota_exhausted",
  "chain_unavailable",
  "rollback_too_deep",
  "database_unavailable",
  "cache_unavailable",
  "queue_unavailable",
  "internal_error",
] as const;
export type ProblemCode = (typeof problemCodes)[number];

export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.enum(problemCodes),
  requestId: z.string(),
  issues: z.array(z.object({ field: z.string(), reason: z.string() })).optional(),
});
export type Problem = z.infer<typeof problem>;

export const user = z.object({ id, kind: z.enum(["guest", "wallet"]) });
export const sessionAnswer = z.object({ user });
export const guestAnswer = z.object({ user, recoveryKey: z.string() });
const hex = (maxLength: number) =>
  z
    .string()
    .max(maxLength)
    .regex(/^([0-9a-f]{2})+$/i);
export const challengeRequest = z.strictObject({
  /** Stake or payment address, bech32 or the hex of CIP-30. */
  address: z.string().trim().min(1).max(300),
  /** `link` adds the key to the account that is signed in, with all that its own account has. */
  purpose: z.enum(["sign-in", "link"]).default("sign-in"),
});
export const challengeAnswer = z.object({ challenge: z.string(), payloadHex: z.string(), expiresAt: time });
export const walletSignInRequest = z.strictObject({
  address: z.string().trim().min(1).max(300),
  challenge: z.string().min(1).max(100),
  signature: z.strictObject({ signature: hex(8_000), key: hex(1_000) }),
});
const device = z.object({
  id,
  device: z.string(),
  current: z.boolean(),
  createdAt: time,
  lastSeenAt: time,
  expiresAt: time,
});
export type Device = z.infer<typeof device>;
export const devicesAnswer = z.object({ devices: z.array(device) });
export const recoverRequest = z.strictObject({ recoveryKey: z.string().min(1).max(200) });

const jobStatuses = ["queued", "running", "waiting", "completed", "failed", "cancelled"] as const;
const jobStages = ["listing", "transactions", "proving", "done"] as const;
const jobError = z.object({ code: z.enum(problemCodes), detail: z.string() });

export const job = z.object({
  id,
  walletId: id,
  status: z.enum(jobStatuses),
  stage: z.enum(jobStages),
  processed: z.int(),
  total: z.int().nullable(),
  percent: z.number().nullable(),
  etaSeconds: z.int().nullable(),
  resumesAt: time.nullable(),
  waitingFor: z.enum(["rate_limit", "daily_quota", "retry"]).nullable(),
  attempts: z.int(),
  error: jobError.nullable(),
  usage: z.object({ blockfrostCalls: z.int(), messages: z.int(), redisCommands: z.int(), dbStatements: z.int() }),
  startedAt: time.nullable(),
  finishedAt: time.nullable(),
});
export type Job = z.infer<typeof job>;

const assetProof = z.object({ unit: z.string(), computed: quantity, onChain: quantity, difference: quantity });
export const proof = z.object({
  status: z.enum(["proven", "diverged", "pending"]),
  height: z.int().nullable(),
  blockHash: z.string().nullable(),
  checkedAt: time.nullable(),
  assets: z.array(assetProof),
  /** Withdrawn rewards by our ledger against the account's own figure; null for a wallet without a stake key. */
  withdrawals: z.object({ computed: quantity, onChain: quantity, difference: quantity }).nullable(),
  firstDivergence: assetProof.extend({ reason: z.string() }).nullable(),
});
export type Proof = z.infer<typeof proof>;

const proofSummary = proof
  .pick({ status: true, height: true, checkedAt: true })
  .extend({ assetCount: z.int(), quarantined: z.int() });

export const wallet = z.object({
  id,
  label: z.string().nullable(),
  address: z.string(),
  stakeAddress: z.string().nullable(),
  network: z.enum(["mainnet", "preprod", "preview"]),
  addedAt: time,
  sync: z.object({
    jobId: id.nullable(),
    status: z.enum(jobStatuses),
    processed: z.int(),
    total: z.int().nullable(),
    percent: z.number().nullable(),
    etaSeconds: z.int().nullable(),
    lastSyncedAt: time.nullable(),
    tipHeight: z.int().nullable(),
    error: jobError.nullable(),
  }),
  proof: proofSummary,
});
export type Wallet = z.infer<typeof wallet>;
export const walletsAnswer = z.object({ wallets: z.array(wallet) });
export const addWalletRequest = z.strictObject({
  address: z.string().trim().min(1).max(300),
  label: z.string().trim().max(80).optional(),
});
export const addWalletAnswer = z.object({ wallet, job: job.nullable() });
export const patchWalletRequest = z.strictObject({ label: z.string().trim().max(80).nullable() });
/** `full`: the whole history is read again. */
export const syncQuery = z.strictObject({ full: z.enum(["true", "false"]).default("false") });
export const sweepAnswer = z.object({
  revived: z.int(),
  /** Wallets that each run of the hourly background refresh takes; 0 where it is off. */
  refreshesPerRun: z.int(),
});
export const webhookAnswer = z.object({
  /** Wallets whose refresh is under way because of this event. */
  refreshed: z.int(),
});
export const jobAnswer = z.object({ job });

const issueKinds = ["quarantined_transaction", "sync_failed", "sync_waiting", "proof_diverged"] as const;
export type IssueKind = (typeof issueKinds)[number];
const issue = z.object({
  /** What retry and dismiss are called with. */
  id,
  kind: z.enum(issueKinds),
  walletId: id,
  at: time,
  txHash: z.string().nullable(),
  code: z.enum(problemCodes).nullable(),
  /** What happened, and what can be done about it. */
  reason: z.string(),
  next: z.string(),
  resumesAt: time.nullable(),
  /** What helps here; `full_resync` is `POST /api/wallets/{id}/sync?full=true`. Empty where it goes on by itself. */
  actions: z.array(z.enum(["retry", "full_resync", "dismiss"])),
});
export type Issue = z.infer<typeof issue>;
export const issuesAnswer = z.object({
  issues: z.array(issue),
  /** How many of them need a person. */
  attention: z.int(),
});
export type IssuesAnswer = z.infer<typeof issuesAnswer>;

const directions = ["in", "out", "self", "none"] as const;
export const places = ["wallet", "contract", "unverified"] as const;

const flow = z.object({
  unit: z.string(),
  place: z.enum(places),
  /** Script hash of a contract, payment key hash of an unverified address. */
  credential: z.string().nullable(),
  netChange: quantity,
  decimals: z.int(),
  ticker: z.string().nullable(),
  name: z.string().nullable(),
});

export const transaction = z.object({
  id,
  txHash: z.string(),
  walletId: id,
  blockHeight: z.int(),
  blockHash: z.string().nullable(),
  txIndex: z.int(),
  timestamp: time,
  action: z.enum(actions),
  direction: z.enum(directions),
  /** Id for the `protocol` filter, and how people call it: where no protocol is known, the person's name for its contract. */
  protocol: z.string().nullable(),
  protocolName: z.string().nullable(),
  counterparty: z.string().nullable(),
  summary: z.string(),
  netLovelace: quantity,
  fee: quantity.nullable(),
  deposit: quantity,
  withdrawal: quantity,
  flows: z.array(flow),
  actionGroup: z.object({ id, kind: z.string(), status: z.string(), members: z.array(id) }).nullable(),
  status: z.enum(["settled", "settling"]),
  valid: z.boolean(),
  note: z.string().nullable(),
  tags: z.array(z.string()),
  spam: z.boolean(),
  edited: z.boolean(),
});
export type Transaction = z.infer<typeof transaction>;
export const transactionsAnswer = z.object({
  transactions: z.array(transaction),
  nextCursor: z.string().nullable(),
  total: z.int(),
});

export const transactionsQuery = z.strictObject({
  wallet: id.optional(),
  unit: z.string().max(120).optional(),
  action: z.enum(actions).optional(),
  protocol: z.string().max(40).optional(),
  direction: z.enum(directions).optional(),
  from: z.iso.datetime({ offset: true }).or(z.iso.date()).optional(),
  to: z.iso.datetime({ offset: true }).or(z.iso.date()).optional(),
  q: z.string().trim().max(120).optional(),
  /** Only spam, or everything else; without it both. */
  spam: z.enum(["true", "false"]).optional(),
  sort: z.enum(["newest", "oldest"]).default("newest"),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type TransactionsQuery = z.infer<typeof transactionsQuery>;

export const holdingsQuery = z.strictObject({
  wallet: id.optional(),
  asOf: z.iso.datetime({ offset: true }).or(z.iso.date()).optional(),
  currency: z.enum(["ADA"]).default("ADA"),
});
const holding = z.object({
  unit: z.string(),
  policyId: z.string().nullable(),
  assetName: z.string().nullable(),
  fingerprint: z.string().nullable(),
  name: z.string().nullable(),
  ticker: z.string().nullable(),
  decimals: z.int(),
  quantity,
  displayQuantity: z.string(),
  kind: z.enum(["ada", "token", "nft", "lp"]),
  logo: z.string().nullable(),
  price: z.string().nullable(),
  value: z.string().nullable(),
  priceSource: z.string().nullable(),
  priceAt: time.nullable(),
  spam: z.boolean(),
});
export type Holding = z.infer<typeof holding>;
export const holdingsAnswer = z.object({
  asOf: time,
  currency: z.string(),
  total: z.object({ value: z.string(), priced: z.int(), unpriced: z.int() }),
  holdings: z.array(holding),
  places: z.array(z.object({ place: z.enum(places), credential: z.string().nullable(), unit: z.string(), quantity })),
  /** Earned and not yet withdrawn; not part of any place's UTxOs. */
  rewards: z.object({ withdrawableLovelace: quantity }).nullable(),
});
export type HoldingsAnswer = z.infer<typeof holdingsAnswer>;

export const amount = z.object({
  unit: z.string(),
  quantity,
  decimals: z.int(),
  ticker: z.string().nullable(),
  name: z.string().nullable(),
});
const up = z.enum(["up", "down"]);
export const healthAnswer = z.object({
  status: z.enum(["ok", "degraded"]),
  checks: z.object({ database: up, redis: up, queue: up, blockfrost: up }),
  version: z.string(),
  network: z.string(),
  flags: z.record(z.string(), z.string()),
});

/** Server-sent events: `event` is the name, `data` the JSON below, `id` a cursor for `Last-Event-ID`. */
export const events = {
  "sync.progress": job,
  "sync.completed": job,
  "sync.failed": job,
  "wallet.updated": z.object({ walletId: id }),
} as const;
export type EventName = keyof typeof events;
