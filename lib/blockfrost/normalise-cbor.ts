import type { TxHash } from "@/lib/cardano/brand";
import { decodeTransaction } from "@/lib/cardano/decode-transaction";
import type { DecodedBody, DecodedTransaction } from "@/lib/cardano/decoded-transaction";
import type { AddressNetwork } from "@/lib/cardano/network";
import { TransactionDecodeError } from "@/lib/cardano/transaction-decode-error";
import type { OutRef, RawInput, RawTx } from "@/lib/ledger/raw-tx";

type Effects = Omit<
  RawTx,
  | "hash"
  | "valid"
  | "signers"
  | "hasScriptWitness"
  | "metadata"
  | "redeemers"
  | "nativeScripts"
  | "witnessDatums"
  | "unreadable"
>;

function unresolved(refs: readonly OutRef[]): RawInput[] {
  return refs.map((ref) => ({ ref, resolved: null }));
}

function effectsOfValid(body: DecodedBody): Effects {
  return {
    inputs: unresolved(body.inputs),
    outputs: body.outputs,
    referenceInputs: body.referenceInputs,
    collateralInputs: body.collateralInputs,
    ...(body.collateralReturn !== null && { collateralReturn: body.collateralReturn.address }),
    feeLovelace: body.feeLovelace,
    mint: body.mint,
    withdrawals: body.withdrawals,
    certificates: body.certificates,
    proposals: body.proposals,
    voters: body.voters,
    donationLovelace: body.donationLovelace,
  };
}

/** A failed script takes the collateral and gives the rest of it back; nothing else of the body happened. */
function effectsOfFailed(body: DecodedBody): Effects {
  return {
    inputs: unresolved(body.collateralInputs),
    outputs: body.collateralReturn === null ? [] : [body.collateralReturn],
    referenceInputs: body.referenceInputs,
    collateralInputs: body.collateralInputs,
    feeLovelace: body.totalCollateralLovelace,
    mint: new Map(),
    withdrawals: [],
    certificates: [],
    proposals: [],
    voters: [],
    donationLovelace: 0n,
  };
}

/** The effects that a decoded transaction had. */
function rawTxOf(decoded: DecodedTransaction): RawTx {
  const { witnesses } = decoded;
  return {
    hash: decoded.hash,
    valid: decoded.isValid,
    ...(decoded.isValid ? effectsOfValid(decoded.body) : effectsOfFailed(decoded.body)),
    signers: witnesses.signers,
    hasScriptWitness: witnesses.hasScriptWitness,
    metadata: decoded.isValid ? decoded.metadata : new Map(),
    redeemers: witnesses.redeemers,
    nativeScripts: witnesses.nativeScripts,
    witnessDatums: witnesses.datums,
    unreadable: decoded.unreadable,
  };
}

/** The bytes are a transaction's, and of another one than was asked for. */
export class AnotherTransaction extends TransactionDecodeError {}

/**
 * `GET /txs/{hash}/cbor` as a transaction whose inputs are not resolved yet.
 * @throws TransactionDecodeError where the bytes cannot be read, `AnotherTransaction` where they are not of the one asked for
 */
export function normaliseCbor(cborHex: string, askedHash: TxHash, network: AddressNetwork): RawTx {
  const decoded = decodeTransaction(cborHex, network);
  if (decoded.hash !== askedHash) {
    throw new AnotherTransaction(`asked for ${askedHash}, the body's hash is ${decoded.hash}`);
  }
  return rawTxOf(decoded);
}
