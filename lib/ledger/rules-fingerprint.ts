import { rulesSource } from "@/lib/generated/rules-source";

/**
 * Names the code that labels a transaction, from its bytes to its legs: a hash over those sources, made before each build by
 * dev/rules-source.ts. Rows with another one were labelled by other code and may be labelled anew.
 */
export const rulesFingerprint: string = rulesSource;
