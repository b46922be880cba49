import { bytesToHex } from "@noble/hashes/utils.js";
import { asArray, asBytes, asIndex, asMap, asSet, asUint, elementAt, fieldsOf } from "@/lib/cardano/cbor";
import type { CborNode } from "@/lib/cardano/cbor-node";
import type { CredentialHash } from "@/lib/cardano/brand";
import { credentialHashOf } from "@/lib/cardano/credential";
import { decodeCertificate } from "@/lib/cardano/decode-certificate";
import { decodeOutput } from "@/lib/cardano/decode-output";
import { decodeTokens } from "@/lib/cardano/decode-value";
import type { DecodedBody } from "@/lib/cardano/decoded-transaction";
import type { AddressNetwork } from "@/lib/cardano/network";
import { isTxHash } from "@/lib/cardano/parse-tx-hash";
import { formatStakeAddress } from "@/lib/cardano/stake-address";
import { TransactionDecodeError } from "@/lib/cardano/transaction-decode-error";
import type { Certificate, OutRef, Proposal, TxOutput, Withdrawal } from "@/lib/cardano/transaction-parts";
import type { Note } from "@/lib/cardano/unreadable";

/** Field numbers of a transaction body (Conway CDDL). */
const field = {
  inputs: 0n,
  outputs: 1n,
  fee: 2n,
  certificates: 4n,
  withdrawals: 5n,
  mint: 9n,
  collateralInputs: 13n,
  collateralReturn: 16n,
  totalCollateral: 17n,
  referenceInputs: 18n,
  votes: 19n,
  proposals: 20n,
  donation: 22n,
} as const;

type Fields = ReturnType<typeof fieldsOf>;

function decodeOutRef(node: CborNode, what: string): OutRef {
  const parts = asArray(node, what);
  const txHash = bytesToHex(asBytes(elementAt(parts, 0, what), what));
  if (!isTxHash(txHash)) throw new TransactionDecodeError(`${what}: not a transaction hash (${txHash.slice(0, 80)})`);
  return { txHash, index: asIndex(elementAt(parts, 1, what), what) };
}

/** References of a set, each once: before Conway the list might name one twice. */
function decodeOutRefs(node: CborNode | undefined, what: string): OutRef[] {
  if (node === undefined) return [];
  const refs = asSet(node, what).map((element) => decodeOutRef(element, what));
  return [...new Map(refs.map((ref) => [`${ref.txHash}#${ref.index}`, ref])).values()];
}

function decodeOutputs(fields: Fields, note: Note): TxOutput[] {
  const node = fields.get(field.outputs);
  if (node === undefined) throw new TransactionDecodeError("outputs are missing");
  return asArray(node, "outputs").map((output, index) => decodeOutput(output, index, note));
}

function decodeFee(fields: Fields): bigint {
  const node = fields.get(field.fee);
  if (node === undefined) throw new TransactionDecodeError("fee is missing");
  return asUint(node, "fee");
}

function decodeWithdrawals(node: CborNode | undefined): Withdrawal[] {
  if (node === undefined) return [];
  const amounts = new Map<string, Withdrawal>();
  for (const { k, v } of asMap(node, "withdrawals")) {
    const account = asBytes(k, "withdrawal, reward account");
    const stakeAddress = formatStakeAddress(account);
    amounts.set(stakeAddress, { stakeAddress, amountLovelace: asUint(v, "withdrawal, amount") });
  }
  return [...amounts.values()];
}

function decodeCertificates(node: CborNode | undefined, network: AddressNetwork): Certificate[] {
  if (node === undefined) return [];
  return asSet(node, "certificates").flatMap((element, index) => decodeCertificate(element, index, network));
}

function decodeProposal(node: CborNode): Proposal {
  const parts = asArray(node, "proposal");
  return {
    depositLovelace: asUint(elementAt(parts, 0, "proposal"), "proposal, deposit"),
    returnAddress: formatStakeAddress(asBytes(elementAt(parts, 1, "proposal"), "proposal, reward account")),
  };
}

/** Who votes: committee members, DReps and pools, each by the hash of their key or script. */
function decodeVoters(node: CborNode | undefined): CredentialHash[] {
  if (node === undefined) return [];
  const voters = asMap(node, "votes").map(({ k }) => elementAt(asArray(k, "voter"), 1, "voter"));
  return voters.map((hash) => credentialHashOf(asBytes(hash, "voter")));
}

function decodeOptionalUint(node: CborNode | undefined, what: string): bigint | null {
  return node === undefined ? null : asUint(node, what);
}

/**
 * A transaction body's fields, those that move value and those that name credentials. What stands beside an output's
 * value is noted where it cannot be read.
 */
export function decodeBody(node: CborNode, network: AddressNetwork, note: Note): DecodedBody {
  const fields = fieldsOf(node, "body");
  const outputs = decodeOutputs(fields, note);
  const collateralReturn = fields.get(field.collateralReturn);
  const mint = fields.get(field.mint);
  const proposals = fields.get(field.proposals);
  if (!fields.has(field.inputs)) throw new TransactionDecodeError("inputs are missing");
  return {
    inputs: decodeOutRefs(fields.get(field.inputs), "inputs"),
    outputs,
    feeLovelace: decodeFee(fields),
    mint: mint === undefined ? new Map() : decodeTokens(mint, "mint"),
    withdrawals: decodeWithdrawals(fields.get(field.withdrawals)),
    certificates: decodeCertificates(fields.get(field.certificates), network),
    proposals: proposals === undefined ? [] : asSet(proposals, "proposals").map(decodeProposal),
    voters: decodeVoters(fields.get(field.votes)),
    donationLovelace: decodeOptionalUint(fields.get(field.donation), "donation") ?? 0n,
    collateralInputs: decodeOutRefs(fields.get(field.collateralInputs), "collateral inputs"),
    collateralReturn:
      collateralReturn === undefined ? null : decodeOutput(collateralReturn, outputs.length, note, "collateral return"),
    totalCollateralLovelace: decodeOptionalUint(fields.get(field.totalCollateral), "total collateral"),
    referenceInputs: decodeOutRefs(fields.get(field.referenceInputs), "reference inputs"),
  };
}
