import type { ProblemCode } from "@/lib/contract/problem";

/** Ends of a sync that the next one would only come to again: no background refresh, until a person has done something. */
export const needsPerson: readonly ProblemCode[] = ["rollback_too_deep", "wallet_too_large"];
