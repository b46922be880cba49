import { z } from "zod";

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
  "limit_reached",
  "wallet_too_large",
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
