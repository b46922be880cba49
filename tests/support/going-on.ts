import { noUsage } from "@/lib/meter";
import type { NextState } from "@/lib/sync/commit-step";

/** Where a step leaves its job that found nothing and goes on at once, without a message of its own. */
export const goingOn: NextState = {
  status: "running",
  stage: "transactions",
  processed: 0,
  total: null,
  proofChecks: 0,
  attempts: 0,
  cursor: null,
  callLatencyMs: 200,
  pace: null,
  tip: null,
  waitMs: null,
  waitingFor: null,
  error: null,
  usage: noUsage(),
  handsOn: false,
};
