import type { CredentialHash, PaymentAddress, StakeAddress, TxHash, Unit } from "@/lib/cardano/brand";
import { hexToBytes } from "@noble/hashes/utils.js";
import { formatAddress } from "@/lib/cardano/format-address";
import { parseTxHash } from "@/lib/cardano/parse-tx-hash";
import { stakeAddressOf } from "@/lib/cardano/stake-address";
import { lovelace, unitOf } from "@/lib/cardano/unit";
import type { OutRef, RawCertificate, RawInput, RawOutput, RawTx } from "@/lib/ledger/raw-tx";

/** A credential hash that is recognisable in a failure: one byte, repeated. */
export function hashOf(byte: string): CredentialHash {
  return byte.repeat(28) as CredentialHash;
}

export function txHashOf(number: number): TxHash {
  return parseTxHash(number.toString(16).padStart(64, "0"));
}

export const ownStakeKey = hashOf("50");
export const ownKey = hashOf("a1");
export const otherOwnKey = hashOf("a2");
export const foreignKey = hashOf("f1");
export const script = hashOf("5c");

/** A mainnet address from a header byte and the hashes behind it. */
export function address(header: string, ...hashes: string[]): PaymentAddress {
  return formatAddress(hexToBytes(header + hashes.join("")));
}

export const own = address("01", ownKey, ownStakeKey);
export const otherOwn = address("01", otherOwnKey, ownStakeKey);
/** Somebody else's payment key beside the own stake key. */
export const franken = address("01", foreignKey, ownStakeKey);
/** A script beside the own stake key: an order. */
export const ownContract = address("11", script, ownStakeKey);
export const foreign = address("61", foreignKey);
export const foreignContract = address("71", script);
export const ownStake: StakeAddress = stakeAddressOf({ kind: "key", hash: ownStakeKey }, "mainnet");

export const foreignStake: StakeAddress = stakeAddressOf({ kind: "key", hash: hashOf("51") }, "mainnet");

export const hosky: Unit = unitOf("77".repeat(28), "484f534b59");
export const other: Unit = unitOf("88".repeat(28), "ff");

/** An output by its address, lovelace and tokens. */
export function output(to: PaymentAddress, amount: bigint, tokens: Readonly<Record<string, bigint>> = {}): RawOutput {
  return {
    index: 0,
    address: to,
    value: new Map([[lovelace, amount], ...(Object.entries(tokens) as [Unit, bigint][])]),
    datum: { kind: "none" },
    referenceScriptHash: null,
  };
}

/** A resolved input; each has a reference of its own. */
export function input(from: PaymentAddress, amount: bigint, tokens: Readonly<Record<string, bigint>> = {}): RawInput {
  nextInput += 1;
  return { ref: { txHash: txHashOf(nextInput), index: 0 }, resolved: output(from, amount, tokens) };
}

let nextInput = 1_000;

/** An input of which only the reference is known. */
export function unresolvedInput(ref: OutRef): RawInput {
  return { ref, resolved: null };
}

export function certificate(kind: RawCertificate["kind"], fields: Partial<RawCertificate> = {}): RawCertificate {
  return {
    index: 0,
    kind,
    stakeAddress: ownStake,
    drepCredential: null,
    depositLovelace: null,
    poolId: null,
    drep: null,
    ...fields,
  };
}

/** A valid transaction without effects but those given; outputs are numbered. */
export function rawTx(fields: Partial<RawTx> = {}): RawTx {
  const tx: RawTx = {
    hash: txHashOf(1),
    valid: true,
    inputs: [],
    outputs: [],
    referenceInputs: [],
    collateralInputs: [],
    feeLovelace: 200_000n,
    mint: new Map(),
    withdrawals: [],
    certificates: [],
    proposals: [],
    voters: [],
    donationLovelace: 0n,
    signers: null,
    hasScriptWitness: false,
    metadata: null,
    redeemers: [],
    witnessDatums: new Map(),
    unreadable: [],
    ...fields,
  };
  return { ...tx, outputs: tx.outputs.map((one, index) => ({ ...one, index })) };
}
