import type { ChainTx } from "./chain-tx";

type Told = "hash" | "inputs" | "outputs" | "witnessDatums";

/** A transaction with a hash by rule, and no bytes: the chain's own beginnings. It does nothing but what is told. */
export function txByRule(told: Pick<ChainTx, Told>): ChainTx {
  return {
    cbor: null,
    valid: true,
    fee: 0n,
    collateralInputs: [],
    collateralReturn: null,
    referenceInputs: [],
    mint: new Map(),
    certificates: [],
    withdrawals: [],
    metadata: new Map(),
    redeemers: [],
    invalidBefore: null,
    invalidHereafter: null,
    ...told,
  };
}
